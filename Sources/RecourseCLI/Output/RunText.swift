import RecourseAgent
import RecourseCore
import RecourseText

/// The progress of a task list, on stderr.
struct RunText: Sendable {
    let style: Style

    func tell(_ event: TaskRun.Event) {
        switch event {
        case .began(let task, let number, let total):
            Console.say("\(style.bold("[\(number)/\(total)]")) \(name(task))")
        case .command(_, let text): Console.say(style.dim(Self.lines(text, after: "  $ ")))
        case .commandEnded(_, let report):
            if report.exit.isSuccess, !report.attempts.isEmpty {
                Console.say(
                    "  \(style.green("recovered")) after \(report.attempts.count) attempt\(report.attempts.count == 1 ? "" : "s")"
                )
            }
        case .checkFailed(_, let text, let exit):
            Console.say(
                "  \(style.red("check failed")) \(text.escapedForTerminal()): \(RecoveryText.ending(exit))"
            )
        case .ended(_, let succeeded, let seconds):
            let word = succeeded ? style.green("done") : style.red("failed")
            Console.say("  \(word) \(style.dim("in \(Self.seconds(seconds))"))")
        case .cancelled(let task): Console.say("\(style.yellow("not run")) \(name(task))")
        case .withoutCommands(let task):
            Console.say(
                "  \(style.red("task \(task.id) carries no command")); add ``- Run: `cmd` `` below it"
            )
        }
    }

    func tell(_ summary: TaskRun.Summary) {
        var parts = ["\(summary.done.count) done"]
        if summary.alreadyDone > 0 { parts.append("\(summary.alreadyDone) done before") }
        if !summary.failed.isEmpty { parts.append(style.red("\(summary.failed.count) failed")) }
        if !summary.cancelled.isEmpty { parts.append("\(summary.cancelled.count) not run") }
        parts.append("\(summary.recoveries) recovered")
        Console.say(
            "\(style.bold("recourse:")) \(parts.joined(separator: ", ")) in \(Self.seconds(summary.seconds))"
        )
    }

    private func name(_ task: TaskItem) -> String {
        "\(task.id) \(task.title.escapedForTerminal())"
    }

    /// A command of several lines, the later ones set under the first.
    static func lines(_ text: String, after lead: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.description.escapedForTerminal() }
        return lead + lines.joined(separator: "\n" + String(repeating: " ", count: lead.count))
    }

    /// A stored figure may be anything; it is shown, and never a reason to end.
    static func seconds(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "? s" }
        return value < 9.95 ? "\((value * 10).rounded() / 10) s" : "\(Int(value.rounded())) s"
    }
}
