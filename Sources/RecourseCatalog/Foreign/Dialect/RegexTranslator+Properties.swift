extension RegexTranslator {
    /// `\p{Lu}`, `\pL`, `\P{…}` outside of a class; false where it is none.
    mutating func property(_ letter: Unicode.Scalar) throws(RegexRefusal) -> Bool {
        guard let property = try namedProperty(letter) else { return false }
        var contents = ClassContents()
        contents.add(property)
        output += emitted(contents, isNegated: false)
        return true
    }

    /// A property, read from its backslash on; `nil` where none stands there.
    mutating func namedProperty(_ letter: Unicode.Scalar) throws(RegexRefusal) -> ClassProperty? {
        guard letter == "p" || letter == "P", use.dialect != .javascript else { return nil }
        var index = position + 2
        var name = ""
        if index < regex.count, regex[index] == "{" {
            let text = regex[(index + 1)...].prefix { $0 != "}" }
            index += text.count + 2
            name = String(String.UnicodeScalarView(text))
        } else if index < regex.count {
            name = String(regex[index])
            index += 1
        }
        guard !name.isEmpty, index <= regex.count else {
            throw RegexRefusal("`\\\(letter)` without its property")
        }
        var isNegated = letter == "P"
        if name.hasPrefix("^") {
            isNegated.toggle()
            name.removeFirst()
        }
        position = index
        guard let members = ClassProperty.members(name, use.dialect) else {
            throw RegexRefusal("the property `\(name.prefix(60))` is not known here")
        }
        if members != name { notes.adapt("`\\p{\(name)}` is written as PCRE2 does") }
        return ClassProperty(members: members, isNegated: isNegated)
    }
}

/// A set of characters by its name.
struct ClassProperty {
    /// As PCRE2 names it, or, where it begins with a backslash or is no name, members of a class.
    var members: String
    var isNegated: Bool

    /// What stands in a class for it. A set without a name has no short complement.
    var text: String? {
        if Self.isName(members) { return (isNegated ? "\\P{" : "\\p{") + members + "}" }
        return isNegated ? nil : members
    }

    /// Whether a line end is one of its characters.
    var holdsNewline: Bool {
        let holds =
            Self.isName(members)
            ? members == "C" || members == "Cc" || members == "Any"
            : members.hasPrefix("\\x00") || members.hasPrefix("\\t-")
        return holds != isNegated
    }

    private static func isName(_ text: String) -> Bool {
        text.first?.isUppercase == true
            && text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic }
    }

    static func members(_ name: String, _ dialect: RegexDialect) -> String? {
        if dialect == .java {
            if let members = javaASCII[name] { return members }
            if name.hasPrefix("java") || name.hasPrefix("In") { return nil }
            if name == "IsAlphabetic" { return "\\p{L}\\p{Nl}" }
            if name.hasPrefix("Is") { return members(String(name.dropFirst(2)), .go) }
        }
        return generalCategories.contains(name) || scripts.contains(name) ? name : nil
    }

    /// POSIX names in `java.util.regex.Pattern`: US-ASCII only.
    private static let javaASCII = [
        "Lower": "a-z", "Upper": "A-Z", "ASCII": "\\x00-\\x7F", "Alpha": "A-Za-z", "Digit": "0-9",
        "Alnum": "0-9A-Za-z", "Punct": "!-\\/:-@\\[-`{-~", "Graph": "!-~", "Print": " -~",
        "Blank": " \\t", "Cntrl": "\\x00-\\x1F\\x7F", "XDigit": "0-9A-Fa-f", "Space": "\\t-\\r ",
    ]

    private static let generalCategories: Set<String> = [
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc",
        "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C",
        "Cc", "Cf", "Cs", "Co", "Cn", "Any",
    ]

    private static let scripts: Set<String> = [
        "Arabic", "Armenian", "Bengali", "Cyrillic", "Devanagari", "Georgian", "Greek", "Han",
        "Hangul", "Hebrew", "Hiragana", "Katakana", "Latin", "Tamil", "Thai",
    ]
}
