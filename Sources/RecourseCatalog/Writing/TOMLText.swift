/// TOML as a person would write it: keys in our order, literal strings where they can be (TOML
/// 1.0). TOMLKit writes keys in alphabetical order, which scatters what belongs together.
enum TOMLText {
    static func string(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        // By scalars: a quote with a combining mark behind it is another character, and still ends
        // a string.
        let scalars = text.unicodeScalars
        if isPlain, !scalars.contains("\\"), !scalars.contains("\"") { return "\"\(text)\"" }
        if isPlain, !scalars.contains("'") { return "'\(text)'" }
        if isPlain, !scalars.contains("'''".unicodeScalars), scalars.last != "'" {
            return "'''\(text)'''"
        }
        return "\"" + escaped(text, keepingLines: false) + "\""
    }

    /// Texts of several lines stay readable.
    static func block(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\n")) else { return string(text) }
        return "\"\"\"\n" + escaped(text, keepingLines: true) + "\"\"\""
    }

    static func strings(_ texts: [String]) -> String {
        "[" + texts.map(string).joined(separator: ", ") + "]"
    }

    static func table(_ entries: [(String, String)]) -> String {
        "{ " + entries.map { "\(key($0.0)) = \($0.1)" }.joined(separator: ", ") + " }"
    }

    static func table(_ entries: [String: String]) -> String {
        table(entries.sorted { $0.key < $1.key }.map { ($0.key, string($0.value)) })
    }

    static func key(_ name: String) -> String {
        let isBare =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D
                    || byte == 0x5F
            }
        return isBare ? name : "\"" + escaped(name, keepingLines: false) + "\""
    }

    private static func escaped(_ text: String, keepingLines: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "\"": result += "\\\(scalar)"
            case "\n": result += keepingLines ? "\n" : "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
