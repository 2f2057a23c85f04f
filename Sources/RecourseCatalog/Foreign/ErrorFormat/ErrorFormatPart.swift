import RecourseCore

/// One format: its prefix, and the regex of Vim that it stands for (Vim, `quickfix.c`,
/// `efm_to_regpat`).
struct ErrorFormatPart {
    /// What becomes of a line.
    enum Kind: Hashable {
        case message
        /// `%E %W %I %N %A`: the first line of a message of several.
        case start
        case continuation, end
        /// `%G`, `%O %P %Q`, `%D %X`: no message.
        case general, partial, directory
    }

    let source: String
    private(set) var kind = Kind.message
    private(set) var severity = Severity.error
    /// `%-`: the line is not a message, or not a part of it.
    private(set) var isHidden = false
    /// A magic regex; a group that `%f` and the like stand for has a mark behind its `\(`.
    private(set) var regex = "^"
    /// What its groups hold, in order.
    private(set) var roles: [String] = []

    /// What it looks for, in words.
    private var words = ""
    private let format: [Unicode.Scalar]
    private var position = 0

    /// Of the mark of the first role; the private use area has no other use here.
    static let firstMark: UInt32 = 0xE000

    static let items: [Unicode.Scalar: (role: String, regex: String)] = [
        "f": ("file", ".\\+"), "b": ("buffer", "\\d\\+"), "n": ("number", "\\d\\+"),
        "l": ("line", "\\d\\+"), "e": ("end_line", "\\d\\+"), "c": ("column", "\\d\\+"),
        "k": ("end_column", "\\d\\+"), "t": ("type", "."), "m": ("message", ".\\+"),
        "r": ("rest", ".*"), "p": ("pointer", "[- \t.]*"), "v": ("column", "\\d\\+"),
        "s": ("search", ".\\+"), "o": ("module", ".\\+"),
    ]

    init(_ source: String) throws(RegexRefusal) {
        self.source = source
        format = Array(source.unicodeScalars)
        guard !format.contains(where: { (0xE000...0xF8FF).contains($0.value) }) else {
            throw RegexRefusal("a character of the private use area")
        }
        while position < format.count {
            let scalar = format[position]
            position += 1
            if scalar == "%" { try item() } else { character(scalar) }
        }
        regex += "$"
        if kind == .message, words.lowercased().contains("warning") { severity = .warning }
    }

    private mutating func character(_ scalar: Unicode.Scalar) {
        var scalar = scalar
        if scalar == "\\", position < format.count {
            scalar = format[position]
            position += 1
        } else if ".*^$~[".unicodeScalars.contains(scalar) {
            regex += "\\"
        }
        regex.unicodeScalars.append(scalar)
        words.unicodeScalars.append(scalar)
    }

    private mutating func item() throws(RegexRefusal) {
        guard position < format.count else { throw RegexRefusal("ends in `%`") }
        let letter = format[position]
        let isFirst = position == 1
        position += 1
        if let item = Self.items[letter] {
            try group(letter, item.role, item.regex)
            // `%trror` is a word.
            words += letter == "t" ? Self.initial(format[position...]) : " \(item.role) "
        } else if letter == "*" {
            try scanned()
        } else if "%\\.^$~[".unicodeScalars.contains(letter) {
            regex.unicodeScalars.append(letter)
        } else if letter == "#" {
            regex += "*"
        } else if letter == ">" {
            // Where the next line is looked at from: of no meaning here.
        } else if isFirst {
            try prefix(letter)
        } else {
            throw RegexRefusal("`%\(letter)` has no meaning")
        }
    }

    private mutating func group(
        _ letter: Unicode.Scalar, _ role: String, _ text: String
    ) throws(RegexRefusal) {
        guard !roles.contains(role) else { throw RegexRefusal("`%\(letter)` stands twice") }
        let mark = Unicode.Scalar(Self.firstMark + UInt32(roles.count))
        regex += "\\(" + String(mark ?? "\u{E000}")
        roles.append(role)
        if letter == "f", position < format.count {
            // In front of a character that is known, as short as can be; else all that a name holds.
            let next = format[position]
            regex += next == "\\" || next == "%" ? "\\f\\+" : ".\\{-1,}"
        } else {
            regex += text
        }
        regex += "\\)"
    }

    /// `%*[…]` and `%*\d`, as of scanf.
    private mutating func scanned() throws(RegexRefusal) {
        guard position < format.count else { throw RegexRefusal("ends in `%*`") }
        let start = position
        if format[position] == "\\", position + 1 < format.count {
            position += 2
        } else if format[position] == "[" {
            position += 1
            if position < format.count, format[position] == "^" { position += 1 }
            position += 1
            guard let end = format[min(position, format.count)...].firstIndex(of: "]") else {
                throw RegexRefusal("a `[` without its `]`")
            }
            position = end + 1
        } else {
            throw RegexRefusal("`%*\(format[position])` has no meaning")
        }
        regex.unicodeScalars.append(contentsOf: format[start..<position])
        regex += "\\+"
        words += " "
    }

    /// The letter that makes a word of what follows.
    private static func initial(_ rest: ArraySlice<Unicode.Scalar>) -> String {
        for word in ["error", "warning", "note", "info"]
        where rest.starts(with: word.dropFirst().unicodeScalars) {
            return String(word.prefix(1))
        }
        return " type "
    }

    private mutating func prefix(_ letter: Unicode.Scalar) throws(RegexRefusal) {
        var letter = letter
        if letter == "+" || letter == "-" {
            isHidden = letter == "-"
            guard position < format.count else { throw RegexRefusal("ends in its prefix") }
            letter = format[position]
            position += 1
        }
        switch letter {
        case "E", "A": kind = .start
        case "W": (kind, severity) = (.start, .warning)
        case "I", "N": (kind, severity) = (.start, .note)
        case "C": kind = .continuation
        case "Z": kind = .end
        case "G": kind = .general
        case "O", "P", "Q": kind = .partial
        case "D", "X": kind = .directory
        default: throw RegexRefusal("`%\(letter)` is no prefix")
        }
    }

    /// What it looks for, as a name: `%f:%l: %trror: %m` -> `file-line-error-message`.
    var name: String { PatternNaming.slug(words) }
}
