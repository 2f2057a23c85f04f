/// What the option settings of a regex mean for its literals; `nil` where it uses something that
/// could make a literal optional or change what the characters mean.
struct InlineFlags {
    var caseless = false

    /// `a(?#…)*` and `a\E*` repeat the `a` in front.
    private static let unclear = [
        "(*", "(?(", "(?C", "(?R)", "(?0)", "(?+", "(?-1", "(?1", "(?2", "(?3", "(?4", "(?5", "(?6",
        "(?7", "(?8", "(?9", "(?&", "(?P>", "(?P=", "(?#", "(?[",
    ].map { Array($0.utf8) }
    private static let unclearEscapes = Array("QEKG".utf8)

    init?(of pattern: [UInt8]) {
        var index = 0
        while index < pattern.count {
            let rest = pattern[index...]
            if pattern[index] == UInt8(ascii: "\\") {
                guard let escaped = rest.dropFirst().first else { return nil }
                if Self.unclearEscapes.contains(escaped) { return nil }
                // `\c\` is a control character.
                index += escaped == UInt8(ascii: "c") ? 3 : 2
                continue
            }
            index += 1
            guard pattern[index - 1] == UInt8(ascii: "(") else { continue }
            if Self.unclear.contains(where: { rest.starts(with: $0) }) { return nil }
            guard rest.starts(with: "(?".utf8) else { continue }
            let flags = rest.dropFirst(2).prefix {
                (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-")
                    || $0 == UInt8(ascii: "^")
            }
            let close = rest.dropFirst(2 + flags.count).first
            guard close == UInt8(ascii: ":") || close == UInt8(ascii: ")") else { continue }
            if flags.contains(UInt8(ascii: "x")) { return nil }
            if flags.contains(UInt8(ascii: "i")) { caseless = true }
        }
    }
}
