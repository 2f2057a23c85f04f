import RecourseCore
import Synchronization

/// How long at least one command ran: the rest of a run is overhead.
final class CommandActivity: Sendable {
    private struct State {
        var running = 0
        var since: ContinuousClock.Instant?
        var busy = Duration.zero
    }

    private let state = Mutex(State())

    func began() {
        state.withLock { state in
            if state.running == 0 { state.since = .now }
            state.running += 1
        }
    }

    func ended() {
        state.withLock { state in
            state.running -= 1
            guard state.running == 0, let since = state.since else { return }
            state.busy += .now - since
            state.since = nil
        }
    }

    /// In seconds, up to now.
    var seconds: Double {
        state.withLock { state in
            (state.busy + (state.since.map { .now - $0 } ?? .zero)).inSeconds
        }
    }
}
