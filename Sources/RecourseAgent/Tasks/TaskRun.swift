import RecourseCore

/// Runs a task list: each task's commands under recovery, then its checks, then its tick.
public struct TaskRun: Sendable {
    public enum Event: Sendable {
        case began(TaskItem, number: Int, of: Int)
        case command(TaskItem, text: String)
        case commandEnded(TaskItem, RecoveryReport)
        case checkFailed(TaskItem, text: String, ExitStatus)
        case ended(TaskItem, succeeded: Bool, seconds: Double)
        case cancelled(TaskItem)
        /// Has no command, and no model is asked to find one.
        case withoutCommands(TaskItem)
    }

    public struct Summary: Sendable {
        public var done: [TaskID] = []
        public var failed: [TaskID] = []
        public var cancelled: [TaskID] = []
        public var alreadyDone = 0
        public var recoveries = 0
        public var attempts: [Attempt] = []
        public var seconds = 0.0
        public var wasInterrupted = false

        public var succeeded: Bool { failed.isEmpty && cancelled.isEmpty && !wasInterrupted }
    }

    let list: TaskList
    let recovery: Recovery
    let runner: any CommandRunner
    let directory: String
    let timeout: Duration?
    let stopsAtFailure: Bool
    /// Writes a box, atomically and durably.
    let mark: @Sendable (TaskID, TaskItem.Mark) throws -> Void
    let tell: @Sendable (Event) -> Void

    public init(
        list: TaskList, recovery: Recovery, runner: any CommandRunner, directory: String,
        timeout: Duration?, stopsAtFailure: Bool,
        mark: @escaping @Sendable (TaskID, TaskItem.Mark) throws -> Void,
        tell: @escaping @Sendable (Event) -> Void
    ) {
        self.list = list
        self.recovery = recovery
        self.runner = runner
        self.directory = directory
        self.timeout = timeout
        self.stopsAtFailure = stopsAtFailure
        self.mark = mark
        self.tell = tell
    }

    /// - Throws: what writing a box throws.
    public func run(_ schedule: TaskSchedule) async throws -> Summary {
        var schedule = schedule
        var summary = Summary()
        let clock = ContinuousClock()
        let start = clock.now
        summary.alreadyDone = list.tasks.count { $0.mark == .done }
        let total = schedule.states.values.count { $0 == .waiting }
        while let task = schedule.ready.first {
            let taskStart = clock.now
            schedule.began(task.id)
            tell(.began(task, number: summary.done.count + summary.failed.count + 1, of: total))
            try mark(task.id, .inProgress)
            let succeeded = await succeeds(task, &summary)
            try mark(task.id, succeeded ? .done : .open)
            schedule.ended(task.id, succeeded: succeeded)
            if succeeded { summary.done.append(task.id) } else { summary.failed.append(task.id) }
            tell(.ended(task, succeeded: succeeded, seconds: (clock.now - taskStart).inSeconds))
            if summary.wasInterrupted || !succeeded && stopsAtFailure { break }
        }
        for task in list.tasks where [.cancelled, .waiting].contains(schedule.states[task.id]) {
            summary.cancelled.append(task.id)
            tell(.cancelled(task))
        }
        summary.seconds = (clock.now - start).inSeconds
        return summary
    }

    private func succeeds(_ task: TaskItem, _ summary: inout Summary) async -> Bool {
        if task.commands.isEmpty, task.checks.isEmpty {
            if !task.children.isEmpty { return true }
            tell(.withoutCommands(task))
            return false
        }
        for text in task.commands {
            tell(.command(task, text: text))
            let report = await recovery.run(request(text, .watched))
            summary.attempts += report.attempts
            if report.exit.isSuccess, !report.attempts.isEmpty { summary.recoveries += 1 }
            if report.stop == .interrupted { summary.wasInterrupted = true }
            tell(.commandEnded(task, report))
            guard report.exit.isSuccess else { return false }
        }
        for text in task.checks {
            let result = await runner.run(request(text, .background))
            if result.wasInterrupted { summary.wasInterrupted = true }
            guard result.exit.isSuccess else {
                tell(.checkFailed(task, text: text, result.exit))
                return false
            }
        }
        return true
    }

    private func request(_ text: String, _ terminal: CommandRequest.Terminal) -> CommandRequest {
        CommandRequest(
            Command(argv: ["sh", "-c", text], directory: directory), terminal: terminal,
            timeout: timeout)
    }
}
