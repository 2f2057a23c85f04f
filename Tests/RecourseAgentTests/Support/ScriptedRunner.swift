import RecourseCore
import Synchronization

/// Answers each command text with its next scripted result; the last one repeats. A text without a
/// script succeeds.
final class ScriptedRunner: CommandRunner {
    struct Answer {
        var exit = ExitStatus.exited(0)
        var stdout = ""
        var stderr = ""
        var wasInterrupted = false

        static let success = Answer()

        static func failure(_ stderr: String, stdout: String = "", exit: Int32 = 1) -> Answer {
            Answer(exit: .exited(exit), stdout: stdout, stderr: stderr)
        }

        static let interrupted = Answer(exit: .signalled(2), wasInterrupted: true)

        var result: CommandResult {
            var output = CapturedOutput(Array(stdout.utf8), stream: .stdout)
            if !stderr.isEmpty {
                output.segments.append(.init(start: output.bytes.count, stream: .stderr))
                output.bytes += Array(stderr.utf8)
            }
            return CommandResult(
                exit: exit, output: output, duration: .milliseconds(10),
                wasInterrupted: wasInterrupted)
        }
    }

    let journal: Journal
    private let script: Mutex<[String: [Answer]]>
    private let edits: Mutex<[FileEdit]> = Mutex([])
    private let requested: Mutex<[CommandRequest]> = Mutex([])
    private let editError: EditError?
    private let restoreError: EditError?
    private let changedSince: Set<String>

    init(
        _ script: [String: [Answer]], journal: Journal = Journal(), editError: EditError? = nil,
        restoreError: EditError? = nil, changedSince: Set<String> = []
    ) {
        self.script = Mutex(script)
        self.journal = journal
        self.editError = editError
        self.restoreError = restoreError
        self.changedSince = changedSince
    }

    var ran: [String] { requests.map(\.command.text) }
    var requests: [CommandRequest] { requested.withLock { $0 } }
    var applied: [FileEdit] { edits.withLock { $0 } }

    func run(_ request: CommandRequest) async -> CommandResult {
        let text = request.command.text
        requested.withLock { $0.append(request) }
        journal.note("run \(text)")
        return script.withLock { script in
            guard let next = script[text]?.first else { return Answer.success.result }
            if script[text, default: []].count > 1 { script[text]?.removeFirst() }
            return next.result
        }
    }

    func apply(_ edit: FileEdit, in directory: String) async throws -> EditReceipt {
        if let editError { throw editError }
        edits.withLock { $0.append(edit) }
        journal.note(edit.text)
        return EditReceipt(
            path: edit.path, backup: edit.path + "~", change: ChangeID(edit.path))
    }

    func restore(_ receipts: [EditReceipt], force: Bool) async throws -> [RestoreOutcome] {
        if let restoreError { throw restoreError }
        return receipts.reversed().map { receipt in
            journal.note("restore \(receipt.path)")
            return RestoreOutcome(
                change: receipt.change ?? "", path: receipt.path,
                result: changedSince.contains(receipt.path) ? .changedSince : .restored)
        }
    }
}
