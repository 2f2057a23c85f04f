extension ShellText.Word {
    /// Words that are what they seem although they hold what could be expanded.
    private static let literals: Set<String> = ["{", "{}", "["]

    /// The word that begins here (POSIX.1-2017, 2.2 Quoting); `nil` where it is not understood: an
    /// open quote, a command substitution, `$'…'`, an expansion that holds more than a name.
    init?(in bytes: [UInt8], at start: Int) {
        var index = start
        var value: [UInt8] = []
        var (expands, globs) = (false, false)
        scan: while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"),
                UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                break scan
            case UInt8(ascii: "'"):
                guard let end = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "'")) else {
                    return nil
                }
                value += bytes[(index + 1)..<end]
                index = end + 1
            case UInt8(ascii: "\""):
                guard let quoted = Self.doubleQuoted(in: bytes, at: index) else { return nil }
                value += quoted.value
                expands = expands || quoted.expands
                index = quoted.end
            case UInt8(ascii: "\\"):
                guard index + 1 < bytes.count else { return nil }
                if bytes[index + 1] != 0x0A { value.append(bytes[index + 1]) }
                index += 2
            case UInt8(ascii: "`"): return nil
            case UInt8(ascii: "$"):
                guard let end = Self.endOfExpansion(in: bytes, at: index, isQuoted: false) else {
                    return nil
                }
                expands = true
                index = end
            case let byte:
                globs = globs || "*?[".utf8.contains(byte)
                expands = expands || "~{".utf8.contains(byte)
                value.append(byte)
                index += 1
            }
        }
        range = start..<index
        source = String(decoding: bytes[range], as: UTF8.self)
        let text = String(decoding: value, as: UTF8.self)
        self.value = !expands && !globs || Self.literals.contains(source) ? text : nil
        glob = self.value == nil && globs && !expands ? text : nil
    }

    private static func doubleQuoted(
        in bytes: [UInt8], at start: Int
    ) -> (value: [UInt8], expands: Bool, end: Int)? {
        var value: [UInt8] = []
        var expands = false
        var index = start + 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): return (value, expands, index + 1)
            case UInt8(ascii: "`"): return nil
            case UInt8(ascii: "\\") where index + 1 < bytes.count && bytes[index + 1] == 0x0A:
                index += 2
            case UInt8(ascii: "\\")
            where index + 1 < bytes.count && "\"\\$`".utf8.contains(bytes[index + 1]):
                value.append(bytes[index + 1])
                index += 2
            case UInt8(ascii: "$"):
                guard let end = endOfExpansion(in: bytes, at: index, isQuoted: true) else {
                    return nil
                }
                expands = true
                index = end
            case let byte:
                value.append(byte)
                index += 1
            }
        }
        return nil
    }

    /// Behind `$` or `${…}`; a name that follows `$` is left to be read as part of the word.
    private static func endOfExpansion(in bytes: [UInt8], at start: Int, isQuoted: Bool) -> Int? {
        guard start + 1 < bytes.count else { return start + 1 }
        switch bytes[start + 1] {
        case UInt8(ascii: "("): return nil
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return isQuoted ? start + 1 : nil
        case UInt8(ascii: "{"):
            let special = " \t\n'\"`\\$;&|()<>{".utf8
            let rest = bytes[(start + 2)...]
            guard
                let end = rest.firstIndex(where: { $0 == UInt8(ascii: "}") || special.contains($0) }
                ),
                bytes[end] == UInt8(ascii: "}")
            else { return nil }
            return end + 1
        default: return start + 1
        }
    }
}
