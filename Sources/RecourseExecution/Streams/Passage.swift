#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The way to one of our own outputs. Writes only what it takes without waiting and keeps the rest,
/// so that a reader who is slow, or looks at a page, never holds up a timeout.
///
/// The descriptor may be shared with other processes, so that it is left in its mode: poll(2) says
/// when a pipe takes at least 4096 bytes (PIPE_BUF).
final class Passage {
    /// More than this is not to wait here: read on only below it.
    static let room = 64 << 10

    private let descriptor: Int32
    private let isFile: Bool
    private var pending: [UInt8] = []
    private var offset = 0
    /// True once a write failed: nobody reads it any more.
    private(set) var isBroken = false

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var status = stat()
        isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    var isEmpty: Bool { pending.isEmpty }
    var hasRoom: Bool { pending.count - offset < Self.room }

    func register(in poll: inout PollSet) -> Int? {
        isEmpty ? nil : poll.add(descriptor, POLLOUT)
    }

    func write(_ bytes: UnsafeRawBufferPointer) {
        guard !isBroken else { return }
        let written = isEmpty ? writeNow(bytes) : 0
        if !isBroken, written < bytes.count {
            pending.append(contentsOf: bytes.piece(written..<bytes.count))
        }
    }

    /// Writes what is waiting, as far as it is taken.
    func flush() {
        guard !isEmpty, !isBroken else { return }
        offset += pending.withUnsafeBytes { writeNow($0.piece(offset..<$0.count)) }
        if isBroken || offset == pending.count {
            pending.removeAll(keepingCapacity: true)
            offset = 0
        }
    }

    private func writeNow(_ bytes: UnsafeRawBufferPointer) -> Int {
        var written = 0
        while written < bytes.count, isFile || PollSet.isReady(descriptor, POLLOUT) {
            let count = isFile ? bytes.count - written : min(bytes.count - written, 4096)
            let result = SystemError.retrying {
                writeBytes(descriptor, bytes.baseAddress.map { $0 + written }, count)
            }
            if result < 0 {
                isBroken = errno != EAGAIN
                break
            }
            written += result
        }
        return written
    }
}
