import GRDB
import Synchronization

/// A change that waits to be written, and what became of it.
final class QueuedChange: Sendable {
    /// What happens to it when it cannot be written for long.
    enum Importance: Sendable {
        /// Waits until it is written.
        case essential
        /// Given up, oldest first, when more wait than the queue holds.
        case expendable
        /// Given up with whoever asked: the answer is for nobody else.
        case momentary
    }

    let importance: Importance
    let change: @Sendable (Database) throws -> Void

    private struct State {
        /// What the change itself said when it was last tried.
        var result: Result<Void, any Error>?
        var hasEnded = false
        /// Whether whoever made it hears what becomes of it.
        var isAwaited = false
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        var nextKey = 0
    }

    private let state = Mutex(State())

    init(_ importance: Importance, _ change: @escaping @Sendable (Database) throws -> Void) {
        self.importance = importance
        self.change = change
    }

    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// Notes what the change said; it counts once the transaction is committed.
    func tried(_ result: Result<Void, any Error>) { state.withLock { $0.result = result } }

    /// Its transaction is durable.
    /// - Returns: the error of a change that failed by itself and that nobody hears of.
    @discardableResult
    func committed() -> (any Error)? {
        let (ended, result) = end()
        for continuation in ended.waiting.values { continuation.resume(with: result) }
        guard !ended.isAwaited, case .failure(let error) = result else { return nil }
        return error
    }

    /// It will never be written.
    func abandon(_ error: any Error) {
        state.withLock { $0.result = .failure(error) }
        committed()
    }

    /// Whoever waits stops doing so; the change goes on waiting.
    func disappoint(_ error: any Error) {
        let waiting = state.withLock { state in
            let waiting = state.waiting
            state.waiting = [:]
            return waiting
        }
        for continuation in waiting.values { continuation.resume(throwing: error) }
    }

    private func end() -> (State, Result<Void, any Error>) {
        state.withLock { state in
            let before = state
            let result = state.result ?? .success(())
            state.waiting = [:]
            state.hasEnded = true
            state.result = result
            return (before, result)
        }
    }

    /// Whoever made it waits for it.
    func isAwaited() { state.withLock { $0.isAwaited = true } }

    /// Returns when it is durable.
    /// - Throws: its own error; the store's where the wait was given up, though the change may
    ///   still be written; `CancellationError`.
    func wait() async throws {
        let key = state.withLock { state in
            state.nextKey += 1
            return state.nextKey
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known: Result<Void, any Error>? = state.withLock { state in
                    if state.hasEnded { return state.result ?? .success(()) }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.waiting[key] = continuation
                    return nil
                }
                if let known { continuation.resume(with: known) }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: key) }?
                .resume(throwing: CancellationError())
        }
    }
}
