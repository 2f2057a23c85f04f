import RecourseCore

/// Rewrites a regex of another dialect as PCRE2, in one pass over its text. What means something
/// else here is written in another way; what cannot be is refused.
///
/// Sources: ECMA-262 §22.2; .NET "Regular expression language"; `java.util.regex.Pattern`; RE2
/// "Syntax"; Oniguruma `doc/RE`; pcre2pattern(3) of 10.42.
struct RegexTranslator {
    struct Flags {
        var isCaseless = false
        var isMultiline = false
        var dotMatchesNewline = false
        /// White space and comments do not count.
        var isExtended = false
        /// `\d`, `\s`, `\w`, `\b` beyond ASCII.
        var hasUnicodeWords = false
    }

    /// What a quantifier must know of what it repeats.
    struct Item {
        var repeatsUnbounded = false
        var captures = false
        /// Stands for no text of its own: nothing, or a look around.
        var isEmpty = false
    }

    let regex: [Unicode.Scalar]
    let use: RegexUse
    let scan: GroupScan
    var position = 0
    var output = ""
    var notes = TranslationNotes()
    var flags = Flags()
    let names: GroupNames
    /// 1 where all of it is wrapped in a group, so that numbers move up.
    let numberOffset: Int
    private var nextGroup = 0
    private var depth = 0

    private init(
        _ regex: [Unicode.Scalar], _ use: RegexUse, roles: [Int: String], numberOffset: Int
    ) throws(RegexRefusal) {
        self.regex = regex
        self.use = use
        self.numberOffset = numberOffset
        scan = GroupScan(regex, use.dialect)
        var positions: [Int: String] = [:]
        for (number, name) in roles {
            guard let ordinal = scan.ordinal(ofNumber: number) else {
                throw RegexRefusal("there is no group \(number) for `\(name)`")
            }
            positions[ordinal] = name
        }
        names = GroupNames(scan.groups, roles: positions, &notes)
        flags.isCaseless = use.isCaseless
        flags.isMultiline = use.isMultiline || use.dialect == .oniguruma
        flags.dotMatchesNewline = use.dotMatchesNewline
        flags.hasUnicodeWords = use.dialect.hasUnicodeWords
    }

    /// - Parameters:
    ///   - roles: names for groups, by the numbers that the dialect gives them; 0 is all of the
    ///     match.
    static func translated(
        _ regex: String, _ use: RegexUse, roles: [Int: String] = [:]
    ) -> TranslatedRegex {
        do throws(RegexRefusal) {
            guard regex.utf8.count <= ForeignLimits.regexBytes else {
                throw RegexRefusal(
                    "\(regex.utf8.count) bytes; at most \(ForeignLimits.regexBytes) are taken",
                    isHostile: true)
            }
            guard !regex.isEmpty else { throw RegexRefusal("is empty, and matches every text") }
            var roles = roles
            let whole = roles.removeValue(forKey: 0)
            var translator = try RegexTranslator(
                Array(regex.unicodeScalars), use, roles: roles, numberOffset: whole == nil ? 0 : 1)
            var text = try translator.result()
            if let whole { text = "(?<\(whole)>\(text))" }
            return TranslatedRegex(
                original: regex, pcre2: text, grade: translator.notes.grade,
                reasons: translator.notes.reasons,
                names: (whole.map { [$0] } ?? []) + translator.names.names.compactMap(\.self))
        } catch {
            return .refused(regex, error)
        }
    }

    private mutating func result() throws(RegexRefusal) -> String {
        _ = try alternation()
        guard position == regex.count else { throw RegexRefusal("a `)` without its `(`") }
        guard openedGroups == scan.groups.count else { throw Self.unclearGroups }
        if use.extent == .wholeLine { encloseLine() }
        if use.dotMatchesNewline, !use.isConfined {
            output = "(?s)" + output
            notes.adapt("the dot matches line ends")
        }
        if use.isCaseless {
            output = "(?i)" + output
            notes.adapt("letter case does not matter")
        }
        return output
    }

    /// A regex that must match all of a line: `.*` at an end says that it need not.
    private mutating func encloseLine() {
        let ends = LineEnds(output)
        output = ends.enclosed
        notes.adapt("a whole line must match")
    }

    var next: Unicode.Scalar? { position < regex.count ? regex[position] : nil }

    func follows(_ text: String) -> Bool {
        regex[position...].starts(with: text.unicodeScalars)
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    /// The branches up to `)` or the end.
    mutating func alternation() throws(RegexRefusal) -> Item {
        var all = Item()
        while let scalar = next, scalar != ")" {
            if scalar == "|" {
                position += 1
                output += "|"
                continue
            }
            if skipSpacing() { continue }
            let item = try quantified(try atom())
            all.repeatsUnbounded = all.repeatsUnbounded || item.repeatsUnbounded
            all.captures = all.captures || item.captures
        }
        return all
    }

    /// Under `(?x)`: kept as it stands.
    private mutating func skipSpacing() -> Bool {
        guard flags.isExtended, let scalar = next else { return false }
        if scalar.properties.isWhitespace {
            output.unicodeScalars.append(scalar)
            position += 1
            return true
        }
        guard scalar == "#" else { return false }
        while next != nil, next != "\n" { position += 1 }
        notes.adapt("comments are left out")
        return true
    }

    private mutating func atom() throws(RegexRefusal) -> Item {
        let scalar = regex[position]
        switch scalar {
        case "(": return try nested { (translator) throws(RegexRefusal) in try translator.group() }
        case "[":
            let text = try nested { (translator) throws(RegexRefusal) in
                try translator.characterClass()
            }
            output += text
        case "\\": return try escape()
        case ".":
            position += 1
            output += "."
        case "^":
            position += 1
            output += lineStart()
            return Item(isEmpty: true)
        case "$":
            position += 1
            output += lineEnd()
            return Item(isEmpty: true)
        case "*", "+", "?": throw RegexRefusal("nothing stands in front of `\(scalar)`")
        case "{":
            // What is not a quantifier is a brace in every dialect but Java's.
            if use.dialect == .java { throw RegexRefusal("a `{` that repeats nothing") }
            position += 1
            output += "\\{"
        default:
            position += 1
            output += literal(scalar)
        }
        return Item()
    }

    mutating func nested<Result>(
        _ body: (inout RegexTranslator) throws(RegexRefusal) -> Result
    ) throws(RegexRefusal) -> Result {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ForeignLimits.depth else {
            throw RegexRefusal("nested deeper than \(ForeignLimits.depth)", isHostile: true)
        }
        return try body(&self)
    }

    /// The position of the group that opens now, counted from 0.
    mutating func openGroup() -> Int {
        nextGroup += 1
        return nextGroup - 1
    }

    var openedGroups: Int { nextGroup }

    /// A character that stands for itself, as PCRE2 writes it.
    mutating func literal(_ scalar: Unicode.Scalar) -> String {
        if use.isConfined, scalar == "\n" { return never("a line end within a line") }
        if scalar.value >= 0x80, flags.isCaseless, use.dialect == .java {
            notes.review("Java's `(?i)` knows ASCII letters only")
        }
        return RegexText.literal(scalar)
    }

    /// What the tool could never match.
    mutating func never(_ reason: String) -> String {
        notes.adapt("\(reason) never matches")
        return "(?!)"
    }

    /// At the start of the subject as the tool sees it.
    mutating func lineStart() -> String {
        if use.isConfined || flags.isMultiline { return "^" }
        notes.adapt("`^` is the start of the text")
        return "\\A"
    }

    mutating func lineEnd() -> String {
        if use.isConfined || flags.isMultiline { return "$" }
        switch use.dialect {
        case .javascript, .go:
            notes.adapt("`$` is the end of the text")
            return "\\z"
        case .dotnet, .dotnetECMAScript, .java, .oniguruma:
            notes.adapt("`$` is the end of the text, or before its last line end")
            return "\\Z"
        }
    }
}
