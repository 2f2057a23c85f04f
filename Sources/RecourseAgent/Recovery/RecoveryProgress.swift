import RecourseCore

/// Decides, from what was observed, what an attempt came to and whether to go on. No effects:
/// `(state, event) -> action`.
struct RecoveryProgress {
    /// One failure of the command, as far as it decides anything.
    struct Observation: Hashable {
        var fingerprint: String
        var pattern: PatternID?
        var category: FailureCategory?
        var exit: ExitStatus
    }

    let policy: RecoveryPolicy
    private(set) var current: Observation
    private(set) var attempts = 0
    private(set) var identicalFailures = 1
    private var seen: Set<String>
    /// Fixes tried on each failure, with what they resolved to.
    private var tried: Set<String> = []

    init(policy: RecoveryPolicy, first: Observation) {
        self.policy = policy
        current = first
        seen = [first.fingerprint]
    }

    /// What the present failure was diagnosed as.
    mutating func recognised(_ pattern: Pattern?) {
        current.pattern = pattern?.id
        current.category = pattern?.category
    }

    func wasTried(_ fix: ResolvedFix) -> Bool { tried.contains(key(fix)) }

    mutating func began(_ fix: ResolvedFix) {
        attempts += 1
        tried.insert(key(fix))
    }

    /// The command was run again after a fix, or a step of the fix failed (`nil`: it was not run
    /// again).
    mutating func observed(_ next: Observation?, rewritten: Bool) -> Outcome {
        guard let next else { return .unchanged }
        if next.exit.isSuccess { return .resolved }
        if next.fingerprint == current.fingerprint {
            identicalFailures += 1
            return .unchanged
        }
        let isOurDoing =
            rewritten
            && (next.category == .usage || next.category == nil && current.category != nil)
        if isOurDoing || Self.crashed(next.exit) && !Self.crashed(current.exit) { return .worse }
        // Back at a failure that was left before: a loop, not progress.
        if seen.contains(next.fingerprint) {
            identicalFailures += 1
            return .unchanged
        }
        seen.insert(next.fingerprint)
        current = next
        identicalFailures = 1
        return .shifted
    }

    /// Why to stop before another attempt, if so.
    var limit: StopReason? {
        if identicalFailures >= policy.maximumIdenticalFailures { return .identicalFailures }
        return attempts >= policy.maximumAttempts ? .exhausted : nil
    }

    private func key(_ fix: ResolvedFix) -> String {
        "\(current.fingerprint) \(fix.reference) \(fix.text)"
    }

    private static func crashed(_ exit: ExitStatus) -> Bool {
        if case .signalled = exit { true } else { false }
    }
}
