extension RegexTranslator {
    /// The character that an escape stands for, from the backslash on.
    mutating func escapedCharacter(inClass: Bool) throws(RegexRefusal) -> Unicode.Scalar {
        let letter = regex[position + 1]
        position += 2
        switch letter {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "f": return "\u{0C}"
        case "v": return "\u{0B}"
        case "a" where use.dialect != .javascript: return "\u{07}"
        case "e" where use.dialect != .javascript && use.dialect != .go: return "\u{1B}"
        case "b" where inClass: return "\u{08}"
        case "c": return try controlCharacter()
        case "x": return try hexadecimal(digits: 2)
        case "u" where use.dialect != .go: return try unicodeCharacter()
        case "0"..."9": return try octal(from: letter)
        case _ where letter.value < 0x80 && letter.properties.isAlphabetic:
            guard use.dialect.readsUnknownEscapesAsLetters else {
                throw RegexRefusal("`\\\(letter)` has no meaning")
            }
            notes.review("`\\\(letter)` is only the letter \(letter) in its dialect")
            return letter
        default: return letter
        }
    }

    private mutating func controlCharacter() throws(RegexRefusal) -> Unicode.Scalar {
        guard let letter = next, letter.value < 0x80, letter.properties.isAlphabetic else {
            throw RegexRefusal("`\\c` without a letter")
        }
        position += 1
        return Unicode.Scalar(UInt8(letter.value & 0x1F))
    }

    /// `\x41`, and `\x{1F600}` where the dialect has it.
    private mutating func hexadecimal(digits: Int) throws(RegexRefusal) -> Unicode.Scalar {
        if next == "{", use.dialect != .javascript, use.dialect != .dotnetECMAScript,
            use.dialect != .dotnet
        {
            return try bracedHexadecimal()
        }
        let text = regex[position...].prefix(digits)
        guard text.count == digits, let value = Hexadecimal.value(text),
            let scalar = Unicode.Scalar(value)
        else { throw RegexRefusal("an escape that needs \(digits) hexadecimal digits") }
        position += digits
        return scalar
    }

    private mutating func bracedHexadecimal() throws(RegexRefusal) -> Unicode.Scalar {
        let text = regex[(position + 1)...].prefix { $0 != "}" }
        guard position + 1 + text.count < regex.count,
            let value = Hexadecimal.value(text), let scalar = Unicode.Scalar(value)
        else { throw RegexRefusal("no character has this number") }
        position += text.count + 2
        return scalar
    }

    /// `\u0041`; two that make a surrogate pair are one character.
    private mutating func unicodeCharacter() throws(RegexRefusal) -> Unicode.Scalar {
        notes.adapt("`\\u` is written as PCRE2 does")
        if next == "{" {
            if use.dialect == .javascript {
                notes.review("`\\u{…}` is a character only under JavaScript's flag `u`")
            }
            return try bracedHexadecimal()
        }
        let high = regex[position...].prefix(4)
        if high.count == 4, let value = Hexadecimal.value(high),
            (0xD800..<0xDC00).contains(value)
        {
            let rest = regex[(position + 4)...]
            guard rest.starts(with: "\\u".unicodeScalars), rest.count >= 6,
                let low = Hexadecimal.value(rest.dropFirst(2).prefix(4)),
                (0xDC00..<0xE000).contains(low),
                let scalar = Unicode.Scalar(0x1_0000 + (value - 0xD800) << 10 + (low - 0xDC00))
            else { throw RegexRefusal("half of a surrogate pair") }
            position += 10
            return scalar
        }
        return try hexadecimal(digits: 4)
    }

    /// `\0`, `\012`; Java's begin with a zero.
    private mutating func octal(from first: Unicode.Scalar) throws(RegexRefusal) -> Unicode.Scalar {
        let digits = regex[position...].prefix(first == "0" && use.dialect == .java ? 3 : 2).prefix
        {
            ("0"..."7").contains($0)
        }
        if use.dialect == .go, first != "0", digits.isEmpty {
            throw RegexRefusal("RE2 has no references")
        }
        let text =
            String(String.UnicodeScalarView([first])) + String(String.UnicodeScalarView(digits))
        guard let value = UInt32(text, radix: 8), let scalar = Unicode.Scalar(value), value < 0x100
        else { throw RegexRefusal("`\\\(text)` is neither a group nor a character") }
        position += digits.count
        return scalar
    }
}
