extension RegexTranslator {
    /// From a backslash on, outside of a class.
    mutating func escape() throws(RegexRefusal) -> Item {
        guard position + 1 < regex.count else { throw RegexRefusal("ends in a backslash") }
        let letter = regex[position + 1]
        if let shorthand = Shorthand(letter, use.dialect) {
            position += 2
            output += standalone(shorthand, isNegated: RegexTranslator.isCapital(letter))
            return Item()
        }
        if try property(letter) { return Item() }
        if let item = try assertion(letter) { return item }
        if try reference(letter) { return Item() }
        if try quoted(letter) { return Item() }
        if letter == "R" || letter == "X", use.dialect == .java || use.dialect == .oniguruma {
            position += 2
            output += use.isConfined ? "(?:(?!\\n)\\\(letter))" : "\\\(letter)"
            if use.isConfined { notes.adapt("`\\\(letter)` stays on its line") }
            return Item()
        }
        if letter == "N", use.dialect == .oniguruma {
            position += 2
            output += "[^\\n]"
            return Item()
        }
        if letter == "C" {
            throw RegexRefusal("`\\C` takes a byte out of a character", isHostile: true)
        }
        output += literal(try escapedCharacter(inClass: false))
        return Item()
    }

    static func isCapital(_ letter: Unicode.Scalar) -> Bool { ("A"..."Z").contains(letter) }

    /// A shorthand by itself.
    private mutating func standalone(_ shorthand: Shorthand, isNegated: Bool) -> String {
        let name = shorthand.letter(use.dialect, isUnicode: flags.hasUnicodeWords)
        let members = shorthand.members(
            use.dialect, isUnicode: flags.hasUnicodeWords, isConfined: use.isConfined)
        if name == nil { noteWider(shorthand) }
        // One of the two takes the line end.
        guard use.isConfined, shorthand.holdsNewline != isNegated else {
            if let name { return isNegated ? "\\\(name.properties.uppercaseMapping)" : "\\\(name)" }
            return isNegated
                ? "[^\(members)\(shorthand.holdsNewline ? "\\n" : "")]" : "[\(members)]"
        }
        notes.adapt("white space and negated classes stay on their line")
        guard let name else { return isNegated ? "[^\(members)\\n]" : "[\(members)]" }
        return isNegated ? "[^\\\(name)\\n]" : "[^\\\(name.properties.uppercaseMapping)\\n]"
    }

    mutating func noteWider(_ shorthand: Shorthand) {
        switch shorthand {
        case .hexadecimalDigit: notes.adapt("`\\h` is a hexadecimal digit")
        case .space where use.dialect == .go: notes.adapt("`\\s` is without the vertical tab")
        case .space: notes.adapt("`\\s` is all of Unicode's spaces")
        default: notes.adapt("letters and digits are all of Unicode's")
        }
    }

    /// `\b`, `\A` and their like; `nil` where the letter is none.
    private mutating func assertion(_ letter: Unicode.Scalar) throws(RegexRefusal) -> Item? {
        let isLetterInJavaScript = use.dialect == .javascript
        switch letter {
        case "b", "B": output += boundary(isNegated: letter == "B")
        case "A" where !isLetterInJavaScript:
            if use.isConfined { notes.adapt("`\\A` is the start of the line") }
            output += use.isConfined ? "^" : "\\A"
        case "z" where !isLetterInJavaScript, "Z" where !isLetterInJavaScript:
            if letter == "Z", use.dialect == .go { throw RegexRefusal("RE2 has no `\\Z`") }
            if use.isConfined { notes.adapt("`\\\(letter)` is the end of the line") }
            output += use.isConfined ? "$" : "\\\(letter)"
        case "G" where !isLetterInJavaScript, "K" where use.dialect == .oniguruma:
            throw RegexRefusal("`\\\(letter)` depends on where the search began")
        default: return nil
        }
        position += 2
        return Item(isEmpty: true)
    }

    private mutating func boundary(isNegated: Bool) -> String {
        if use.dialect == .java { notes.adapt("`\\b` knows ASCII letters, as since Java 19") }
        guard flags.hasUnicodeWords else { return isNegated ? "\\B" : "\\b" }
        noteWider(.word)
        let word =
            "[" + Shorthand.word.members(use.dialect, isUnicode: true, isConfined: true) + "]"
        return isNegated
            ? "(?:(?<=\(word))(?=\(word))|(?<!\(word))(?!\(word)))"
            : "(?:(?<=\(word))(?!\(word))|(?<!\(word))(?=\(word)))"
    }

    /// `\1`, `\k<name>`.
    private mutating func reference(_ letter: Unicode.Scalar) throws(RegexRefusal) -> Bool {
        if letter == "k", use.dialect != .javascript || !scan.ordinals.isEmpty {
            try namedReference()
            return true
        }
        if letter == "g", use.dialect == .oniguruma {
            throw RegexRefusal("`\\g` calls a group as a subroutine")
        }
        guard ("1"..."9").contains(letter), use.dialect != .go else { return false }
        let digits = regex[(position + 1)...].prefix { ("0"..."9").contains($0) }
        var (number, length) = (0, 0)
        for digit in digits.prefix(3) {
            let longer = number * 10 + Int(digit.value - 0x30)
            guard number == 0 || longer <= scan.groups.count else { break }
            (number, length) = (longer, length + 1)
        }
        guard let ordinal = scan.ordinal(ofNumber: number) else {
            throw RegexRefusal("there is no group \(number) to refer to")
        }
        position += 1 + length
        refer(to: ordinal)
        return true
    }

    private mutating func namedReference() throws(RegexRefusal) {
        let close: Unicode.Scalar
        switch position + 2 < regex.count ? regex[position + 2] : " " {
        case "<": close = ">"
        case "'": close = "'"
        case "{": close = "}"
        default: throw RegexRefusal("`\\k` without a name")
        }
        let name = regex[(position + 3)...].prefix { $0 != close }
        let text = String(String.UnicodeScalarView(name))
        guard let ordinal = scan.ordinals[text],
            position + 3 + name.count < regex.count
        else { throw RegexRefusal("there is no group `\(text.prefix(60))` to refer to") }
        position += 4 + name.count
        refer(to: ordinal)
    }

    /// In JavaScript a group that took no part is matched by nothing; here it matches never.
    private mutating func refer(to ordinal: Int) {
        let number = ordinal + 1 + numberOffset
        if use.dialect == .javascript || use.dialect == .dotnetECMAScript {
            notes.adapt("a reference to a group that took no part matches nothing")
            output += "(?(\(number))\\\(number))"
        } else {
            output += "\\g{\(number)}"
            if numberOffset > 0 || use.dialect.numbersNamedGroupsLast {
                notes.adapt("groups are numbered anew")
            }
        }
    }

    /// `\Q…\E`
    private mutating func quoted(_ letter: Unicode.Scalar) throws(RegexRefusal) -> Bool {
        guard use.dialect == .java || use.dialect == .go, letter == "Q" || letter == "E" else {
            return false
        }
        guard letter == "Q" else { throw RegexRefusal("`\\E` without its `\\Q`") }
        position += 2
        while position < regex.count, !follows("\\E") {
            output += literal(regex[position])
            position += 1
        }
        position = min(position + 2, regex.count)
        return true
    }
}
