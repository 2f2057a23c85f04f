import RecourseCore

extension TaskRun {
    /// Everything it reaches the world through.
    public struct Effects: Sendable {
        public var recovery: Recovery
        public var runner: any CommandRunner
        public var workspace: any Workspace
        /// `nil`: no model is asked, and tasks without commands fail.
        public var planner: Planner?
        /// What a model is told of the project for a task, and how long it took to gather.
        public var context: @Sendable (TaskItem) async -> (PlanContext, Duration)
        /// `nil`: the run cannot be resumed.
        public var journal: (any RunJournal)?
        /// Writes a box, atomically and durably.
        public var mark: @Sendable (TaskID, TaskItem.Mark) throws -> Void
        /// Called for one task at a time, in the order in which they would run one by one.
        public var tell: @Sendable (Event) -> Void
        /// Whether a person lets a plan run that does not run by itself.
        public var approve: @Sendable (TaskItem, PlanReview) async -> Bool
        /// Whether a person says that a step, which was in flight when its run ended, be run again.
        public var confirm: @Sendable (TaskItem, String) async -> Bool
        /// Whether there is memory for another command beside those that run.
        public var mayStartMore: @Sendable () -> Bool

        public init(
            recovery: Recovery, runner: any CommandRunner, workspace: any Workspace,
            planner: Planner? = nil,
            context: @escaping @Sendable (TaskItem) async -> (PlanContext, Duration) = { _ in
                (.none, .zero)
            },
            journal: (any RunJournal)? = nil,
            mark: @escaping @Sendable (TaskID, TaskItem.Mark) throws -> Void,
            tell: @escaping @Sendable (Event) -> Void,
            approve: @escaping @Sendable (TaskItem, PlanReview) async -> Bool = { _, _ in false },
            confirm: @escaping @Sendable (TaskItem, String) async -> Bool = { _, _ in false },
            mayStartMore: @escaping @Sendable () -> Bool = { true }
        ) {
            self.recovery = recovery
            self.runner = runner
            self.workspace = workspace
            self.planner = planner
            self.context = context
            self.journal = journal
            self.mark = mark
            self.tell = tell
            self.approve = approve
            self.confirm = confirm
            self.mayStartMore = mayStartMore
        }
    }

    public struct Options: Sendable {
        /// Tasks at once, at most; 1: one after the other.
        public var jobs: Int
        /// For each run of a command.
        public var timeout: Duration?
        /// No task begins, and no command runs on, after it.
        public var deadline: ContinuousClock.Instant?
        /// The first task that fails is the last; they then run one after the other.
        public var stopsAtFailure: Bool
        /// Whether plans are asked for before they are wanted.
        public var plansAhead: Bool
        /// Plans that are asked for where one failed.
        public var furtherApproaches: Int

        public init(
            jobs: Int = 1, timeout: Duration? = nil, deadline: ContinuousClock.Instant? = nil,
            stopsAtFailure: Bool = false, plansAhead: Bool = true, furtherApproaches: Int = 1
        ) {
            self.jobs = max(jobs, 1)
            self.timeout = timeout
            self.deadline = deadline
            self.stopsAtFailure = stopsAtFailure
            self.plansAhead = plansAhead
            self.furtherApproaches = furtherApproaches
        }

        var isOver: Bool { deadline.map { .now >= $0 } ?? false }

        /// What a command may take, and whether the run's end is what limits it.
        func limit(_ own: Duration?) -> Duration? {
            let left = deadline.map { max($0 - .now, .milliseconds(1)) }
            return [own ?? timeout, left].compactMap { $0 }.min()
        }
    }
}
