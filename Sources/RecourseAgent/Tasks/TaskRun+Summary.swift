import RecourseCore

/// What came of one task.
public struct TaskResult: Sendable {
    public var task: TaskItem
    public var succeeded: Bool
    public var seconds = 0.0
    public var attempts: [Attempt] = []
    public var recoveries = 0
    /// Commands that failed at first.
    public var failures = 0
    /// From failures to what was tried, without the time of commands, with that of a model.
    public var recoverySeconds = 0.0
    /// Commands and checks that ran, and those of them that ended well at last.
    public var commands = 0
    public var commandsSucceeded = 0
    /// Where its commands come from; `nil` where it had none.
    public var source: PlanOutcome.Source?
    public var complexity: TaskPlan.Complexity?
    /// Plans and ways through them that failed.
    public var failedWays = 0
    /// Steps of its plan that were carried out, and those that came as the plan said.
    public var planSteps = RunScore.Share(0, of: 0)
    public var estimatedSeconds = 0.0
    public var phases: [PhaseRecord] = []
    public var wasInterrupted = false
    /// A box that could not be written.
    var error: (any Error)?
}

extension TaskRun {
    public struct Summary: Sendable {
        public internal(set) var done: [TaskID] = []
        public internal(set) var failed: [TaskID] = []
        public internal(set) var cancelled: [TaskID] = []
        public internal(set) var alreadyDone = 0
        /// In the order of the list.
        public internal(set) var tasks: [TaskResult] = []
        public internal(set) var seconds = 0.0
        /// Of them, those in which at least one command ran.
        public internal(set) var busySeconds = 0.0
        public internal(set) var wasInterrupted = false
        public internal(set) var ranOutOfTime = false

        public var succeeded: Bool { failed.isEmpty && cancelled.isEmpty && !wasInterrupted }
        public var recoveries: Int { tasks.reduce(0) { $0 + $1.recoveries } }
        public var attempts: [Attempt] { tasks.flatMap(\.attempts) }

        /// What of the run was not its commands, for each task that ran, in seconds.
        public var overheadPerTask: Double {
            max(seconds - busySeconds, 0) / Double(max(tasks.count, 1))
        }

        public func seconds(of phase: RunPhase) -> Double {
            tasks.flatMap(\.phases).reduce(0) { $0 + ($1.phase == phase ? $1.seconds : 0) }
        }

        public var score: Double? {
            func sum(_ part: (TaskResult) -> Int) -> Int { tasks.reduce(0) { $0 + part($1) } }
            return RunScore(
                commands: .init(sum(\.commandsSucceeded), of: sum(\.commands)),
                plans: .init(sum(\.planSteps.count), of: sum(\.planSteps.total)),
                recoveries: .init(recoveries, of: sum(\.failures)),
                estimatedSeconds: tasks.reduce(0) { $0 + $1.estimatedSeconds },
                seconds: tasks.reduce(0) { $0 + ($1.estimatedSeconds > 0 ? $1.seconds : 0) }
            ).value
        }

        mutating func add(_ results: [TaskResult], notRun: [TaskID], order: [TaskID]) {
            let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
            tasks = results.sorted { places[$0.task.id] ?? 0 < places[$1.task.id] ?? 0 }
            done = tasks.filter(\.succeeded).map(\.task.id)
            failed = tasks.filter { !$0.succeeded }.map(\.task.id)
            cancelled = notRun
            wasInterrupted = tasks.contains(where: \.wasInterrupted)
        }
    }
}
