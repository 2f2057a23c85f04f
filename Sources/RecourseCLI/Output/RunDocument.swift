import RecourseAgent
import RecourseCore

/// `recourse.run/1`.
struct RunDocument: Encodable {
    struct TaskDocument: Encodable {
        var id: TaskID
        var title: String
        var succeeded: Bool
        var seconds: Double
        /// `declared`, `cached`, `asked` or `adapted`; none where it had no commands.
        var plan: String?
        var complexity: String?
        var commands: Int
        var attempts: Int
        var failedWays: Int

        init(_ result: TaskResult) {
            id = result.task.id
            title = result.task.title
            succeeded = result.succeeded
            seconds = rounded(result.seconds)
            plan = result.source.map(Self.word)
            complexity = result.complexity?.rawValue
            commands = result.commands
            attempts = result.attempts.count
            failedWays = result.failedWays
        }

        private static func word(_ source: PlanOutcome.Source) -> String {
            switch source {
            case .declared: "declared"
            case .cached: "cached"
            case .asked: "asked"
            case .adapted: "adapted"
            }
        }
    }

    var schema = "recourse.run/1"
    var run: RunID
    var file: String
    var succeeded: Bool
    var done: [TaskID]
    var failed: [TaskID]
    var cancelled: [TaskID]
    var alreadyDone: Int
    var recoveries: Int
    var modelCalls: Int
    var attempts: [ExecDocument.AttemptDocument]
    var tasks: [TaskDocument]
    /// 0 to 1; none where there is nothing to judge by.
    var score: Double?
    var seconds: Double
    /// In which at least one command ran.
    var busySeconds: Double
    var overheadSecondsPerTask: Double
    /// From failures to what was tried, without the time of commands, with that of a model.
    var recoverySeconds: Double
    /// Summed over the tasks.
    var phases: [String: Double]

    init(_ summary: TaskRun.Summary, run: RunID, modelCalls: Int, file: String) {
        self.run = run
        self.file = file
        succeeded = summary.succeeded
        done = summary.done
        failed = summary.failed
        cancelled = summary.cancelled
        alreadyDone = summary.alreadyDone
        recoveries = summary.recoveries
        self.modelCalls = modelCalls
        attempts = summary.attempts.map(ExecDocument.AttemptDocument.init)
        tasks = summary.tasks.map(TaskDocument.init)
        score = summary.score.map(rounded)
        seconds = rounded(summary.seconds)
        busySeconds = rounded(summary.busySeconds)
        overheadSecondsPerTask = rounded(summary.overheadPerTask)
        recoverySeconds = rounded(summary.tasks.reduce(0) { $0 + $1.recoverySeconds })
        phases = Dictionary(
            uniqueKeysWithValues: RunPhase.allCases.map {
                ($0.rawValue, rounded(summary.seconds(of: $0)))
            })
    }
}

/// To ten microseconds.
private func rounded(_ seconds: Double) -> Double { (seconds * 100_000).rounded() / 100_000 }
