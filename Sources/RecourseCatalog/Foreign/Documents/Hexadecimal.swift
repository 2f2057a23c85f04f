/// Digits alone: `UInt32(_:radix:)` takes a sign too.
enum Hexadecimal {
    /// - Returns: `nil` for none, for more than eight, and for what is no digit.
    static func value(_ digits: some Collection<Unicode.Scalar>) -> UInt32? {
        guard (1...8).contains(digits.count), digits.allSatisfy(\.properties.isASCIIHexDigit) else {
            return nil
        }
        return UInt32(String(String.UnicodeScalarView(digits)), radix: 16)
    }
}
