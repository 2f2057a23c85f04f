#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Processor time of the calling thread: what a budget should count on a machine that is busy with
/// other things.
public enum ThreadTime {
    public static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
