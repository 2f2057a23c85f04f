/// Rewrites a magic regex of Vim (`:help pattern`) as PCRE2, for one line. Letter case does not
/// matter, as in 'errorformat'.
struct VimRegex {
    private let regex: [Unicode.Scalar]
    private let roles: [String]
    /// Roles that a line before has.
    private let known: Set<String>
    private var position = 0
    private var output = ""
    private var notes = TranslationNotes()
    private var depth = 0
    private var isCaseless = true
    private var classesAreClosed = true
    /// Where the last item begins in `output`, in UTF-8; what `\@=` is about.
    private var itemStart: Int?
    private var starts: [Int] = []

    /// - Parameter known: roles whose groups get no name, since a line before has them.
    static func translated(
        _ part: ErrorFormatPart, known: Set<String> = []
    ) -> TranslatedRegex {
        do throws(RegexRefusal) {
            guard part.regex.utf8.count <= ForeignLimits.regexBytes else {
                throw RegexRefusal(
                    "\(part.regex.utf8.count) bytes; at most \(ForeignLimits.regexBytes) are taken",
                    isHostile: true)
            }
            var vim = VimRegex(
                regex: Array(part.regex.unicodeScalars), roles: part.roles, known: known)
            vim.notes.adapt("an errorformat, written as a regex")
            let text = try vim.result()
            return TranslatedRegex(
                original: part.source, pcre2: text, grade: vim.notes.grade,
                reasons: vim.notes.reasons, names: part.roles.filter { !known.contains($0) })
        } catch {
            return .refused(part.source, error)
        }
    }

    private init(regex: [Unicode.Scalar], roles: [String], known: Set<String>) {
        self.known = known
        self.regex = regex
        self.roles = roles
    }

    private mutating func result() throws(RegexRefusal) -> String {
        while position < regex.count { try item() }
        guard depth == 0 else { throw RegexRefusal("a `\\(` without its `\\)`") }
        return (isCaseless ? "(?i)" : "") + output
    }

    private var next: Unicode.Scalar? { position < regex.count ? regex[position] : nil }

    private mutating func emit(_ text: String) {
        itemStart = output.utf8.count
        output += text
    }

    private mutating func item() throws(RegexRefusal) {
        let scalar = regex[position]
        position += 1
        switch scalar {
        case "\\": try escape()
        case "^" where isAtStart: emit("^")
        case "$" where isAtEnd: emit("$")
        case ".": emit(".")
        case "*" where itemStart != nil: output += "*"
        case "~": throw RegexRefusal("`~` is the last text that was put in place of another")
        case "[":
            // Where one is not closed, none behind it is.
            if classesAreClosed, let text = try VimClass.read(regex, &position) {
                emit(text)
            } else {
                classesAreClosed = false
                emit("\\[")
            }
        case "\n": emit("(?!)")
        default: emit(RegexText.literal(scalar))
        }
    }

    private var isAtStart: Bool {
        position == 1 || output.hasSuffix("(") || output.hasSuffix("|") || output.hasSuffix(">")
    }

    private var isAtEnd: Bool {
        position == regex.count || regex[position...].starts(with: "\\)".unicodeScalars)
            || regex[position...].starts(with: "\\|".unicodeScalars)
    }

    private mutating func escape() throws(RegexRefusal) {
        guard let letter = next else { throw RegexRefusal("ends in a backslash") }
        position += 1
        if let text = VimClass.shorthands[letter] { return emit(text) }
        switch letter {
        case "(": open(capturing: true)
        case ")": try close()
        case "|":
            output += "|"
            itemStart = nil
        case "+": output += "+"
        case "=", "?": output += "?"
        case "{": try braces()
        case "@": try assertion()
        case "%": try special()
        case "_": try acrossLines()
        case "<": emit("\\b(?=\\w)")
        case ">": emit("\\b(?<=\\w)")
        case "t": emit("\\t")
        case "e": emit("\\e")
        case "r": emit("\\r")
        case "b": emit("\\x08")
        case "n": emit("(?!)")
        case "c": isCaseless = true
        case "C": isCaseless = false
        case "m": break
        case "1"..."9": emit("\\g{\(letter)}")
        case "i", "I", "k", "K":
            notes.review("`\\\(letter)` depends on an option of Vim; letters and digits are taken")
            emit(letter == "i" || letter == "k" ? "[\\w]" : "[A-Za-z_]")
        case "v", "V", "M", "&", "z":
            throw RegexRefusal("`\\\(letter)` is not taken over")
        default:
            guard !letter.properties.isAlphabetic else {
                throw RegexRefusal("`\\\(letter)` has no meaning")
            }
            emit(RegexText.literal(letter))
        }
    }

    private mutating func open(capturing: Bool) {
        starts.append(output.utf8.count)
        depth += 1
        if capturing, let mark = next?.value, mark >= ErrorFormatPart.firstMark,
            mark < ErrorFormatPart.firstMark + UInt32(roles.count)
        {
            position += 1
            let role = roles[Int(mark - ErrorFormatPart.firstMark)]
            output += known.contains(role) ? "(" : "(?<\(role)>"
        } else {
            output += capturing ? "(" : "(?:"
        }
        itemStart = nil
    }

    private mutating func close() throws(RegexRefusal) {
        guard let start = starts.popLast() else { throw RegexRefusal("a `\\)` without its `\\(`") }
        depth -= 1
        output += ")"
        itemStart = start
    }

    /// `\{n,m}`, `\{-n,m}`.
    private mutating func braces() throws(RegexRefusal) {
        guard let end = regex[position...].firstIndex(of: "}") else {
            throw RegexRefusal("a `\\{` without its `}`")
        }
        var text = String(String.UnicodeScalarView(regex[position..<end]))
        position = end + 1
        if text.hasSuffix("\\") { text.removeLast() }
        let isLazy = text.hasPrefix("-")
        if isLazy { text.removeFirst() }
        let bounds = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard bounds.count <= 2, bounds.allSatisfy({ $0.isEmpty || Int($0) != nil }) else {
            throw RegexRefusal("`\\{\(text.prefix(20))}` is no count")
        }
        switch bounds.count {
        case 1 where !bounds[0].isEmpty: output += "{\(bounds[0])}"
        case 1: output += "*"
        case 2 where bounds[1].isEmpty && (Int(bounds[0]) ?? 0) < 2:
            output += bounds[0] == "1" ? "+" : "*"
        default: output += "{\(bounds[0].isEmpty ? "0" : bounds[0]),\(bounds[1])}"
        }
        if isLazy { output += "?" }
    }

    /// `\@=`, `\@!`, `\@>`, `\@<=`, `\@<!` behind an item.
    private mutating func assertion() throws(RegexRefusal) {
        guard let itemStart else { throw RegexRefusal("nothing stands in front of `\\@`") }
        let forms = [("<=", "(?<="), ("<!", "(?<!"), ("=", "(?="), ("!", "(?!"), (">", "(?>")]
        guard
            let form = forms.first(where: { regex[position...].starts(with: $0.0.unicodeScalars) })
        else { throw RegexRefusal("`\\@` and a count") }
        position += form.0.count
        let index = output.utf8.index(output.startIndex, offsetBy: itemStart)
        output = output[..<index] + form.1 + output[index...] + ")"
        self.itemStart = itemStart
    }

    private mutating func special() throws(RegexRefusal) {
        guard next == "(" else { throw RegexRefusal("`\\%` and what follows is not taken over") }
        position += 1
        open(capturing: false)
    }

    /// `\_s`: there is but one line.
    private mutating func acrossLines() throws(RegexRefusal) {
        guard let letter = next else { throw RegexRefusal("ends in `\\_`") }
        position += 1
        switch letter {
        case ".": emit(".")
        case "^": emit("^")
        case "$": emit("$")
        case _ where VimClass.shorthands[letter] != nil: emit(VimClass.shorthands[letter] ?? "")
        default: throw RegexRefusal("`\\_\(letter)` is not taken over")
        }
    }
}
