/// Words as a POSIX shell reads them back (POSIX.1-2017, Shell Command Language, 2.2 Quoting).
public enum ShellQuoting {
    /// The word as it is where no character is special to a shell, else in single quotes.
    public static func quoted(_ word: String) -> String {
        guard !word.isEmpty, word.utf8.allSatisfy(isPlain) else {
            // By scalars: a mark behind a quote makes one character with it, and a shell reads
            // bytes.
            return "'" + word.unicodeScalars.map { $0 == "'" ? "'\"'\"'" : String($0) }.joined()
                + "'"
        }
        return word
    }

    public static func joined(_ words: [String]) -> String {
        words.map(quoted).joined(separator: " ")
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "@%+=:,./-_".utf8.contains(byte)
        }
    }
}
