#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A clock that is cheap to read: nanoseconds that never go back. A search looks at it between
/// slices, some hundred thousand times in a long text.
struct Ticks: Comparable {
    private let nanoseconds: UInt64

    static var now: Ticks {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Ticks(nanoseconds: UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec))
    }

    /// How far apart two of them are.
    struct Span {
        fileprivate let nanoseconds: UInt64

        init(_ duration: Duration) {
            let (seconds, attoseconds) = duration.components
            nanoseconds =
                UInt64(max(0, seconds)) &* 1_000_000_000
                &+ UInt64(max(0, attoseconds / 1_000_000_000))
        }
    }

    static func + (ticks: Ticks, span: Span) -> Ticks {
        Ticks(nanoseconds: ticks.nanoseconds &+ span.nanoseconds)
    }

    static func < (left: Ticks, right: Ticks) -> Bool { left.nanoseconds < right.nanoseconds }
}
