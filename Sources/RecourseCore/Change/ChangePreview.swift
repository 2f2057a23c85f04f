/// What a change would do to a file, for showing it before.
public struct ChangePreview: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        case created, modified, deleted
        /// The file holds what it should already.
        case unchanged
    }

    /// Relative to the root of the tree.
    public var path: String
    public var kind: Kind
    /// The highest class of the changes to this file.
    public var risk: Risk
    /// A unified diff; whoever prints it escapes it. Empty where nothing changes.
    public var diff: String
    public var added: Int
    public var removed: Int

    public init(path: String, kind: Kind, risk: Risk, diff: String, added: Int, removed: Int) {
        self.path = path
        self.kind = kind
        self.risk = risk
        self.diff = diff
        self.added = added
        self.removed = removed
    }
}
