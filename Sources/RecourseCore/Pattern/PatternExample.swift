/// A text that must match, and what must come of it.
public struct PatternExample: Hashable, Sendable, Codable {
    public var text: String
    /// The failed command's text, where conditions or rewrites need it.
    public var command: String?
    public var exit: Int32
    public var captures: [String: String]
    /// Files that look-ups see, path -> contents; none else exist.
    public var workspace: [String: String]
    /// Fix -> the command text that it resolves to.
    public var expect: [FixID: String]

    public init(
        text: String, command: String? = nil, exit: Int32 = 1, captures: [String: String] = [:],
        workspace: [String: String] = [:], expect: [FixID: String] = [:]
    ) {
        self.text = text
        self.command = command
        self.exit = exit
        self.captures = captures
        self.workspace = workspace
        self.expect = expect
    }
}

/// A tempting text that must not match.
public struct PatternCounter: Hashable, Sendable, Codable {
    public var text: String
    public var command: String?
    public var exit: Int32
    public var why: String

    public init(text: String, command: String? = nil, exit: Int32 = 1, why: String = "") {
        self.text = text
        self.command = command
        self.exit = exit
        self.why = why
    }
}
