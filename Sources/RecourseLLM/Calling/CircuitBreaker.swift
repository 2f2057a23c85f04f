import RecourseCore

/// Stops asking a server that fails: after some failures in a row nothing is sent for a while, then
/// one request tries. (Nygard, "Release It!", 2007, "Circuit Breaker".)
struct CircuitBreaker: Hashable, Sendable {
    enum Admission: Hashable, Sendable {
        case closed
        /// The one request that tries.
        case probe
        case refused(until: Double)
    }

    enum Event: Hashable, Sendable {
        /// The server is there and answers, even if with a refusal.
        case answered
        case failed
        /// Nothing was learned: it was cancelled.
        case nothing
    }

    var threshold = 5
    /// Seconds, doubled with each further failure.
    var shortest = 30.0
    var longest = 300.0
    /// Seconds that a probe is waited for; longer than a call may take.
    var probing = 150.0

    func admission(_ state: inout CircuitState, at now: Double) -> Admission {
        guard state.failures >= threshold else { return .closed }
        // A clock that was set back must not close a door for years.
        if state.openUntil > now + longest { state.openUntil = now + longest }
        if state.probeUntil > now + probing { state.probeUntil = 0 }
        if state.openUntil > now { return .refused(until: state.openUntil) }
        if state.probeUntil > now { return .refused(until: state.probeUntil) }
        state.probeUntil = now + probing
        return .probe
    }

    func record(
        _ event: Event, of admission: Admission, in state: inout CircuitState, at now: Double
    ) {
        switch event {
        case .answered: state = .closed
        case .nothing: if admission == .probe { state.probeUntil = 0 }
        case .failed:
            if admission != .probe, state.failures >= threshold {
                // Sent before it opened: known already.
                return
            }
            state.failures = min(state.failures + 1, 1_000)
            state.probeUntil = 0
            guard state.failures >= threshold else { return }
            let doublings = Double(1 << min(state.failures - threshold, 20))
            state.openUntil = now + min(longest, shortest * doublings)
        }
    }
}
