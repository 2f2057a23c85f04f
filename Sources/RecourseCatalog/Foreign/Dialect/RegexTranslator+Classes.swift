extension RegexTranslator {
    /// From `[` to its `]`, as an item of PCRE2.
    mutating func characterClass() throws(RegexRefusal) -> String {
        position += 1
        let isNegated = take("^")
        var contents = ClassContents()
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst && use.dialect.beginsClassesWithBracket {
            isFirst = false
            if use.dialect.hasNestedClasses, follows("&&") {
                position += 2
                // Without brackets, the right side is all that is left.
                let rest = try nested { (translator) throws(RegexRefusal) in
                    try translator.restOfClass()
                }
                contents.conditions.append("(?=\(rest))")
                break
            }
            if flags.isExtended, scalar.properties.isWhitespace, use.dialect.hasNestedClasses {
                notes.review("white space in a class under `(?x)`")
            }
            try member(into: &contents)
        }
        guard take("]") else { throw RegexRefusal("a `[` without its `]`") }
        return emitted(contents, isNegated: isNegated)
    }

    /// The right side of `&&`, up to the `]` of its class.
    private mutating func restOfClass() throws(RegexRefusal) -> String {
        notes.adapt("`&&` in a class is written as a look-ahead")
        var contents = ClassContents()
        while next != nil, next != "]" {
            if follows("&&") {
                position += 2
                let rest = try nested { (translator) throws(RegexRefusal) in
                    try translator.restOfClass()
                }
                contents.conditions.append("(?=\(rest))")
                break
            }
            try member(into: &contents)
        }
        return emitted(contents, isNegated: false)
    }

    private mutating func member(into contents: inout ClassContents) throws(RegexRefusal) {
        let scalar = regex[position]
        if scalar == "[" {
            if use.dialect.hasNestedClasses, !follows("[:") {
                let inner = try nested { (translator) throws(RegexRefusal) in
                    try translator.characterClass()
                }
                notes.adapt("a class within a class is written as an alternative")
                contents.alternatives.append(inner)
                return
            }
            if use.dialect == .go || use.dialect == .oniguruma, follows("[:") {
                return try posixClass(into: &contents)
            }
        }
        if scalar == "-", use.dialect == .dotnet || use.dialect == .dotnetECMAScript, follows("-[")
        {
            position += 1
            let inner = try nested { (translator) throws(RegexRefusal) in
                try translator.characterClass()
            }
            notes.adapt("a class without another is written as a look-ahead")
            contents.conditions.append("(?!\(inner))")
            return
        }
        if scalar == "\\", try setMember(into: &contents) { return }
        let low = try character()
        guard next == "-", position + 1 < regex.count, regex[position + 1] != "]",
            !(follows("-[") && use.dialect != .javascript), !follows("-&&")
        else { return contents.add(low) }
        let start = position
        position += 1
        // `[a-\d]`: the hyphen stands for itself.
        if next == "\\", position + 1 < regex.count,
            Shorthand(regex[position + 1], use.dialect) != nil || regex[position + 1] == "p"
        {
            position = start
            return contents.add(low)
        }
        let high = try character()
        guard low <= high else { throw RegexRefusal("a range that ends before it begins") }
        contents.add(low, through: high)
    }

    /// A shorthand, a property or a quotation; false where it is one character.
    private mutating func setMember(
        into contents: inout ClassContents
    ) throws(RegexRefusal) -> Bool {
        guard position + 1 < regex.count else { throw RegexRefusal("ends in a backslash") }
        let letter = regex[position + 1]
        if let shorthand = Shorthand(letter, use.dialect) {
            position += 2
            if shorthand.letter(use.dialect, isUnicode: flags.hasUnicodeWords) == nil {
                noteWider(shorthand)
            }
            contents.add(
                shorthand, isNegated: Self.isCapital(letter), use.dialect,
                isUnicode: flags.hasUnicodeWords)
            return true
        }
        if let property = try namedProperty(letter) {
            contents.add(property)
            return true
        }
        guard use.dialect == .java || use.dialect == .go, letter == "Q" else { return false }
        position += 2
        while position < regex.count, !follows("\\E") {
            contents.add(regex[position])
            position += 1
        }
        position = min(position + 2, regex.count)
        return true
    }

    private mutating func character() throws(RegexRefusal) -> Unicode.Scalar {
        guard next == "\\" else {
            defer { position += 1 }
            return regex[position]
        }
        guard position + 1 < regex.count else { throw RegexRefusal("ends in a backslash") }
        if regex[position + 1] == "C" {
            throw RegexRefusal("`\\C` takes a byte out of a character", isHostile: true)
        }
        return try escapedCharacter(inClass: true)
    }

    /// `[:alpha:]`, `[:^digit:]`.
    private mutating func posixClass(into contents: inout ClassContents) throws(RegexRefusal) {
        let name = regex[(position + 2)...].prefix { $0 != ":" }
        let end = position + 2 + name.count
        guard regex[min(end, regex.count)...].starts(with: ":]".unicodeScalars) else {
            throw RegexRefusal("a `[:` without its `:]`")
        }
        let text = String(String.UnicodeScalarView(name))
        position = end + 2
        if use.dialect == .oniguruma { notes.review("`[:\(text):]` is all of Unicode's in Ruby") }
        let bare = text.hasPrefix("^") ? String(text.dropFirst()) : text
        let known = [
            "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print",
            "punct",
            "space", "upper", "word", "xdigit",
        ]
        guard known.contains(bare) else { throw RegexRefusal("`[:\(text):]` is not known here") }
        contents.members += "[:\(text):]"
        let holds = ["ascii", "cntrl", "space"].contains(bare)
        if holds != text.hasPrefix("^") {
            contents.holdsNewline = true
            contents.membersHoldNewline = true
        }
    }

    /// A class as PCRE2 writes it, for what stands behind it to repeat.
    mutating func emitted(_ contents: ClassContents, isNegated: Bool) -> String {
        let any = use.isConfined ? "[^\\n]" : "[\\s\\S]"
        if contents.isEverything, contents.conditions.isEmpty {
            if isNegated { return never("a class of nothing") }
            if use.isConfined { notes.adapt("a class of everything stays on its line") }
            return any
        }
        if contents.isEmpty, contents.conditions.isEmpty {
            notes.adapt("`[]` matches nothing, and `[^]` everything")
            return isNegated ? any : "(?!)"
        }
        var conditions = contents.conditions
        if contents.membersHoldNewline, use.isConfined, !isNegated { conditions.append("(?!\\n)") }
        if isNegated, conditions.isEmpty, contents.complements.isEmpty,
            contents.alternatives.isEmpty
        {
            if use.isConfined, !contents.holdsNewline {
                notes.adapt("white space and negated classes stay on their line")
            }
            let newline = use.isConfined || contents.holdsNewline ? "\\n" : ""
            return "[^\(contents.members)\(newline)]"
        }
        var alternatives: [String] = []
        let keepsNewline = contents.holdsNewline && !use.isConfined
        if contents.holdsNewline, use.isConfined {
            notes.adapt("white space and negated classes stay on their line")
        }
        let members = contents.members + (keepsNewline ? "\\n" : "")
        if !members.isEmpty { alternatives.append("[\(members)]") }
        for complement in contents.complements {
            alternatives.append("[^\(complement)\(use.isConfined ? "\\n" : "")]")
        }
        alternatives += contents.alternatives
        if alternatives.isEmpty { return never("a line end within a line") }
        let isOne = alternatives.count == 1
        let positive = isOne ? alternatives[0] : "(?:\(alternatives.joined(separator: "|")))"
        if isNegated {
            notes.adapt("a negated class is written as a look-ahead")
            return "(?:(?!\(conditions.joined())\(positive))\(any))"
        }
        return conditions.isEmpty ? positive : "(?:\(conditions.joined())\(positive))"
    }
}
