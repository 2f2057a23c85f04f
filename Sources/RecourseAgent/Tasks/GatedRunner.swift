import RecourseCore
import Synchronization

/// Runs what one command under recovery runs: the command itself beside others, whatever comes
/// after it failed alone.
final class GatedRunner: CommandRunner {
    private struct State {
        var hasRun = false
        var isAlone = false
        var seconds = 0.0
    }

    private let runner: any CommandRunner
    private let gate: RecoveryGate
    private let activity: CommandActivity
    private let state = Mutex(State())

    init(_ runner: any CommandRunner, gate: RecoveryGate, activity: CommandActivity) {
        self.runner = runner
        self.gate = gate
        self.activity = activity
    }

    /// What all it ran took together, in seconds.
    var seconds: Double { state.withLock { $0.seconds } }

    func run(_ request: CommandRequest) async -> CommandResult {
        let isFirst = state.withLock { state in
            defer { state.hasRun = true }
            return !state.hasRun
        }
        if isFirst { await gate.beginCommand() } else { await beAlone() }
        activity.began()
        let result = await runner.run(request)
        activity.ended()
        if isFirst { await gate.endCommand() }
        state.withLock { $0.seconds += result.duration.inSeconds }
        return result
    }

    func apply(_ edit: FileEdit, in directory: String) async throws -> EditReceipt {
        await beAlone()
        return try await runner.apply(edit, in: directory)
    }

    func apply(
        _ changes: [FileChange], in directory: String, as origin: ChangeOrigin
    ) async throws -> [EditReceipt] {
        await beAlone()
        return try await runner.apply(changes, in: directory, as: origin)
    }

    func preview(
        _ changes: [FileChange], in directory: String
    ) async throws -> [ChangePreview] {
        try await runner.preview(changes, in: directory)
    }

    func restore(_ receipts: [EditReceipt], force: Bool) async throws -> [RestoreOutcome] {
        await beAlone()
        return try await runner.restore(receipts, force: force)
    }

    /// To be called when the recovery is over.
    func end() async {
        if state.withLock({ $0.isAlone }) { await gate.endRecovery() }
    }

    /// The calls of one recovery come one after the other.
    private func beAlone() async {
        guard state.withLock({ !$0.isAlone }) else { return }
        await gate.beginRecovery()
        state.withLock { $0.isAlone = true }
    }
}
