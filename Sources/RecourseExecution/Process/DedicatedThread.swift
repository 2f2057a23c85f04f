#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A thread for work that blocks, so that it never holds one of the few threads that run Swift
/// tasks.
enum DedicatedThread {
    /// Starts the thread.
    /// - Returns: false where the system has no more threads; the work is then not done.
    static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let box = Unmanaged.passRetained(Work(work))
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        guard pthread_create(&thread, nil, threadBody, box.toOpaque()) == 0 else {
            box.release()
            return false
        }
        #if canImport(Darwin)
            if let thread { pthread_detach(thread) }
        #else
            pthread_detach(thread)
        #endif
        return true
    }

    /// Does the work on a thread of its own, or here where there is none to be had.
    static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            if !start({ continuation.resume(returning: work()) }) {
                continuation.resume(returning: work())
            }
        }
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    #if canImport(Darwin)
        private static let threadBody:
            @convention(c) (UnsafeMutableRawPointer)
                -> UnsafeMutableRawPointer? = { raw in
                    Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body()
                    return nil
                }
    #else
        private static let threadBody:
            @convention(c) (UnsafeMutableRawPointer?)
                -> UnsafeMutableRawPointer? = { raw in
                    if let raw { Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body() }
                    return nil
                }
    #endif
}
