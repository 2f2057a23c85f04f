#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A thread for work that blocks: never one of the few that run Swift tasks.
enum CommitThread {
    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// - Returns: false where the system has no more threads.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let work = Unmanaged.passRetained(Work(body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        defer { pthread_attr_destroy(&attributes) }
        // Its signal mask stays as it is: threads that run tasks may be born of this one, and
        // commands of them.
        #if canImport(Glibc)
            var thread = pthread_t()
            let code = pthread_create(
                &thread, &attributes,
                { raw in
                    if let raw { Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body() }
                    return nil
                }, work.toOpaque())
        #else
            var thread: pthread_t?
            let code = pthread_create(
                &thread, &attributes,
                { raw in
                    Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body()
                    return nil
                }, work.toOpaque())
        #endif
        if code != 0 { work.release() }
        return code == 0
    }
}
