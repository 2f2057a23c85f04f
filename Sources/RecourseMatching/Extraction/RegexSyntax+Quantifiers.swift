extension RegexSyntax {
    /// PCRE2 allows no higher count.
    private static let maximumCount = 65_535

    /// The node, repeated as the quantifier here says, if there is one.
    mutating func quantified(_ node: RegexNode) throws(Unclear) -> RegexNode {
        guard !isQuoting, let range = try quantifier() else { return node }
        // Lazy and possessive repeats match some of what greedy ones do.
        if let byte = next, byte == UInt8(ascii: "?") || byte == UInt8(ascii: "+") { position += 1 }
        try skipIgnored()
        if !isQuoting, try quantifier() != nil { throw Unclear() }
        // PCRE2 repeats some assertions and ignores the count of others.
        switch node {
        case .nothing, .lineStart, .lineEnd, .wordBoundary: return .nothing
        default: break
        }
        if range.minimum == 1, range.maximum == 1 { return node }
        if range.maximum == 0 { return .nothing }
        return .repeated(node, minimum: range.minimum, maximum: range.maximum)
    }

    private mutating func quantifier() throws(Unclear) -> (minimum: Int, maximum: Int?)? {
        switch next {
        case UInt8(ascii: "?"):
            position += 1
            return (0, 1)
        case UInt8(ascii: "*"):
            position += 1
            return (0, nil)
        case UInt8(ascii: "+"):
            position += 1
            return (1, nil)
        case UInt8(ascii: "{"): return try counts()
        default: return nil
        }
    }

    /// `{2}`, `{2,}`, `{2,5}`. `{,5}` and blanks within are literal text before 10.43 and counts
    /// from then on; anything else is literal text.
    private mutating func counts() throws(Unclear) -> (minimum: Int, maximum: Int?)? {
        let body = pattern[(position + 1)...].prefix {
            ByteSet.digits.contains($0) || $0 == UInt8(ascii: ",") || $0 == 0x20 || $0 == 0x09
        }
        guard body.endIndex < pattern.count, pattern[body.endIndex] == UInt8(ascii: "}"),
            !body.isEmpty
        else { return nil }
        let parts = body.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        let numbers = parts.map { Int(String(decoding: $0, as: UTF8.self)) }
        guard parts.count <= 2, let minimum = numbers[0], minimum <= Self.maximumCount else {
            throw Unclear()
        }
        position = body.endIndex + 1
        if parts.count == 1 { return (minimum, minimum) }
        if parts[1].isEmpty { return (minimum, nil) }
        guard let maximum = numbers[1], minimum <= maximum, maximum <= Self.maximumCount else {
            throw Unclear()
        }
        return (minimum, maximum)
    }
}
