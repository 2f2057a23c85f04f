#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// State with a lock, and a condition that threads wait on until the state allows them to go on
/// (C. A. R. Hoare, "Monitors", 1974). For threads of our own: tasks only take the lock.
final class Monitor<State: Sendable>: @unchecked Sendable {
    enum Step<Value> {
        case done(Value)
        /// Looks again after a change, or after the time; `nil`: only after a change.
        case wait(Duration?)
    }

    // Guarded by `mutex`, whose address must not change.
    private var state: State
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(_ state: State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        #if canImport(Glibc)
            // A clock that is set must not stretch a wait.
            var attributes = pthread_condattr_t()
            pthread_condattr_init(&attributes)
            pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
            pthread_cond_init(condition, &attributes)
            pthread_condattr_destroy(&attributes)
        #else
            pthread_cond_init(condition, nil)
        #endif
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// - Parameter wakes: whether those that wait look again.
    func withLock<Value>(wakes: Bool = true, _ body: (inout State) throws -> Value) rethrows
        -> Value
    {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        let value = try body(&state)
        if wakes { pthread_cond_broadcast(condition) }
        return value
    }

    /// Blocks the thread until the body says that it is done.
    func wait<Value>(_ body: (inout State) -> Step<Value>) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            switch body(&state) {
            case .done(let value): return value
            case .wait(nil): pthread_cond_wait(condition, mutex)
            case .wait(let limit?): wait(atMost: max(limit, .zero))
            }
        }
    }

    private func wait(atMost limit: Duration) {
        let (seconds, attoseconds) = limit.components
        var time = timespec()
        #if canImport(Glibc)
            clock_gettime(CLOCK_MONOTONIC, &time)
            let nanoseconds = Int64(time.tv_nsec) + attoseconds / 1_000_000_000
            time.tv_sec += Int(seconds + nanoseconds / 1_000_000_000)
            time.tv_nsec = Int(nanoseconds % 1_000_000_000)
            pthread_cond_timedwait(condition, mutex, &time)
        #else
            time.tv_sec = Int(seconds)
            time.tv_nsec = Int(attoseconds / 1_000_000_000)
            pthread_cond_timedwait_relative_np(condition, mutex, &time)
        #endif
    }
}
