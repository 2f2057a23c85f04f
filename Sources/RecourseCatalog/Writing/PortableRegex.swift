/// One of our regexes for a tool that looks at each line by itself, in the syntax that JavaScript
/// (ECMA-262 without flags) and .NET under `ECMAScript` read alike: groups by number, letter case
/// spelt out.
struct PortableRegex {
    private(set) var text = ""
    /// Group numbers by name.
    private(set) var groups: [String: Int] = [:]
    /// Names of several groups, of which only one takes part: no number stands for them.
    private(set) var ambiguous: Set<String> = []

    /// In a text of several lines it may match a line end; a tool for lines never does.
    private(set) var crossesLines = false

    private let regex: [Unicode.Scalar]
    private var position = 0
    private var count = 0
    private var isCaseless = false
    private var renumbers = false
    private var depth = 0

    /// - Throws: `RegexRefusal`: it cannot be said there.
    init(_ pcre2: String) throws(RegexRefusal) {
        regex = Array(pcre2.unicodeScalars)
        try sequence()
        guard position == regex.count else { throw RegexRefusal("a `)` without its `(`") }
    }

    private var next: Unicode.Scalar? { position < regex.count ? regex[position] : nil }

    private func follows(_ word: String) -> Bool {
        regex[position...].starts(with: word.unicodeScalars)
    }

    private mutating func take(_ word: String) -> Bool {
        guard follows(word) else { return false }
        position += word.unicodeScalars.count
        return true
    }

    private mutating func sequence() throws(RegexRefusal) {
        while let scalar = next, scalar != ")" {
            switch scalar {
            case "(": try group()
            case "[":
                let text = try PortableClass.read(regex, &position, isCaseless: isCaseless)
                if PortableClass.holdsNewline(text) { crossesLines = true }
                self.text += text
            case "\\": try escape()
            case "|", "^", "$", ".":
                position += 1
                text.unicodeScalars.append(scalar)
            case "*", "+", "?": throw RegexRefusal("nothing stands in front of `\(scalar)`")
            default:
                position += 1
                guard scalar != "\n" else { throw RegexRefusal("crosses lines") }
                text += isSyntax(scalar) ? "\\\(scalar)" : folded(scalar)
            }
            try quantifier()
        }
    }

    private mutating func quantifier() throws(RegexRefusal) {
        guard let sign = next else { return }
        if "*+?".unicodeScalars.contains(sign) {
            position += 1
            text.unicodeScalars.append(sign)
        } else if sign == "{" {
            let digits = regex[(position + 1)...].prefix { ("0"..."9").contains($0) || $0 == "," }
            let end = position + 1 + digits.count
            guard let first = digits.first, first != ",", end < regex.count, regex[end] == "}"
            else {
                return
            }
            text.unicodeScalars.append(contentsOf: regex[position...end])
            position = end + 1
        } else {
            return
        }
        if next == "+" { throw RegexRefusal("a possessive quantifier") }
        if take("?") { text += "?" }
    }

    private func folded(_ scalar: Unicode.Scalar) -> String {
        guard isCaseless else { return String(scalar) }
        let (lower, upper) = (
            scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping
        )
        return lower == upper || lower.count > 1 || upper.count > 1
            ? String(scalar) : "[\(lower)\(upper)]"
    }

    private mutating func group() throws(RegexRefusal) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= ForeignLimits.depth else { throw RegexRefusal("nested too deep") }
        let outer = isCaseless
        for opening in ["(?:", "(?=", "(?!", "(?<=", "(?<!"] where take(opening) {
            text += opening
            return try body(outer)
        }
        // Its branches number their groups alike: here each has numbers of its own.
        if take("(?|") {
            renumbers = true
            text += "(?:"
            return try body(outer)
        }
        if take("(?i)") {
            isCaseless = true
            return
        }
        if take("(?i:") {
            isCaseless = true
            text += "(?:"
            return try body(outer)
        }
        for opening in ["(?<", "(?P<"] where take(opening) {
            guard let end = regex[position...].firstIndex(of: ">") else {
                throw RegexRefusal("a group with half a name")
            }
            count += 1
            let name = String(String.UnicodeScalarView(regex[position..<end]))
            if groups.updateValue(count, forKey: name) != nil { ambiguous.insert(name) }
            position = end + 1
            text += "("
            return try body(outer)
        }
        guard !follows("(?"), !follows("(*") else {
            let opening = String(String.UnicodeScalarView(regex[position...].prefix(4)))
            throw RegexRefusal("`\(opening)` is PCRE2's alone")
        }
        position += 1
        count += 1
        text += "("
        try body(outer)
    }

    private mutating func body(_ outer: Bool) throws(RegexRefusal) {
        try sequence()
        guard take(")") else { throw RegexRefusal("a `(` without its `)`") }
        text += ")"
        isCaseless = outer
    }

    private mutating func escape() throws(RegexRefusal) {
        if take("\\Q") {
            while position < regex.count, !follows("\\E") {
                text += isSyntax(regex[position]) ? "\\\(regex[position])" : folded(regex[position])
                position += 1
            }
            _ = take("\\E")
            return
        }
        for end in ["\\A", "\\z", "\\Z"] where follows(end) {
            throw RegexRefusal("`\(end)` is an end of the text, not of a line")
        }
        for (own, theirs) in [
            ("\\h", "[ \\t]"), ("\\H", "[^ \\t]"),
            ("\\N", "."), ("\\d", "\\d"), ("\\D", "\\D"), ("\\w", "\\w"), ("\\W", "\\W"),
            ("\\s", "\\s"), ("\\S", "\\S"), ("\\b", "\\b"), ("\\B", "\\B"),
        ] where take(own) {
            text += theirs
            if ["\\s", "\\D", "\\W", "\\H"].contains(own) { crossesLines = true }
            return
        }
        if let number = reference() {
            guard !renumbers, number <= count else { throw RegexRefusal("a reference to a group") }
            text += "(?:\\\(number))"
            return
        }
        guard let scalar = try PortableClass.escaped(regex, &position) else {
            throw RegexRefusal("`\\\(next.map { String($0) } ?? "")` is PCRE2's alone")
        }
        guard scalar != "\n" else { throw RegexRefusal("crosses lines") }
        text += isSyntax(scalar) ? "\\\(scalar)" : PortableClass.plain(scalar) ?? folded(scalar)
    }

    private func isSyntax(_ scalar: Unicode.Scalar) -> Bool {
        "\\^$.|?*+()[]{}/".unicodeScalars.contains(scalar)
    }

    /// `\1`, `\g{1}`, `\k<name>`.
    private mutating func reference() -> Int? {
        let rest = regex[(position + 1)...]
        if let digit = rest.first, ("1"..."9").contains(digit) {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            guard digits.count == 1 else { return nil }
            position += 2
            return Int(digit.value - 0x30)
        }
        for (opening, close) in [("g{", "}"), ("k<", ">")] as [(String, Unicode.Scalar)]
        where rest.starts(with: opening.unicodeScalars) {
            let name = rest.dropFirst(2).prefix { $0 != close }
            let text = String(String.UnicodeScalarView(name))
            guard let number = opening == "g{" ? Int(text) : groups[text], number > 0 else {
                return nil
            }
            position = min(name.endIndex + 1, regex.count)
            return number
        }
        return nil
    }
}
