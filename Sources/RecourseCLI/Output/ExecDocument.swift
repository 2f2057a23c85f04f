import RecourseAgent
import RecourseCore
import RecourseMatching

/// `recourse.exec/1`: what was tried, and what came of it.
struct ExecDocument: Encodable {
    struct AttemptDocument: Encodable {
        var pattern: PatternID
        var fix: FixID
        var kind: FixKind
        var commands: [String]
        var argv: [[String]]
        var risk: Risk
        var outcome: Outcome
        var seconds: Double
        var modelCalls: Int

        init(_ attempt: Attempt) {
            pattern = attempt.fix.pattern
            fix = attempt.fix.fix
            kind = attempt.kind
            commands = attempt.commands
            argv = attempt.argv
            risk = attempt.risk
            outcome = attempt.outcome
            seconds = (attempt.seconds * 1_000).rounded() / 1_000
            modelCalls = attempt.modelCalls
        }
    }

    var schema = "recourse.exec/1"
    var command: String
    var exit: Int32
    var resolved: Bool
    var stop: StopReason
    var mode: RecoveryMode
    var ceiling: Risk
    /// Causes of the last failure, best first.
    var causes: [PatternID]
    var attempts: [AttemptDocument]
    var seconds: Double
    var modelCalls: Int

    init(_ report: RecoveryReport, mode: RecoveryMode, ceiling: Risk) {
        command = report.command.text
        exit = report.exit.shellCode
        resolved = report.exit.isSuccess && !report.attempts.isEmpty
        stop = report.stop
        self.mode = mode
        self.ceiling = ceiling
        causes = report.diagnosis.matches.map(\.pattern.id)
        attempts = report.attempts.map(AttemptDocument.init)
        seconds = (report.seconds * 1_000).rounded() / 1_000
        modelCalls = report.modelCalls
    }
}
