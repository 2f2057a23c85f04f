#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Descriptors to wait for.
struct PollSet {
    private var entries: [pollfd] = []

    mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

    /// - Returns: where to ask afterwards.
    mutating func add(_ descriptor: Int32, _ events: Int32) -> Int {
        entries.append(pollfd(fd: descriptor, events: Int16(events), revents: 0))
        return entries.count - 1
    }

    /// Waits until one is ready, or the time is over; `nil`: as long as it takes.
    mutating func wait(atMost time: Duration?) {
        var milliseconds: Int32 = -1
        if let time {
            let parts = max(time, .zero).components
            let whole = min(parts.seconds, 86_400) * 1000
            // Rounded up, so that a wait does not end just before its time.
            milliseconds = Int32(
                whole + (parts.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
        }
        if poll(&entries, nfds_t(entries.count), milliseconds) < 0 {
            for index in entries.indices { entries[index].revents = 0 }
        }
    }

    /// Whether a call on it would not wait; an end or an error counts.
    func isReady(_ index: Int) -> Bool { entries[index].revents != 0 }

    static func isReady(_ descriptor: Int32, _ events: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        return poll(&entry, 1, 0) > 0
    }
}
