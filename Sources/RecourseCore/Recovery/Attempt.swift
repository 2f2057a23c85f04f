/// One fix, then the original command again.
public struct Attempt: Hashable, Sendable, Codable {
    public var fix: FixReference
    public var revision: Int
    public var kind: FixKind
    /// What ran, in order, redacted: edits, steps, and the command that was tried again.
    public var commands: [String]
    /// The argument vectors among them, redacted.
    public var argv: [[String]]
    public var risk: Risk
    public var outcome: Outcome
    /// The fix and the re-run together.
    public var seconds: Double
    /// Seconds since 1970-01-01 UTC when it began.
    public var startedAt: Double
    public var modelCalls: Int
    /// The fingerprint of the failure that followed, where one did.
    public var leadsTo: String?

    public init(
        fix: FixReference, revision: Int, kind: FixKind, commands: [String],
        argv: [[String]] = [], risk: Risk, outcome: Outcome, seconds: Double, startedAt: Double,
        modelCalls: Int = 0,
        leadsTo: String? = nil
    ) {
        self.fix = fix
        self.revision = revision
        self.kind = kind
        self.commands = commands
        self.argv = argv
        self.risk = risk
        self.outcome = outcome
        self.seconds = seconds
        self.startedAt = startedAt
        self.modelCalls = modelCalls
        self.leadsTo = leadsTo
    }
}

/// A failure as the store keeps it: redacted, bounded, without the whole output.
public struct FailureRecord: Hashable, Sendable, Codable {
    /// Groups failures of the same kind: a hash of the normalised excerpt.
    public var fingerprint: String
    public var program: String
    public var command: String
    public var directory: String
    public var exitCode: Int32
    /// The best pattern; `nil` where none explained it.
    public var pattern: PatternID?
    public var excerpt: String
    public var seconds: Double
    /// Seconds since 1970-01-01 UTC.
    public var at: Double

    public init(
        fingerprint: String, program: String, command: String, directory: String, exitCode: Int32,
        pattern: PatternID?, excerpt: String, seconds: Double, at: Double
    ) {
        self.fingerprint = fingerprint
        self.program = program
        self.command = command
        self.directory = directory
        self.exitCode = exitCode
        self.pattern = pattern
        self.excerpt = excerpt
        self.seconds = seconds
        self.at = at
    }
}
