/// A form of secret that an imported rule knows.
public struct RedactionRule: Hashable, Sendable, Codable {
    public var id: String
    public var title: String
    /// PCRE2.
    public var regex: String
    /// The group that is the secret; 0: all of the match.
    public var secretGroup: Int
    /// One of them, letter case aside, stands in every text that the regex is run on; empty: any text.
    public var keywords: [String]
    /// Shannon entropy in bits a character that the secret must exceed; `nil`: any.
    public var entropy: Double?

    public init(
        id: String, title: String, regex: String, secretGroup: Int = 0, keywords: [String] = [],
        entropy: Double? = nil
    ) {
        self.id = id
        self.title = title
        self.regex = regex
        self.secretGroup = secretGroup
        self.keywords = keywords
        self.entropy = entropy
    }
}
