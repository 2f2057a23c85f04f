/// Something that happened to a pattern.
public struct PatternEvent: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Came with a pack, or was written here.
        case added
        case changed
        /// Its pack no longer has it.
        case removed
        case enabled, disabled, retired, restored
    }

    /// Seconds since 1970-01-01 UTC.
    public var at: Double
    public var pattern: PatternID
    public var kind: Kind
    /// Of the pattern after it, where its definition changed.
    public var revision: Int?
    /// Where it came from, or why.
    public var detail: String
    /// What was there before, where it was replaced or removed.
    public var replaced: Pattern?

    public init(
        at: Double, pattern: PatternID, kind: Kind, revision: Int? = nil, detail: String = "",
        replaced: Pattern? = nil
    ) {
        self.at = at
        self.pattern = pattern
        self.kind = kind
        self.revision = revision
        self.detail = detail
        self.replaced = replaced
    }
}
