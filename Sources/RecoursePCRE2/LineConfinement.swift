/// Whether no attempt to match a regex can read past the end of the line that it starts in: nothing
/// in it matches `\n`. Found from its text, conservatively: what is not understood is taken to
/// cross lines. It decides only how long a slice of start positions may be, never what matches.
enum LineConfinement {
    static func holds(for pattern: String) -> Bool {
        let bytes = Array(pattern.utf8)
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"):
                guard index + 1 < bytes.count, staysOnLine(escape: bytes[index + 1]) else {
                    return false
                }
                index += 2
            case UInt8(ascii: "["):
                guard let end = endOfConfinedClass(bytes, from: index) else { return false }
                index = end
            case UInt8(ascii: "("):
                // `(?s)` lets the dot cross; verbs, conditions and recursion are not understood.
                if bytes[(index + 1)...].starts(with: "*".utf8) { return false }
                if bytes[(index + 1)...].starts(with: "?".utf8),
                    !isPlainGroup(bytes[(index + 2)...])
                {
                    return false
                }
                index += 1
            case 0x0A: return false
            default: index += 1
            }
        }
        return true
    }

    /// Escapes that cannot match a line end, and zero-width ones.
    private static func staysOnLine(escape: UInt8) -> Bool {
        let isPunctuation =
            escape < 0x80 && !(0x61...0x7A).contains(escape | 0x20)
            && !(0x30...0x39).contains(escape)
        return isPunctuation || "dwShNtbBAfezZ".utf8.contains(escape)
    }

    private static func isPlainGroup(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first else { return false }
        if ":>|=!#".utf8.contains(first) { return true }
        if first == UInt8(ascii: "i"), let next = rest.dropFirst().first {
            return next == UInt8(ascii: ":") || next == UInt8(ascii: ")")
        }
        return first == UInt8(ascii: "<")
            || first == UInt8(ascii: "P") && rest.dropFirst().first == UInt8(ascii: "<")
    }

    /// The index behind the class where it cannot match `\n`.
    private static func endOfConfinedClass(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start + 1
        let isNegated = index < bytes.count && bytes[index] == UInt8(ascii: "^")
        if isNegated { index += 1 }
        var excludesLineEnd = false
        var isFirst = true
        while index < bytes.count, isFirst || bytes[index] != UInt8(ascii: "]") {
            isFirst = false
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
                let escape = bytes[index + 1]
                if isNegated {
                    if "nsv".utf8.contains(escape) { excludesLineEnd = true }
                } else if !staysOnLine(escape: escape) {
                    return nil
                }
                index += 2
                // `[\t-~]` holds the line end.
                if escape == UInt8(ascii: "t"), bytes[index...].first == UInt8(ascii: "-") {
                    return nil
                }
            } else {
                // POSIX classes and ranges from controls could hold a line end.
                if bytes[index] == UInt8(ascii: "["), index + 1 < bytes.count,
                    ":.=".utf8.contains(bytes[index + 1])
                {
                    return nil
                }
                if bytes[index] < 0x20 { return nil }
                index += 1
            }
        }
        guard index < bytes.count, !isNegated || excludesLineEnd else { return nil }
        return index + 1
    }
}
