import RecourseCore

/// Carries out the edits of a fix, all or none, then its steps, in order, up to the first that
/// fails.
struct FixApplication {
    let runner: any CommandRunner
    let tell: @Sendable (RecoveryEvent) -> Void
    let directory: String
    var origin = ChangeOrigin()

    enum Result {
        case applied
        case stepFailed
        /// It could not be carried out: says nothing of the fix.
        case notPossible(String)
        case interrupted
    }

    /// - Returns: what came of it, and what undoes the edits that were made.
    func apply(_ fix: ResolvedFix) async -> (result: Result, edits: [EditReceipt]) {
        var edits: [EditReceipt] = []
        if !fix.edits.isEmpty {
            do {
                edits = try await runner.apply(
                    fix.edits.map { .edit($0) }, in: directory, as: origin)
            } catch {
                let text = fix.edits.map(\.text).joined(separator: ", ")
                return (.notPossible("\(text): \(error)"), [])
            }
        }
        return (await run(fix.steps, within: fix.timeout), edits)
    }

    private func run(_ steps: [[String]], within timeout: Duration) async -> Result {
        for step in steps {
            let command = Command(argv: step, directory: directory)
            let result = await runner.run(
                CommandRequest(command, terminal: .background, timeout: timeout))
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

    /// Puts back what a fix edited that did not help. What its commands changed is theirs: nobody
    /// knows what that was, and it stays.
    func restore(_ edits: [EditReceipt]) async {
        guard !edits.isEmpty else { return }
        do {
            let outcomes = try await runner.restore(edits)
            let restored = outcomes.filter(\.isAsBefore).map(\.path)
            if !restored.isEmpty { tell(.restored(restored)) }
            for outcome in outcomes where !outcome.isAsBefore {
                tell(.warned("\(outcome.path) was not put back: \(outcome.result)"))
            }
        } catch {
            let paths = edits.map(\.path).joined(separator: ", ")
            tell(.warned("\(paths) was not put back: \(error)"))
        }
    }
}
