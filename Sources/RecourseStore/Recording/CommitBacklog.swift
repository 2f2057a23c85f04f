/// What waits to be committed, in order, and when: decides, and does nothing.
struct CommitBacklog: Sendable {
    struct Limits: Sendable {
        /// So many changes make a group at most.
        var groupSize = 256
        /// A group waits so long for company, from its first change …
        var delay = Duration.milliseconds(5)
        /// … or so long once somebody waits for it: parallel tasks share one sync.
        var urgentDelay = Duration.microseconds(300)
        var capacity = 10_000
        /// Somebody who waits is told of trouble once it has lasted so long.
        var patience = Duration.seconds(5)
        var firstRetry = Duration.milliseconds(20)
        var lastRetry = Duration.seconds(1)
        /// Another process that writes is trouble only after so long.
        var busyPatience = Duration.seconds(10)
    }

    struct Entry: Sendable {
        /// Counts up, from 1, in order of arrival.
        let number: Int64
        let change: QueuedChange
        let arrived: Duration
    }

    enum Action {
        case wait(Duration?)
        case commit([Entry])
        /// Everything is written, or the time to do so is over.
        case stop
    }

    enum Admission: Equatable {
        case admitted(Int64)
        /// No room, and nothing that can be given up.
        case refused
        case closed
    }

    let limits: Limits
    private(set) var entries: [Entry] = []
    /// The error of the last attempt; `nil`: it went well.
    private(set) var trouble: StoreError?
    private var troubledSince: Duration?
    private var isTold = false
    private var failures = 0
    private var retryAt: Duration?
    private var lastNumber: Int64 = 0
    /// So many at the front are being written.
    private var inFlight = 0
    /// Up to here somebody waits, since then.
    private var awaited: (upTo: Int64, since: Duration)?
    private var closesAt: Duration?

    init(_ limits: Limits = Limits()) { self.limits = limits }

    /// - Returns: also a change that had to make room.
    mutating func add(_ change: QueuedChange, at now: Duration) -> (Admission, QueuedChange?) {
        guard closesAt == nil else { return (.closed, nil) }
        var dropped: QueuedChange?
        if entries.count >= limits.capacity {
            guard
                let index = entries.indices.dropFirst(inFlight).first(where: {
                    entries[$0].change.importance == .expendable
                })
            else { return (.refused, nil) }
            dropped = entries.remove(at: index).change
        }
        lastNumber += 1
        entries.append(Entry(number: lastNumber, change: change, arrived: now))
        return (.admitted(lastNumber), dropped)
    }

    /// Somebody waits for the change, and so for all before it.
    mutating func hasten(upTo number: Int64, at now: Duration) {
        awaited = (max(number, awaited?.upTo ?? 0), min(now, awaited?.since ?? now))
    }

    /// Nothing more is added; what waits is written until the time.
    mutating func close(at time: Duration) { closesAt = min(time, closesAt ?? time) }

    mutating func next(at now: Duration) -> Action {
        if let closesAt, entries.isEmpty || now >= closesAt { return .stop }
        guard let first = entries.first else { return .wait(nil) }
        if let retryAt, now < retryAt {
            return .wait(min(retryAt, closesAt ?? retryAt) - now)
        }
        var due = first.arrived + limits.delay
        if let awaited { due = min(due, awaited.since + limits.urgentDelay) }
        if closesAt == nil, entries.count < limits.groupSize, now < due { return .wait(due - now) }
        // After a failure the smallest step that helps: it may be all that there is room for.
        let group = Array(entries.prefix(failures == 0 ? limits.groupSize : 1))
        inFlight = group.count
        return .commit(group)
    }

    /// The group at the front is durable.
    /// - Returns: whether trouble that was told of is over.
    mutating func committed() -> Bool {
        let last = entries[inFlight - 1].number
        entries.removeFirst(inFlight)
        if let awaited, awaited.upTo <= last { self.awaited = nil }
        inFlight = 0
        let wasTold = isTold
        (trouble, troubledSince, retryAt, failures, isTold) = (nil, nil, nil, 0, false)
        return wasTold
    }

    struct Failure {
        /// Trouble that has not been told of.
        var isNews = false
        /// They wait no longer.
        var disappointed: [QueuedChange] = []
        /// They are no longer in the queue.
        var abandoned: [QueuedChange] = []
    }

    /// The group at the front was not written, or nobody knows.
    mutating func failed(_ error: StoreError, at now: Duration) -> Failure {
        inFlight = 0
        let since = troubledSince ?? now
        (trouble, troubledSince) = (error, since)
        var failure = Failure()
        if case .busy = error {
            // Waiting for the lock was the pause.
            retryAt = nil
            guard now - since >= limits.busyPatience else { return failure }
        } else {
            failures += 1
            let pause = limits.firstRetry * (1 << min(failures - 1, 10))
            retryAt = now + min(pause, limits.lastRetry)
        }
        failure.isNews = !isTold
        isTold = true
        if now - since >= limits.patience {
            failure.disappointed = entries.map(\.change)
            failure.abandoned = entries.map(\.change).filter { $0.importance == .momentary }
            entries.removeAll { $0.change.importance == .momentary }
            awaited = nil
        }
        return failure
    }

    /// What is left when it stops.
    mutating func takeAll() -> [QueuedChange] {
        defer { entries = [] }
        return entries.map(\.change)
    }
}
