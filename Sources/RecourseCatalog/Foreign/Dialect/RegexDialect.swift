/// Whose syntax a regex is written in.
public enum RegexDialect: String, Hashable, Sendable, CaseIterable {
    /// ECMA-262 without the flags `u` and `v`.
    case javascript
    /// .NET with `RegexOptions.ECMAScript`: .NET's syntax, with `\d`, `\s` and `\w` in ASCII.
    case dotnetECMAScript = "dotnet-ecmascript"
    case dotnet
    /// `java.util.regex.Pattern`.
    case java
    /// RE2, as Go's `regexp` has it.
    case go
    /// Ruby's syntax over UTF-8.
    case oniguruma

    /// `\d`, `\w` and `\b` know letters and digits beyond ASCII.
    var hasUnicodeWords: Bool { self == .dotnet || self == .oniguruma }

    /// `a++` gives nothing back.
    var hasPossessiveQuantifiers: Bool { self == .java || self == .oniguruma }

    /// `[a-z&&[^b]]`
    var hasNestedClasses: Bool { self == .java || self == .oniguruma }

    /// `]` stands for itself where it is the first in a class; in JavaScript it ends it.
    var beginsClassesWithBracket: Bool { self != .javascript }

    /// `\y`, with no meaning of its own, is the letter.
    var readsUnknownEscapesAsLetters: Bool { self == .javascript || self == .oniguruma }

    /// Named groups are numbered behind all others.
    var numbersNamedGroupsLast: Bool { self == .dotnet || self == .dotnetECMAScript }

    var flags: Set<Unicode.Scalar> {
        switch self {
        case .javascript: ["i", "m", "s"]
        case .dotnet, .dotnetECMAScript: ["i", "m", "n", "s", "x"]
        case .java: ["i", "d", "m", "s", "u", "x", "U"]
        case .go: ["i", "m", "s", "U"]
        case .oniguruma: ["i", "m", "x"]
        }
    }
}

/// How a tool runs a regex.
public struct RegexUse: Hashable, Sendable {
    /// What it is run over.
    public enum Extent: Hashable, Sendable {
        /// Each line by itself, anywhere in it.
        case line
        /// Each line by itself, and all of it.
        case wholeLine
        /// The text as a whole.
        case text
    }

    public var dialect: RegexDialect
    public var extent: Extent
    public var isCaseless = false
    public var isMultiline = false
    public var dotMatchesNewline = false

    public init(
        _ dialect: RegexDialect, over extent: Extent, isCaseless: Bool = false,
        isMultiline: Bool = false, dotMatchesNewline: Bool = false
    ) {
        self.dialect = dialect
        self.extent = extent
        self.isCaseless = isCaseless
        self.isMultiline = isMultiline
        self.dotMatchesNewline = dotMatchesNewline
    }

    /// The subject holds no line end.
    var isConfined: Bool { extent != .text }
}
