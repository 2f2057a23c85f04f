/// What a part of a regex can match, as far as the index cares.
indirect enum RegexNode: Sendable {
    /// Zero bytes, or an assertion of which nothing is used.
    case nothing
    /// One byte for each symbol.
    case string([Symbol])
    /// One character: an ASCII one of the set, or any other, which takes up to four bytes. The
    /// symbol's set holds both what the first and what the last byte may be.
    case character(Symbol)
    case lineStart
    case lineEnd
    case wordBoundary
    case sequence([RegexNode])
    case alternatives([RegexNode])
    case repeated(RegexNode, minimum: Int, maximum: Int?)
    /// Any text of any length, such as what a group held before.
    case anything
}

/// What may lie between two places of a match: how many bytes, and which.
struct Distance: Hashable, Sendable {
    var minimum: Int
    /// `nil`: without bound.
    var maximum: Int?
    var bytes: ByteSet

    static let zero = Distance(minimum: 0, maximum: 0, bytes: .none)
    static let unknown = Distance(minimum: 0, maximum: nil, bytes: .all)
    /// A regex may repeat what it holds 65,535 times, nested: sums stay far from overflow.
    private static let limit = 1 << 24

    init(minimum: Int, maximum: Int?, bytes: ByteSet) {
        self.minimum = min(minimum, Self.limit)
        self.maximum = maximum.flatMap { $0 > Self.limit ? nil : $0 }
        self.bytes = bytes
    }

    /// Whether no line can end between the two.
    var staysOnLine: Bool { !bytes.contains(0x0A) }

    static func + (left: Distance, right: Distance) -> Distance {
        var maximum: Int?
        if let first = left.maximum, let second = right.maximum { maximum = first + second }
        return Distance(
            minimum: left.minimum + right.minimum, maximum: maximum,
            bytes: left.bytes.union(right.bytes))
    }

    /// Either of the two.
    func union(_ other: Distance) -> Distance {
        var maximum: Int?
        if let first = self.maximum, let second = other.maximum { maximum = max(first, second) }
        return Distance(
            minimum: min(minimum, other.minimum), maximum: maximum,
            bytes: bytes.union(other.bytes))
    }

    func repeated(_ least: Int, _ most: Int?) -> Distance {
        var maximum: Int?
        if let most, let once = self.maximum {
            let (product, overflow) = once.multipliedReportingOverflow(by: most)
            maximum = overflow ? nil : product
        } else if self.maximum == 0 {
            maximum = 0
        }
        return Distance(
            minimum: minimum * least, maximum: maximum, bytes: most == 0 ? .none : bytes)
    }
}
