import RecourseCore

/// Carries out the edits and steps of a fix, in order, up to the first that fails.
struct FixApplication {
    let runner: any CommandRunner
    let tell: @Sendable (RecoveryEvent) -> Void
    let directory: String

    enum Result {
        case applied
        case stepFailed
        /// It could not be carried out: says nothing of the fix.
        case notPossible(String)
        case interrupted
    }

    func apply(_ fix: ResolvedFix) async -> Result {
        for edit in fix.edits {
            do {
                _ = try await runner.apply(edit, in: directory)
            } catch {
                return .notPossible("\(edit.text): \(error)")
            }
        }
        for step in fix.steps {
            let command = Command(argv: step, directory: directory)
            let result = await runner.run(
                CommandRequest(command, terminal: .background, timeout: fix.timeout))
            if result.wasInterrupted { return .interrupted }
            switch result.exit {
            case .exited(0): continue
            case .notStarted(let reason, _): return .notPossible("\(command.text): \(reason)")
            default:
                tell(.stepFailed(command: command.text, result))
                return .stepFailed
            }
        }
        return .applied
    }
}
