/// Identifies one run of a task list: begins with its time, so that the order of ids is theirs.
public struct RunID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One run of a task list.
public struct RunRecord: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Under way, or ended without a word.
        case running
        case succeeded, failed, interrupted
    }

    public var id: RunID
    /// The absolute path of the task list.
    public var file: String
    public var directory: String
    public var state: State
    /// Seconds since 1970-01-01 UTC.
    public var startedAt: Double
    public var endedAt: Double?
    public var process: Int32
    /// Whether it goes on where the last run of the same list left off (`--resume`): what that one
    /// finished counts as finished here.
    public var isResumed: Bool

    public init(
        id: RunID, file: String, directory: String, state: State = .running, startedAt: Double,
        endedAt: Double? = nil, process: Int32, isResumed: Bool = false
    ) {
        self.id = id
        self.file = file
        self.directory = directory
        self.state = state
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.process = process
        self.isResumed = isResumed
    }
}

/// One step of a task: a command, a check, a change to a file.
public struct StepRecord: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Begun; after the end of its process: nobody knows whether it was done.
        case started
        case done, failed
    }

    /// The task's id, as written.
    public var task: String
    /// 0-based within the task.
    public var index: Int
    /// A hash of what the step is: a changed step is another one.
    public var content: String
    /// Redacted, for people.
    public var text: String
    public var state: State
    public var exitCode: Int32?
    public var seconds: Double
    /// Seconds since 1970-01-01 UTC when it began.
    public var at: Double

    public init(
        task: String, index: Int, content: String, text: String, state: State,
        exitCode: Int32? = nil, seconds: Double = 0, at: Double
    ) {
        self.task = task
        self.index = index
        self.content = content
        self.text = text
        self.state = state
        self.exitCode = exitCode
        self.seconds = seconds
        self.at = at
    }
}

/// What a run's time went into.
public enum RunPhase: String, Hashable, Sendable, Codable, CaseIterable {
    /// Gathering what a model is told of the project.
    case context
    /// Waiting for a model.
    case model
    /// Recognising failures and choosing fixes, without the fixes' own time.
    case recovery
    /// The commands themselves.
    case commands
    /// Waiting for the store.
    case state
}

/// Time spent on one phase of one task.
public struct PhaseRecord: Hashable, Sendable, Codable {
    public var task: String
    public var phase: RunPhase
    public var seconds: Double
    public var count: Int

    public init(task: String, phase: RunPhase, seconds: Double, count: Int) {
        self.task = task
        self.phase = phase
        self.seconds = seconds
        self.count = count
    }
}
