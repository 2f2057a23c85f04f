/// Four or eight neighbouring bytes, bit 5 of each set: letters in either case are the same, and a
/// few other bytes too, which the comparison behind it tells apart.
enum WindowKey {
    static let longLength = 8
    static let shortLength = 4
    /// Text is probed for long windows at every fourth byte: of so many neighbouring bytes, one
    /// long window is met whatever the text before is long.
    static let stride = 4
    static let longRegion = longLength + stride - 1

    static let longFold: UInt64 = 0x2020_2020_2020_2020
    static let shortFold: UInt32 = 0x2020_2020

    /// Fibonacci hashing (Knuth, TAOCP 3, 6.4): the upper bits are the good ones.
    @inline(__always)
    static func hash(_ key: UInt64) -> UInt64 { key &* 0x9E37_79B9_7F4A_7C15 }

    static func long(_ folded: some Collection<UInt8>) -> UInt64 {
        folded.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    static func short(_ folded: some Collection<UInt8>) -> UInt32 {
        folded.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
