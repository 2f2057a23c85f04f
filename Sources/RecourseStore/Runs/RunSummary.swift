import RecourseCore

/// A run as lists of runs show it.
public struct RunSummary: Hashable, Sendable, Codable {
    public var run: RunRecord
    /// The run whose finished steps it skips.
    public var resumes: RunID?
    public var done: Int
    public var failed: Int
    /// Steps that began and of whose end nothing is known.
    public var started: Int
    /// Whether the process that began it is still there.
    public var isProcessAlive: Bool

    /// Ended without a word: its process was killed, or the machine stopped.
    public var isAbandoned: Bool { run.state == .running && !isProcessAlive }
    /// What a person is told: `interrupted` for an abandoned run.
    public var state: RunRecord.State { isAbandoned ? .interrupted : run.state }
}

/// What runs' time went into.
public struct PhaseStatistics: Hashable, Sendable, Codable {
    public var phase: RunPhase
    public var runs: Int
    public var count: Int
    public var seconds: Double
}
