/// Splits a shell text at its operators. Compound commands are seen through (`if`, `while`, `for`,
/// braces, subshells); what can hide a command is not understood: substitutions, `case`,
/// functions, `[[`, and here-documents unless they are asked for.
struct ShellParser {
    /// What the text consists of, in order; `ShellGrammar` makes a tree of it.
    enum Part: Hashable {
        case simple(ShellText.SimpleCommand)
        case reserved(String)
        /// The words of `for NAME in …` behind the `for`.
        case header([ShellText.Word])
        case connector(Connector)
        case open, close
    }

    enum Connector: Hashable { case newline, semicolon, ampersand, and, or, pipe }

    private(set) var parts: [Part] = []
    /// False where there was anything but words.
    private(set) var isPlain = true
    private let bytes: [UInt8]
    private var index = 0
    private var current = ShellText.SimpleCommand()
    /// The redirection that was seen, and not yet its file.
    private var awaiting: ShellText.Redirection.Kind?
    private var redirectsOutput = false
    /// The number in front of the next redirection.
    private var descriptor: Int?
    /// The words of `for NAME in …` so far.
    private var header: [ShellText.Word]?
    private var openParentheses = 0
    private let readsHereDocuments: Bool
    private var hereDocuments: [ShellHereDocument] = []

    private static let reserved: Set<String> = [
        "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "{", "}", "!",
    ]
    private static let headed: Set<String> = ["for", "select"]
    private static let unclear: Set<String> = ["case", "esac", "function", "[["]

    init(_ bytes: [UInt8], readsHereDocuments: Bool = false) {
        self.bytes = bytes
        self.readsHereDocuments = readsHereDocuments
    }

    var commands: [ShellText.SimpleCommand] {
        parts.compactMap { if case .simple(let command) = $0 { command } else { nil } }
    }

    /// False where the text is not understood.
    mutating func parse() -> Bool {
        guard !bytes.contains(0) else { return false }
        while index < bytes.count {
            guard step() else { return false }
        }
        finish()
        return awaiting == nil && openParentheses == 0 && hereDocuments.isEmpty
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
        guard awaiting == nil else { return false }
        isPlain = false
        let isDoubled = byte(at: index + 1) == bytes[index]
        switch bytes[index] {
        case UInt8(ascii: "&") where byte(at: index + 1) == UInt8(ascii: ">"):
            let appends = byte(at: index + 2) == UInt8(ascii: ">")
            index += appends ? 3 : 2
            awaiting = .bothStreams(appends: appends)
        case UInt8(ascii: "("):
            // Behind a word it begins a function or an array; `((` is arithmetic.
            guard current == .init(), header == nil, !isDoubled else { return false }
            openParentheses += 1
            take(.open, 1)
        case UInt8(ascii: ")"):
            guard openParentheses > 0 else { return false }
            openParentheses -= 1
            take(.close, 1)
        case UInt8(ascii: "&"): take(.connector(isDoubled ? .and : .ampersand), isDoubled ? 2 : 1)
        case UInt8(ascii: "|") where byte(at: index + 1) == UInt8(ascii: "&"):
            take(.connector(.pipe), 2)
        case UInt8(ascii: "|"): take(.connector(isDoubled ? .or : .pipe), isDoubled ? 2 : 1)
        case UInt8(ascii: ";"): take(.connector(.semicolon), 1)
        default:
            take(.connector(.newline), 1)
            for document in hereDocuments {
                guard let end = document.end(in: bytes, from: index) else { return false }
                index = end
            }
            hereDocuments = []
        }
        return true
    }

    private mutating func take(_ part: Part, _ length: Int) {
        finish()
        parts.append(part)
        index += length
    }

    private mutating func takeRedirection() -> Bool {
        guard awaiting == nil else { return false }
        isPlain = false
        let sign = bytes[index]
        let isInput = sign == UInt8(ascii: "<")
        redirectsOutput = !isInput
        index += 1
        switch byte(at: index) {
        case sign where isInput:
            // A here-document's body follows on later lines; `<<<` is not POSIX.
            guard readsHereDocuments, byte(at: index + 1) != sign else { return false }
            index += 1
            hereDocuments.append(
                ShellHereDocument(dropsTabs: byte(at: index) == UInt8(ascii: "-")))
            if byte(at: index) == UInt8(ascii: "-") { index += 1 }
            awaiting = .hereDocument
            return true
        case sign: awaiting = .append
        case UInt8(ascii: "&"): awaiting = .duplicate
        case UInt8(ascii: ">") where isInput: awaiting = .inputAndOutput
        case UInt8(ascii: "|") where !isInput: awaiting = .output
        default:
            awaiting = isInput ? .input : .output
            return true
        }
        index += 1
        return true
    }

    private mutating func takeWord() -> Bool {
        guard let word = ShellText.Word(in: bytes, at: index) else { return false }
        index = word.range.upperBound
        let isDescriptor =
            (byte(at: index).map { "<>".utf8.contains($0) } ?? false)
            && word.source.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if isDescriptor, awaiting == nil {
            descriptor = Int(word.source)
            return true
        }
        if let kind = awaiting {
            redirect(kind, to: word)
        } else if header != nil {
            if word.source == "do" {
                finish()
                parts.append(.reserved("do"))
            } else {
                header?.append(word)
            }
        } else if current == .init(), Self.unclear.contains(word.source) {
            return false
        } else if current == .init(), Self.headed.contains(word.source) {
            header = []
        } else if current == .init(), Self.reserved.contains(word.source) {
            isPlain = false
            parts.append(.reserved(word.source))
        } else if current.words.isEmpty, Self.isAssignment(word.source) {
            current.assignments.append(word)
        } else {
            current.words.append(word)
        }
        return true
    }

    private mutating func redirect(_ kind: ShellText.Redirection.Kind, to word: ShellText.Word) {
        var kind = kind
        if kind == .hereDocument { hereDocuments[hereDocuments.count - 1].delimiter = word }
        if kind == .duplicate, redirectsOutput, word.source != "-", Int(word.source) == nil {
            kind = .bothStreams(appends: false)
        }
        current.redirections.append(
            ShellText.Redirection(kind: kind, descriptor: descriptor, target: word))
        awaiting = nil
        descriptor = nil
    }

    private mutating func finish() {
        if current != .init() { parts.append(.simple(current)) }
        if let header { parts.append(.header(header)) }
        current = .init()
        header = nil
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
