import RecourseAgent

/// `recourse.run/1`.
struct RunDocument: Encodable {
    var schema = "recourse.run/1"
    var file: String
    var succeeded: Bool
    var done: [TaskID]
    var failed: [TaskID]
    var cancelled: [TaskID]
    var alreadyDone: Int
    var recoveries: Int
    var attempts: [ExecDocument.AttemptDocument]
    var seconds: Double

    init(_ summary: TaskRun.Summary, file: String) {
        self.file = file
        succeeded = summary.succeeded
        done = summary.done
        failed = summary.failed
        cancelled = summary.cancelled
        alreadyDone = summary.alreadyDone
        recoveries = summary.recoveries
        attempts = summary.attempts.map(ExecDocument.AttemptDocument.init)
        seconds = (summary.seconds * 1_000).rounded() / 1_000
    }
}
