/// Splits a shell text at its operators. Compound commands are seen through (`if`, `while`, `for`,
/// braces, subshells); what can hide a command is not understood: substitutions, here-documents,
/// `case`, functions, `[[`.
struct ShellParser {
    private(set) var commands: [ShellText.SimpleCommand] = []
    /// False where there was anything but words.
    private(set) var isPlain = true
    private let bytes: [UInt8]
    private var index = 0
    private var current = ShellText.SimpleCommand()
    /// A redirection was seen, and not yet its file.
    private var awaitsFile = false
    /// Within the words of `for NAME in …`.
    private var isHeader = false
    private var openParentheses = 0

    private static let reserved: Set<String> = [
        "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "{", "}", "!",
    ]
    private static let headed: Set<String> = ["for", "select"]
    private static let unclear: Set<String> = ["case", "esac", "function", "[["]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// False where the text is not understood.
    mutating func parse() -> Bool {
        guard !bytes.contains(0) else { return false }
        while index < bytes.count {
            guard step() else { return false }
        }
        finish()
        return !awaitsFile && openParentheses == 0
    }

    private func byte(at index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func step() -> Bool {
        switch bytes[index] {
        case 0x20, 0x09: index += 1
        case UInt8(ascii: "\\") where byte(at: index + 1) == 0x0A: index += 2
        case UInt8(ascii: "#"):
            while let byte = byte(at: index), byte != 0x0A { index += 1 }
        case 0x0A, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "("),
            UInt8(ascii: ")"):
            return takeOperator()
        case UInt8(ascii: "<"), UInt8(ascii: ">"): return takeRedirection()
        default: return takeWord()
        }
        return true
    }

    private mutating func takeOperator() -> Bool {
        guard !awaitsFile else { return false }
        isPlain = false
        switch bytes[index] {
        case UInt8(ascii: "&") where byte(at: index + 1) == UInt8(ascii: ">"):
            index += byte(at: index + 2) == UInt8(ascii: ">") ? 3 : 2
            awaitsFile = true
            return true
        case UInt8(ascii: "("):
            // Behind a word it begins a function or an array; `((` is arithmetic.
            guard current == .init(), !isHeader, byte(at: index + 1) != UInt8(ascii: "(") else {
                return false
            }
            openParentheses += 1
        case UInt8(ascii: ")"):
            guard openParentheses > 0 else { return false }
            openParentheses -= 1
        default: break
        }
        finish()
        index += 1
        return true
    }

    private mutating func takeRedirection() -> Bool {
        guard !awaitsFile else { return false }
        isPlain = false
        let sign = bytes[index]
        // A here-document's body follows on later lines: not understood.
        if sign == UInt8(ascii: "<"), byte(at: index + 1) == sign { return false }
        index += 1
        if let next = byte(at: index),
            (sign == UInt8(ascii: "<") ? "&>" : ">&|").utf8.contains(next)
        {
            index += 1
        }
        awaitsFile = true
        return true
    }

    private mutating func takeWord() -> Bool {
        guard let word = ShellText.Word(in: bytes, at: index) else { return false }
        index = word.range.upperBound
        let isDescriptor =
            (byte(at: index).map { "<>".utf8.contains($0) } ?? false)
            && word.source.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if isDescriptor, !awaitsFile { return true }
        if awaitsFile {
            awaitsFile = false
        } else if isHeader {
            isHeader = word.source != "do"
        } else if current == .init(), Self.unclear.contains(word.source) {
            return false
        } else if current == .init(), Self.headed.contains(word.source) {
            isHeader = true
        } else if current == .init(), Self.reserved.contains(word.source) {
            isPlain = false
        } else if current.words.isEmpty, Self.isAssignment(word.source) {
            current.assignments.append(word)
        } else {
            current.words.append(word)
        }
        return true
    }

    private mutating func finish() {
        if current != .init() { commands.append(current) }
        current = .init()
        isHeader = false
    }

    private static func isAssignment(_ text: String) -> Bool {
        guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), equals > text.startIndex
        else {
            return false
        }
        return text.utf8[..<equals].enumerated().allSatisfy { index, byte in
            byte == 0x5F || (0x61...0x7A).contains(byte | 0x20)
                || index > 0 && (0x30...0x39).contains(byte)
        }
    }
}
