/// A command's run as the store keeps it for trying patterns on: redacted, bounded.
public struct StoredRun: Hashable, Sendable {
    public var command: String
    public var program: String
    /// 0 for one that passed.
    public var exitCode: Int32
    public var excerpt: String
    /// The kind of failure; empty for a run that passed.
    public var fingerprint: String
    /// Seconds since 1970-01-01 UTC.
    public var at: Double

    public init(
        command: String, program: String, exitCode: Int32, excerpt: String, fingerprint: String,
        at: Double
    ) {
        self.command = command
        self.program = program
        self.exitCode = exitCode
        self.excerpt = excerpt
        self.fingerprint = fingerprint
        self.at = at
    }
}

/// A run that passed, with what it printed.
public struct PassingRun: Hashable, Sendable {
    public var command: String
    public var program: String
    public var excerpt: String
    /// Seconds since 1970-01-01 UTC.
    public var at: Double

    public init(command: String, program: String, excerpt: String, at: Double) {
        self.command = command
        self.program = program
        self.excerpt = excerpt
        self.at = at
    }
}
