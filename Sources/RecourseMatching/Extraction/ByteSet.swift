/// A set of bytes.
struct ByteSet: Hashable, Sendable {
    var words: SIMD4<UInt64>

    static let none = ByteSet(words: .zero)
    static let all = ByteSet(words: SIMD4(repeating: .max))
    static let ascii = ByteSet(words: SIMD4(.max, .max, 0, 0))
    /// What the bytes of a character beyond ASCII may be.
    static let beyondASCII = ByteSet(words: SIMD4(0, 0, .max, .max))
    static let digits = ByteSet(0x30...0x39)
    static let letters = ByteSet(0x41...0x5A).union(ByteSet(0x61...0x7A))
    /// `\w` without Unicode properties.
    static let word = digits.union(letters).union([0x5F])
    /// `\s`.
    static let space = ByteSet(0x09...0x0D).union([0x20])
    static let newline: ByteSet = [0x0A]

    private init(words: SIMD4<UInt64>) { self.words = words }

    init(_ range: ClosedRange<UInt8>) {
        self = .none
        for byte in range { insert(byte) }
    }

    init(littleEndianBytes bytes: UnsafeRawBufferPointer) {
        words = SIMD4(
            (0..<4).map {
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self))
            })
    }

    mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

    func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 }

    func union(_ other: ByteSet) -> ByteSet { ByteSet(words: words | other.words) }
    func intersection(_ other: ByteSet) -> ByteSet { ByteSet(words: words & other.words) }
    func isSubset(of other: ByteSet) -> Bool { words & other.words == words }
    var complement: ByteSet { ByteSet(words: ~words) }
    var isEmpty: Bool { words == .zero }

    var count: Int {
        words[0].nonzeroBitCount + words[1].nonzeroBitCount + words[2].nonzeroBitCount
            + words[3].nonzeroBitCount
    }

    /// With the other case of every ASCII letter.
    var caseFolded: ByteSet {
        // Letters stand in the second word, the cases 32 bits apart.
        let letters: UInt64 = 0x07FF_FFFE
        let either = (words[1] | words[1] >> 32) & letters
        var folded = self
        folded.words[1] |= either | either << 32
        return folded
    }
}

extension ByteSet: ExpressibleByArrayLiteral {
    init(arrayLiteral bytes: UInt8...) {
        self = .none
        for byte in bytes { insert(byte) }
    }
}
