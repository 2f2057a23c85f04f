import RecourseCore
import RecourseLearning
import RecourseMatching
import RecourseText

/// Runs a command and, when it fails, diagnoses, fixes under the policy, runs it again, and learns
/// from what happened.
public struct Recovery: Sendable {
    /// Everything it reaches the world through.
    public struct Effects: Sendable {
        public var runner: any CommandRunner
        public var workspace: @Sendable (String) -> any Workspace
        /// `nil`: nothing is remembered.
        public var knowledge: (any Knowledge)?
        /// Seconds since 1970-01-01 UTC.
        public var now: @Sendable () -> Double
        public var pause: @Sendable (Duration) async -> Void
        /// Asked about what no pattern resolves; `nil`: nobody is.
        public var model: (any ModelClient)?
        /// Takes in what resolved such a failure, after that is durable; `nil`: it is not learned.
        public var teach: (@Sendable (Lesson) async -> LessonOutcome)?
        /// Takes note of an attempt that resolved a failure, after that is durable, and says what
        /// it changed in what is known.
        public var verified: (@Sendable (Attempt) async -> LessonOutcome?)?

        public init(
            runner: any CommandRunner, workspace: @escaping @Sendable (String) -> any Workspace,
            knowledge: (any Knowledge)?, now: @escaping @Sendable () -> Double,
            pause: @escaping @Sendable (Duration) async -> Void,
            model: (any ModelClient)? = nil,
            teach: (@Sendable (Lesson) async -> LessonOutcome)? = nil,
            verified: (@Sendable (Attempt) async -> LessonOutcome?)? = nil
        ) {
            self.runner = runner
            self.workspace = workspace
            self.knowledge = knowledge
            self.now = now
            self.pause = pause
            self.model = model
            self.teach = teach
            self.verified = verified
        }
    }

    private(set) var effects: Effects
    /// Loaded when the first command fails: a passing one costs nothing.
    let patterns: @Sendable () -> PatternSet
    let policy: RecoveryPolicy
    let context: EvidenceContext
    private(set) var interface: RecoveryInterface
    let seed: UInt64
    /// Loaded with the patterns.
    let redactor: @Sendable () -> Redactor
    /// On whose behalf fixes edit files; the fix is added.
    public var origin = ChangeOrigin()
    /// Remembers what was asked.
    let modelRemedies: ModelRemedies?

    public init(
        effects: Effects, patterns: @escaping @Sendable () -> PatternSet, policy: RecoveryPolicy,
        context: EvidenceContext = .everywhere, interface: RecoveryInterface, seed: UInt64,
        redactor: @escaping @Sendable () -> Redactor = { Redactor() }
    ) {
        self.effects = effects
        self.patterns = patterns
        self.policy = policy
        self.context = context
        self.interface = interface
        self.seed = seed
        self.redactor = redactor
        modelRemedies = effects.model.map { ModelRemedies($0) }
    }

    /// The same, through another runner and to other ears.
    func through(_ runner: any CommandRunner, _ interface: RecoveryInterface) -> Recovery {
        var recovery = self
        recovery.effects.runner = runner
        recovery.interface = interface
        return recovery
    }

    public func run(_ request: CommandRequest) async -> RecoveryReport {
        let clock = ContinuousClock()
        let start = clock.now
        let first = await effects.runner.observe(request)
        interface.tell(.ran(first))
        func report(_ episode: Episode?, _ stop: StopReason) -> RecoveryReport {
            RecoveryReport(
                command: episode?.request.command ?? request.command,
                exit: episode?.result.exit ?? first.exit, stop: stop,
                attempts: episode?.attempts ?? [], diagnosis: episode?.diagnosis ?? .nothing,
                output: episode?.result.output ?? first.output,
                seconds: (clock.now - start).inSeconds, modelCalls: episode?.modelCalls ?? 0,
                modelSeconds: episode?.modelSeconds ?? 0, stateSeconds: episode?.stateSeconds ?? 0)
        }
        if first.exit.isSuccess { return report(nil, .succeeded) }
        if first.wasInterrupted { return report(nil, .interrupted) }

        var episode = Episode(self, request: request, result: first)
        await episode.diagnose()
        let stop = await episode.recover()
        return report(episode, stop)
    }
}
