/// A shell command text taken apart into its simple commands, with the place of every word, so that one of them can
/// be changed and the rest stays to the letter. POSIX.1-2017, Shell Command Language, 2.3 (tokens) and
/// 2.9.1 (simple commands); what it does not understand makes the whole text `nil`.
public struct ShellText: Sendable {
    public struct Word: Hashable, Sendable {
        /// Bytes of the text.
        public var range: Range<Int>
        /// The word after quote removal; `nil` where it holds an expansion or a glob.
        public var value: String?
        public var source: String
    }

    public struct SimpleCommand: Hashable, Sendable {
        /// `NAME=value` words in front.
        public var assignments: [Word]
        /// The program and its arguments, without redirections.
        public var words: [Word]
    }

    public let source: String
    public private(set) var commands: [SimpleCommand] = []
    /// True where there is one simple command and nothing else: no operator, redirection, assignment or expansion.
    public private(set) var isPlain = true

    private static let reserved: Set<String> = [
        "if", "then", "else", "elif", "fi", "do", "done", "case", "esac", "while", "until", "for",
        "{", "}", "!", "in", "function",
    ]

    public init?(_ source: String) {
        self.source = source
        let bytes = Array(source.utf8)
        var current = SimpleCommand(assignments: [], words: [])
        var skipsNextWord = false
        var index = 0

        func finish(_ commands: inout [SimpleCommand]) {
            if !current.words.isEmpty || !current.assignments.isEmpty { commands.append(current) }
            current = SimpleCommand(assignments: [], words: [])
        }

        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x20, 0x09: index += 1
            case UInt8(ascii: "#") where current.words.isEmpty || bytes[index - 1] <= 0x20:
                while index < bytes.count, bytes[index] != 0x0A { index += 1 }
            case 0x0A, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "("),
                UInt8(ascii: ")"):
                isPlain = false
                if byte == UInt8(ascii: "&"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: ">") {
                    index += 2
                    skipsNextWord = true
                } else {
                    finish(&commands)
                    index += 1
                }
            case UInt8(ascii: "<"), UInt8(ascii: ">"):
                // A here-document's body follows on later lines: not understood.
                if byte == UInt8(ascii: "<"), index + 1 < bytes.count, bytes[index + 1] == byte { return nil }
                isPlain = false
                while index < bytes.count, "<>&|".utf8.contains(bytes[index]) { index += 1 }
                skipsNextWord = true
            default:
                guard let word = Self.word(in: bytes, at: index) else { return nil }
                index = word.range.upperBound
                let isDescriptor =
                    index < bytes.count && "<>".utf8.contains(bytes[index])
                    && word.source.utf8.allSatisfy { (0x30...0x39).contains($0) }
                if isDescriptor { continue }
                if skipsNextWord {
                    skipsNextWord = false
                } else if current.words.isEmpty, Self.reserved.contains(word.source) {
                    continue
                } else if current.words.isEmpty, Self.isAssignment(word.source) {
                    current.assignments.append(word)
                } else {
                    current.words.append(word)
                }
            }
        }
        finish(&commands)
        isPlain =
            isPlain && commands.count == 1 && commands[0].assignments.isEmpty
            && commands[0].words.allSatisfy { $0.value != nil }
    }

    /// The text with pieces replaced; `changes` must not overlap.
    public func replacing(_ changes: [(range: Range<Int>, text: String)]) -> String {
        var bytes = Array(source.utf8)
        for change in changes.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            bytes.replaceSubrange(change.range, with: Array(change.text.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isAssignment(_ text: String) -> Bool {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return false }
        return text[..<equals].utf8.enumerated().allSatisfy { index, byte in
            byte == 0x5F || (0x61...0x7A).contains(byte | 0x20)
                || index > 0 && (0x30...0x39).contains(byte)
        }
    }

    private static func word(in bytes: [UInt8], at start: Int) -> Word? {
        var index = start
        var value: [UInt8] = []
        var isPlain = true
        scan: while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"),
                UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                break scan
            case UInt8(ascii: "'"):
                guard let end = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "'")) else { return nil }
                value += bytes[(index + 1)..<end]
                index = end + 1
            case UInt8(ascii: "\""):
                index += 1
                while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
                    if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count,
                        "\"\\$`\n".utf8.contains(bytes[index + 1])
                    {
                        index += 1
                    } else if bytes[index] == UInt8(ascii: "$") || bytes[index] == UInt8(ascii: "`") {
                        isPlain = false
                        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "(") { return nil }
                    }
                    value.append(bytes[index])
                    index += 1
                }
                guard index < bytes.count else { return nil }
                index += 1
            case UInt8(ascii: "\\"):
                guard index + 1 < bytes.count else { return nil }
                value.append(bytes[index + 1])
                index += 2
            case UInt8(ascii: "`"): return nil
            case UInt8(ascii: "$"):
                isPlain = false
                if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "(") { return nil }
                value.append(bytes[index])
                index += 1
            case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "~"),
                UInt8(ascii: "{"):
                if !(bytes[index] == UInt8(ascii: "{") && index == start) { isPlain = false }
                value.append(bytes[index])
                index += 1
            default:
                value.append(bytes[index])
                index += 1
            }
        }
        return Word(
            range: start..<index, value: isPlain ? String(decoding: value, as: UTF8.self) : nil,
            source: String(decoding: bytes[start..<index], as: UTF8.self))
    }
}
