import GRDB

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Changes that wait to be written by one thread of their own, in order, in groups that share one
/// sync. Adding one takes microseconds and never waits for the disk.
final class CommitQueue: Sendable {
    private struct State: Sendable {
        var backlog: CommitBacklog
        var tell: @Sendable (RecordingEvent) -> Void = { _ in }
        var thread = Thread.none
        var hasToldOfLoss = false
    }

    private enum Thread: Sendable { case none, running, ended }

    /// A change that was added.
    struct Submission: Sendable {
        fileprivate let change: QueuedChange
        fileprivate let number: Int64
        fileprivate let queue: CommitQueue

        /// Whether it was written, or given up.
        var hasEnded: Bool { change.hasEnded }

        /// Returns when the change is committed and synced.
        /// - Throws: the change's own error; the store's where it could not be written for a
        ///   while (`CommitBacklog.Limits.patience`): unless it is momentary, it still waits and
        ///   is written as soon as that is possible; `CancellationError`.
        func durable() async throws {
            change.isAwaited()
            queue.hasten(number)
            try await change.wait()
        }
    }

    private let path: String
    private let monitor: Monitor<State>
    private let commit: GroupCommit

    init(path: String, database: DatabaseQueue, limits: CommitBacklog.Limits = .init()) {
        self.path = path
        monitor = Monitor(State(backlog: CommitBacklog(limits)))
        commit = GroupCommit(path: path, database: database)
    }

    /// Told on the queue's thread, which waits meanwhile.
    func observe(_ tell: @escaping @Sendable (RecordingEvent) -> Void) {
        monitor.withLock(wakes: false) { $0.tell = tell }
    }

    /// Adds a change. It may run more than once until its transaction is committed, and must not
    /// hold on to the store.
    func submit(
        _ importance: QueuedChange.Importance = .essential,
        _ change: @escaping @Sendable (Database) throws -> Void
    ) -> Submission {
        let change = QueuedChange(importance, change)
        let now = Self.now
        let (admission, dropped, mustStart) = monitor.withLock { state in
            let (admission, dropped) = state.backlog.add(change, at: now)
            let mustStart = state.thread == .none
            if mustStart { state.thread = .running }
            return (admission, dropped, mustStart)
        }
        if mustStart, !start() { endWithoutThread() }
        if let dropped {
            dropped.abandon(StoreError.full(path: path))
            tellOfLoss("too many records wait to be written")
        }
        switch admission {
        case .admitted(let number): return Submission(change: change, number: number, queue: self)
        case .refused:
            change.abandon(trouble ?? .full(path: path))
            tellOfLoss("too many records wait to be written")
        case .closed: change.abandon(StoreError.input(path: path, reason: "it is closed"))
        }
        return Submission(change: change, number: 0, queue: self)
    }

    /// Makes a change and returns, durable, what it gives.
    func committed<Value: Sendable>(
        _ importance: QueuedChange.Importance = .essential,
        _ change: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        let result = Monitor<Value?>(nil)
        try await submit(importance) { database in
            let value = try change(database)
            result.withLock { $0 = value }
        }.durable()
        guard let value = result.withLock({ $0 }) else {
            throw StoreError.input(path: path, reason: "a change gave nothing")
        }
        return value
    }

    var count: Int { monitor.withLock(wakes: false) { $0.backlog.entries.count } }

    var trouble: StoreError? { monitor.withLock(wakes: false) { $0.backlog.trouble } }

    private func hasten(_ number: Int64) {
        guard number > 0 else { return }
        let now = Self.now
        monitor.withLock { $0.backlog.hasten(upTo: number, at: now) }
    }

    /// Returns when all that was added before is durable or refused by itself.
    /// - Throws: `StoreError` where it cannot be written; it still waits.
    func settle() async throws {
        guard let target = monitor.withLock(wakes: false, { $0.backlog.entries.last?.number })
        else { return }
        hasten(target)
        // The last one may be given up before those in front of it are written.
        while let entry = monitor.withLock(
            wakes: false, { $0.backlog.entries.last(where: { $0.number <= target }) })
        {
            do {
                try await entry.change.wait()
            } catch {
                guard entry.change.hasEnded else { throw error }
            }
        }
    }

    /// As `settle`, for a reader that wants to see what was just added: without waiting while
    /// nothing can be written.
    func settleIfWell() async {
        if trouble == nil { try? await settle() }
    }

    /// - Throws: `StoreError` where the time is over before all is durable.
    func drain(within limit: Duration) async throws {
        let path = path
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.settle() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw self.trouble ?? .busy(path: path)
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Writes what waits, at most for the time, and takes nothing more. Blocks the thread: for the
    /// end of a process.
    /// - Returns: how many changes are lost.
    @discardableResult
    func close(within limit: Duration) -> Int {
        let now = Self.now
        monitor.withLock { state in
            state.backlog.close(at: now + limit)
            if state.thread == .none { state.thread = .ended }
        }
        // A disk that hangs holds the thread, not us.
        let deadline = now + limit + .seconds(1)
        monitor.wait { (state: inout State) -> Monitor<State>.Step<Void> in
            let now = Self.now
            return state.thread == .ended || now >= deadline ? .done(()) : .wait(deadline - now)
        }
        let lost = monitor.withLock { $0.backlog.takeAll() }
        let error = trouble ?? StoreError.busy(path: path)
        for change in lost { change.abandon(error) }
        return lost.count
    }

    private func tellOfLoss(_ reason: String) {
        let tell = monitor.withLock(wakes: false) { state in
            defer { state.hasToldOfLoss = true }
            return state.hasToldOfLoss ? { _ in } : state.tell
        }
        tell(.lost(reason: reason))
    }

    private static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

// The thread. It holds the parts that it needs and not the queue, whose owner ends it.
extension CommitQueue {
    private func start() -> Bool {
        let (monitor, commit) = (monitor, commit)
        return CommitThread.start { Self.run(monitor, commit) }
    }

    private func endWithoutThread() {
        let changes = monitor.withLock { state in
            state.thread = .none
            return state.backlog.takeAll()
        }
        let error = StoreError.input(path: path, reason: "the system has no more threads")
        for change in changes { change.abandon(error) }
        tellOfLoss("the system has no more threads")
    }

    private static func run(_ monitor: Monitor<State>, _ commit: GroupCommit) {
        while let group = nextGroup(monitor) {
            do throws(StoreError) {
                try commit(group)
                end(group, monitor)
            } catch {
                fail(error, monitor)
            }
        }
        monitor.withLock { $0.thread = .ended }
    }

    /// Waits for it; `nil` at the end.
    private static func nextGroup(_ monitor: Monitor<State>) -> [CommitBacklog.Entry]? {
        monitor.wait { state in
            switch state.backlog.next(at: now) {
            case .wait(let limit): .wait(limit)
            case .commit(let entries): .done(entries)
            case .stop: .done(nil)
            }
        }
    }

    private static func end(_ group: [CommitBacklog.Entry], _ monitor: Monitor<State>) {
        let (isHealed, tell) = monitor.withLock(wakes: false) { state in
            let isHealed = state.backlog.committed()
            if isHealed { state.hasToldOfLoss = false }
            return (isHealed, state.tell)
        }
        if isHealed { tell(.healed) }
        for entry in group {
            if let error = entry.change.committed(), entry.change.importance != .momentary {
                tell(.lost(reason: "\(error)"))
            }
        }
    }

    private static func fail(_ error: StoreError, _ monitor: Monitor<State>) {
        let (failure, tell) = monitor.withLock(wakes: false) { state in
            (state.backlog.failed(error, at: now), state.tell)
        }
        if failure.isNews { tell(.trouble(error)) }
        for change in failure.disappointed { change.disappoint(error) }
        for change in failure.abandoned { change.abandon(error) }
    }
}
