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

        public init(
            runner: any CommandRunner, workspace: @escaping @Sendable (String) -> any Workspace,
            knowledge: (any Knowledge)?, now: @escaping @Sendable () -> Double,
            pause: @escaping @Sendable (Duration) async -> Void
        ) {
            self.runner = runner
            self.workspace = workspace
            self.knowledge = knowledge
            self.now = now
            self.pause = pause
        }
    }

    let effects: Effects
    /// Loaded when the first command fails: a passing one costs nothing.
    let patterns: @Sendable () -> PatternSet
    let policy: RecoveryPolicy
    let context: EvidenceContext
    let interface: RecoveryInterface
    let seed: UInt64
    /// Loaded with the patterns.
    let redactor: @Sendable () -> Redactor

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
    }

    public func run(_ request: CommandRequest) async -> RecoveryReport {
        let clock = ContinuousClock()
        let start = clock.now
        let first = await effects.runner.observe(request)
        func report(_ episode: Episode?, _ stop: StopReason) -> RecoveryReport {
            RecoveryReport(
                command: episode?.request.command ?? request.command,
                exit: episode?.result.exit ?? first.exit, stop: stop,
                attempts: episode?.attempts ?? [], diagnosis: episode?.diagnosis ?? .nothing,
                seconds: (clock.now - start).inSeconds)
        }
        if first.exit.isSuccess { return report(nil, .succeeded) }
        if first.wasInterrupted { return report(nil, .interrupted) }

        var episode = Episode(self, request: request, result: first)
        await episode.diagnose()
        let stop = await episode.recover()
        return report(episode, stop)
    }
}

extension Duration {
    /// As a floating-point number of seconds.
    public var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
