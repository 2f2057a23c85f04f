import Synchronization

/// Tells what happens to several tasks at once as if they had run one after the other: the first
/// that has not ended is told of as it goes, what happens to later ones waits for its turn.
///
/// What waits is at most what the running tasks print, each bounded by its capture.
final class OrderedEvents<ID: Hashable & Sendable, Event: Sendable>: Sendable {
    private struct State {
        var order: [ID]
        /// The place of the one whose turn it is.
        var head = 0
        var waiting: [ID: [Event]] = [:]
        var ended: Set<ID> = []
        var turns: [ID: [CheckedContinuation<Void, Never>]] = [:]

        var current: ID? { head < order.count ? order[head] : nil }
    }

    private let state: Mutex<State>
    private let tell: @Sendable (Event) -> Void

    init(order: [ID], tell: @escaping @Sendable (Event) -> Void) {
        state = Mutex(State(order: order))
        self.tell = tell
    }

    /// Whether what happens to it is told at once.
    func isCurrent(_ id: ID) -> Bool { state.withLock { $0.current == id } }

    func post(_ event: Event, of id: ID) {
        state.withLock { state in
            // Told within the lock, or another thread's could come between.
            if state.current == id {
                tell(event)
            } else {
                state.waiting[id, default: []].append(event)
            }
        }
    }

    func ended(_ id: ID) {
        let resumed = state.withLock { state in
            state.ended.insert(id)
            var resumed: [CheckedContinuation<Void, Never>] = []
            while let current = state.current {
                for event in state.waiting.removeValue(forKey: current) ?? [] { tell(event) }
                guard state.ended.contains(current) else {
                    resumed += state.turns.removeValue(forKey: current) ?? []
                    break
                }
                resumed += state.turns.removeValue(forKey: current) ?? []
                state.head += 1
            }
            return resumed
        }
        for continuation in resumed { continuation.resume() }
    }

    /// Waits until it is its turn: a person is asked only about what they have read.
    func turn(of id: ID) async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if state.current == id { return true }
                state.turns[id, default: []].append(continuation)
                return false
            }
            if isReady { continuation.resume() }
        }
    }
}
