/// Classes and characters of our regexes in the syntax that JavaScript and .NET read alike.
enum PortableClass {
    /// From `[` to its `]`.
    static func read(
        _ regex: [Unicode.Scalar], _ position: inout Int, isCaseless: Bool
    ) throws(RegexRefusal) -> String {
        position += 1
        var text = "["
        if position < regex.count, regex[position] == "^" {
            text += "^"
            position += 1
        }
        var isFirst = true
        while position < regex.count, isFirst || regex[position] != "]" {
            isFirst = false
            text += try member(regex, &position, isCaseless: isCaseless)
        }
        guard position < regex.count else { throw RegexRefusal("a `[` without its `]`") }
        position += 1
        return text + "]"
    }

    /// POSIX names and `\p{Z}`, which no flag makes JavaScript and .NET read alike.
    private static let sets = [
        "[:alpha:]": "A-Za-z", "[:digit:]": "0-9", "[:alnum:]": "0-9A-Za-z", "[:upper:]": "A-Z",
        "[:lower:]": "a-z", "[:space:]": "\\s", "[:blank:]": " \\t", "[:xdigit:]": "0-9A-Fa-f",
        "[:punct:]": "!-\\/:-@\\[-`{-~", "[:word:]": "\\w", "\\h": " \\t", "\\d": "\\d",
        "\\D": "\\D", "\\w": "\\w", "\\W": "\\W", "\\s": "\\s", "\\S": "\\S",
        "\\p{Z}": " \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000",
    ]

    /// Whether a line end is one of the characters of a class as it is written here.
    static func holdsNewline(_ text: String) -> Bool {
        let names = text.hasPrefix("[^") ? ["\\n", "\\s"] : ["\\n", "\\s", "\\D", "\\W"]
        return names.contains(where: text.contains) != text.hasPrefix("[^")
    }

    private static func member(
        _ regex: [Unicode.Scalar], _ position: inout Int, isCaseless: Bool
    ) throws(RegexRefusal) -> String {
        for (own, theirs) in sets where regex[position...].starts(with: own.unicodeScalars) {
            position += own.unicodeScalars.count
            return theirs
        }
        if regex[position...].starts(with: "[:".unicodeScalars) {
            throw RegexRefusal("a class with a name")
        }
        let low = try character(regex, &position)
        guard position + 1 < regex.count, regex[position] == "-", regex[position + 1] != "]" else {
            return bothCases(low, low, isCaseless)
        }
        position += 1
        let high = try character(regex, &position)
        return bothCases(low, high, isCaseless)
    }

    private static func character(
        _ regex: [Unicode.Scalar], _ position: inout Int
    ) throws(RegexRefusal) -> Unicode.Scalar {
        guard regex[position] == "\\" else {
            defer { position += 1 }
            return regex[position]
        }
        if position + 1 < regex.count, regex[position + 1] == "b" {
            position += 2
            return "\u{08}"
        }
        guard let scalar = try escaped(regex, &position) else {
            throw RegexRefusal("an escape that is PCRE2's alone, in a class")
        }
        return scalar
    }

    /// A range, and where letter case does not matter, its letters in the other case.
    private static func bothCases(
        _ low: Unicode.Scalar, _ high: Unicode.Scalar, _ isCaseless: Bool
    ) -> String {
        let range = spelt(low, high)
        guard isCaseless else { return range }
        var other = ""
        for first in [Unicode.Scalar("a"), "A"] {
            let start = max(low.value, first.value)
            let end = min(high.value, first.value + 25)
            guard start <= end, let low = Unicode.Scalar(start ^ 0x20),
                let high = Unicode.Scalar(end ^ 0x20)
            else { continue }
            other += spelt(low, high)
        }
        return range + other
    }

    private static func spelt(_ low: Unicode.Scalar, _ high: Unicode.Scalar) -> String {
        low == high ? member(low) : member(low) + "-" + member(high)
    }

    private static func member(_ scalar: Unicode.Scalar) -> String {
        if "\\^-[]/".unicodeScalars.contains(scalar) { return "\\\(scalar)" }
        return plain(scalar) ?? String(scalar)
    }

    /// An escape where one is needed.
    static func plain(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "\n": return "\\n"
        case "\t": return "\\t"
        case "\r": return "\\r"
        case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value):
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\x" + (digits.count < 2 ? "0" : "") + digits
        case _
        where scalar.value >= 0xA0 && scalar.value < 0x1_0000 && !scalar.properties.isAlphabetic:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: return nil
        }
    }

    /// The character of an escape, from its backslash on.
    /// - Returns: `nil`, and nothing read, where it is none.
    static func escaped(
        _ regex: [Unicode.Scalar], _ position: inout Int
    ) throws(RegexRefusal) -> Unicode.Scalar? {
        guard position + 1 < regex.count else { throw RegexRefusal("ends in a backslash") }
        let letter = regex[position + 1]
        let known: [Unicode.Scalar: Unicode.Scalar] = [
            "n": "\n", "t": "\t", "r": "\r", "f": "\u{0C}", "e": "\u{1B}", "a": "\u{07}",
        ]
        if let scalar = known[letter] {
            position += 2
            return scalar
        }
        if letter == "x" { return try hexadecimal(regex, &position) }
        guard
            letter.value >= 0x80 || !letter.properties.isAlphabetic && !("0"..."9").contains(letter)
        else { return nil }
        position += 2
        return letter
    }

    private static func hexadecimal(
        _ regex: [Unicode.Scalar], _ position: inout Int
    ) throws(RegexRefusal) -> Unicode.Scalar {
        var rest = regex[(position + 2)...]
        let isBraced = rest.first == "{"
        if isBraced { rest = rest.dropFirst() }
        let digits = rest.prefix(isBraced ? 8 : 2).prefix { $0.properties.isASCIIHexDigit }
        guard let value = Hexadecimal.value(digits), let scalar = Unicode.Scalar(value),
            value < 0x1_0000
        else { throw RegexRefusal("a character beyond U+FFFF") }
        position = digits.endIndex + (isBraced ? 1 : 0)
        return scalar
    }
}
