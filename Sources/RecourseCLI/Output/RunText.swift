import RecourseAgent
import RecourseCore
import RecourseText

/// The progress of a task list, on stderr; what its commands print, on the streams that they
/// printed it on.
struct RunText: Sendable {
    let style: Style
    let recovery: RecoveryText

    func tell(_ event: TaskRun.Event) {
        switch event {
        case .began(let task, let number, let total):
            Console.say("\(style.bold("[\(number)/\(total)]")) \(name(task))")
        case .planned(_, let review, let plan, let source):
            let text = PlanText(style: style)
            text.tell(review, plan, source)
            if recovery.mode == .suggest { text.show(review) }
        case .notPlanned(let task, let trouble):
            Console.say("  \(style.red("not planned")) \(PlanText.words(trouble, of: task))")
        case .command(_, let text): Console.say(style.dim(Self.lines(text, after: "  $ ")))
        case .output(_, let output): Console.pass(output)
        case .recovery(_, let event): recovery.tell(event)
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
        case .changed(_, let previews): for preview in previews { say(preview) }
        case .notChanged(_, let error):
            Console.say("  \(style.red("not changed")) \(Self.words(error))")
        case .restored(_, let outcomes):
            for outcome in outcomes {
                let word = outcome.isAsBefore ? "as before" : style.red("not put back")
                Console.say("  \(word) \(Self.shortened(outcome.path).escapedForTerminal())")
            }
        case .wayFailed(_, let failure, let next):
            Console.say("  \(style.yellow(PlanText.words(failure))); \(PlanText.words(next))")
        case .skipped(_, let text):
            Console.say(style.dim(Self.lines(text, after: "  done before: ")))
        case .unknown(let task, let text):
            Console.say(
                """
                  \(style.red("unknown")) \(text.escapedForTerminal()) was running when the earlier run ended
                  declare `- Idempotent: yes` under task \(task.id), or give --rerun-unknown
                """)
        case .warned(_, let text):
            Console.say("  \(style.yellow("warning")) \(text.escapedForTerminal())")
        case .ended(_, let succeeded, let seconds):
            let word = succeeded ? style.green("done") : style.red("failed")
            Console.say("  \(word) \(style.dim("in \(Self.seconds(seconds))"))")
        case .cancelled(let task): Console.say("\(style.yellow("not run")) \(name(task))")
        case .withoutCommands(let task):
            Console.say(
                """
                  \(style.red("task \(task.id) carries no command")); add ``- Run: `cmd` `` below it, or set up a model: recourse models
                """)
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
        if summary.ranOutOfTime { Console.say("  the time of --max-time is over") }
    }

    private func say(_ preview: ChangePreview) {
        let word =
            switch preview.kind {
            case .created: "created"
            case .modified: "changed"
            case .deleted: "deleted"
            case .unchanged: "unchanged"
            }
        Console.say("  \(style.bold(word)) \(preview.path.escapedForTerminal())")
        DiffText(style: style).tell(preview.diff)
    }

    /// Below the folder that the list is run in, relative to it.
    private static func shortened(_ path: String) -> String {
        let folder = Paths.workingDirectory + "/"
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let error as EditError: UndoText.words(error)
        case let error as PatchError: UndoText.words(error)
        case let error as TaskRun.AboveCeiling:
            "\(error.risk.rawValue) is above the ceiling \(error.ceiling.rawValue)"
        default: "\(error)".escapedForTerminal()
        }
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

/// A unified diff for people: bounded, escaped, coloured on a terminal.
struct DiffText {
    let style: Style
    /// Lines that are shown of one file.
    static let mostLines = 60

    func tell(_ diff: String) {
        let lines = diff.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines.prefix(Self.mostLines) where !line.isEmpty {
            let text = "    " + String(line).escapedForTerminal()
            switch line.first {
            case "+": Console.say(style.green(text))
            case "-": Console.say(style.red(text))
            default: Console.say(style.dim(text))
            }
        }
        if lines.count > Self.mostLines {
            Console.say(style.dim("    … \(lines.count - Self.mostLines) lines more"))
        }
    }
}
