/// What a foreign file may hold. Each limit's error names the place.
public enum ForeignLimits {
    public static let bytes = 8 << 20
    /// Patterns, rules, matchers or causes in one file.
    public static let patterns = 20_000
    /// JSON values, or XML elements, in one file.
    public static let nodes = 400_000
    /// Of nesting, in JSON, XML and the groups of a regex.
    public static let depth = 100
    /// What PCRE2 is given at most; `Regex.maximumPatternBytes`.
    public static let regexBytes = 65_536
    /// Of a refused regex, in reports.
    static let keptRegexCharacters = 200
    /// Steps of one pattern.
    public static let steps = 50
}
