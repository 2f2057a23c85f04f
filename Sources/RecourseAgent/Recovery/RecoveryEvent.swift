import RecourseCore
import RecourseLearning
import RecourseMatching

/// A fix as it is put before a person or the loop: resolved, ranked, judged.
public struct OfferedFix: Sendable {
    public var fix: ResolvedFix
    public var pattern: Pattern
    /// Posterior mean of success.
    public var success: Double
    /// What was observed here, never fading.
    public var trials: Int
    public var expectedSeconds: Double
    public var verdict: Verdict
}

/// What recovery does, as it happens. An outcome is told only after it is durable.
public enum RecoveryEvent: Sendable {
    /// The command was run, at first or again.
    case ran(CommandResult)
    case failed(Failure, Diagnosis, [OfferedFix])
    case applying(OfferedFix)
    case stepFailed(command: String, CommandResult)
    case tryingAgain(Command, after: ResolvedFix)
    case observed(Attempt)
    /// The files that a fix edited, which did not help, are as before: their absolute paths. What
    /// its commands did is not undone.
    case restored([String])
    /// Nothing that is known is left: a model, by its identity, is asked.
    case asking(model: String)
    /// What it says the cause is, with its fixes as the policy judges them.
    case answered(title: String, [OfferedFix], model: String)
    case notAnswered(ModelError)
    /// What became of an answer that resolved the failure.
    case taught(LessonOutcome)
    case warned(String)
}

public enum Answer: Sendable {
    case once, always, never, skip, stop
}

/// Why recovery ended.
public enum StopReason: String, Hashable, Sendable, Codable {
    case succeeded
    /// No pattern explains the failure.
    case unknown
    /// The failure is known, and no fix applies here.
    case noFix = "no-fix"
    /// Fixes are known, and the policy or the person lets none run.
    case notAllowed = "not-allowed"
    /// All that may be tried was tried.
    case exhausted
    /// The same failure three times in a row.
    case identicalFailures = "identical-failures"
    case interrupted
    /// The program could not be started, or its input is used up, so that another run would be
    /// another command.
    case notRepeatable = "not-repeatable"
}

/// What came of one command.
public struct RecoveryReport: Sendable {
    public var command: Command
    public var exit: ExitStatus
    public var stop: StopReason
    public var attempts: [Attempt]
    public var diagnosis: Diagnosis
    /// Of the last run of the command.
    public var output: CapturedOutput
    public var seconds: Double
    /// Those that no attempt followed included.
    public var modelCalls = 0
    /// Of them, spent waiting for a model, and for the store.
    public var modelSeconds = 0.0
    public var stateSeconds = 0.0
}

/// How recovery reaches a person. The closures are called from one task, in order.
public struct RecoveryInterface: Sendable {
    public var tell: @Sendable (RecoveryEvent) -> Void
    public var ask: @Sendable (OfferedFix) async -> Answer
    /// Puts the command's standard input back before it is run again; false where it is used up.
    public var rewind: @Sendable () -> Bool

    public init(
        tell: @escaping @Sendable (RecoveryEvent) -> Void,
        ask: @escaping @Sendable (OfferedFix) async -> Answer = { _ in .stop },
        rewind: @escaping @Sendable () -> Bool = { true }
    ) {
        self.tell = tell
        self.ask = ask
        self.rewind = rewind
    }
}
