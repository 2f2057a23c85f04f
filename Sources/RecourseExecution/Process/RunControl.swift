import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Reaches a run from other threads: wakes the thread that supervises it and tells it why.
final class RunControl: Sendable {
    enum Message: Hashable {
        case cancelled
        case signal(RelayedSignal)
    }

    private let ends: PipeEnds
    private let cancelled = Mutex(false)

    init() throws(SystemError) {
        ends = try PipeEnds.made()
        ends.reading.makeNonBlocking()
        ends.writing.makeNonBlocking()
    }

    var isCancelled: Bool { cancelled.withLock { $0 } }

    func cancel() {
        cancelled.withLock { $0 = true }
        send(0)
    }

    func relay(_ signal: RelayedSignal) { send(signal.byte) }

    private func send(_ byte: UInt8) {
        var byte = byte
        // A pipe that is full wakes as well.
        _ = writeBytes(ends.writing.number, &byte, 1)
    }

    func register(in poll: inout PollSet) -> Int { poll.add(ends.reading.number, POLLIN) }

    /// What has come since the last call.
    func messages() -> [Message] {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = SystemError.retrying { read(ends.reading.number, &bytes, bytes.count) }
        return bytes.prefix(max(count, 0)).map {
            $0 == 0 ? .cancelled : .signal(RelayedSignal(byte: $0))
        }
    }
}
