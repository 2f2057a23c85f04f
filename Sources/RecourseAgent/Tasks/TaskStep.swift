import RecourseCore
import RecourseText

/// One thing that a task does, as it is carried out and journalled.
struct TaskStep: Hashable, Sendable {
    enum Work: Hashable, Sendable {
        /// Shell text, under recovery.
        case command(String)
        case arguments([String])
        /// Shell text that must succeed; looked at, not recovered.
        case check(String)
        case write(path: String, contents: String)
        case patch(String)
    }

    var work: Work
    /// May be run again when nobody knows whether it was done.
    var isIdempotent: Bool
    /// `nil`: the run's own.
    var timeout: Duration?

    init(_ work: Work, isIdempotent: Bool = false, timeout: Duration? = nil) {
        self.work = work
        self.isIdempotent = isIdempotent
        self.timeout = timeout
    }

    init(_ step: PlanStep, mayRepeat: Bool) {
        let work: Work =
            switch step.action {
            case .shell(let text): .command(text)
            case .arguments(let argv): .arguments(argv)
            case .write(let path, let contents): .write(path: path, contents: contents)
            case .patch(let text): .patch(text)
            }
        self.init(work, isIdempotent: mayRepeat, timeout: .seconds(step.timeoutSeconds))
    }

    /// What is started; `nil` for a change to files.
    var argv: [String]? {
        switch work {
        case .command(let text), .check(let text): ["sh", "-c", text]
        case .arguments(let argv): argv
        case .write, .patch: nil
        }
    }

    /// What it changes; empty for a command.
    /// - Throws: `PatchError`.
    var changes: [FileChange] {
        get throws {
            switch work {
            case .write(let path, let contents): [.write(path: path, contents: contents)]
            case .patch(let text): try FileChange.changes(ofPatch: text)
            case .command, .arguments, .check: []
            }
        }
    }

    /// For people.
    var text: String {
        switch work {
        case .command(let text), .check(let text): text
        case .arguments(let argv): ShellQuoting.joined(argv)
        case .write(let path, let contents):
            PlanStep.Action.write(path: path, contents: contents).text
        case .patch(let text): PlanStep.Action.patch(text).text
        }
    }

    /// A hash of what it does: one that was edited is another step.
    var content: String {
        let parts =
            switch work {
            case .command(let text): ["command", text]
            case .arguments(let argv): ["arguments"] + argv
            case .check(let text): ["check", text]
            case .write(let path, let contents): ["write", path, contents]
            case .patch(let text): ["patch", text]
            }
        return String(
            ContentHash.of(parts.flatMap { Array($0.utf8) + [0] }).prefix(32))
    }
}
