import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// One output of a child on its way: read as it comes, passed through where it is to be, and handed
/// on to be kept.
final class OutputChannel {
    let stream: OutputStream
    /// What is at the other end of the child's output; `nil` when that has ended.
    private var source: Descriptor?
    private let passage: Passage?
    /// Whether the child is to notice when nobody reads us any more, as it would without us.
    private let endsWithPassage: Bool
    /// What was read since the command ended.
    private var afterEnd: Int?
    /// Whether all that the command itself printed has been read.
    private(set) var isCaughtUp = false
    private var sourceIndex: Int?
    private var passageIndex: Int?

    init(
        _ stream: OutputStream, from source: consuming Descriptor, to passage: Passage?,
        endsWithPassage: Bool
    ) {
        self.stream = stream
        source.makeNonBlocking()
        self.source = consume source
        self.passage = passage
        self.endsWithPassage = endsWithPassage
    }

    var isOpen: Bool { source != nil }
    /// Whether all that was read is written.
    var isFlushed: Bool { passage?.isEmpty ?? true }

    /// More than a pipe holds, so that what the command printed before its end is within it.
    private static let mostInPipe = 1 << 20

    func commandEnded() { afterEnd = 0 }

    /// - Parameter reading: false where only what was read before is still to be written.
    func register(in poll: inout PollSet, reading: Bool) {
        sourceIndex = nil
        if reading, passage?.hasRoom ?? true, let number = source?.number {
            sourceIndex = poll.add(number, POLLIN)
        }
        passageIndex = passage?.register(in: &poll)
    }

    /// - Parameters:
    ///   - buffer: room for one read.
    ///   - keep: takes what was read.
    /// - Returns: whether anything moved.
    func service(
        _ poll: PollSet, buffer: UnsafeMutableRawBufferPointer,
        keep: (UnsafeRawBufferPointer) -> Void
    ) -> Bool {
        var moved = false
        if let passageIndex, poll.isReady(passageIndex) {
            passage?.flush()
            moved = true
        }
        if let sourceIndex {
            let count = poll.isReady(sourceIndex) ? receive(buffer, keep) : 0
            if count > 0 { moved = true }
            if let before = afterEnd {
                afterEnd = before + count
                isCaughtUp = isCaughtUp || count == 0 || before + count >= Self.mostInPipe
            }
        }
        if endsWithPassage, passage?.isBroken ?? false { source = nil }
        return moved
    }

    /// Reads what is there and no more, up to `limit` bytes.
    func drain(
        _ limit: Int, buffer: UnsafeMutableRawBufferPointer,
        keep: (UnsafeRawBufferPointer) -> Void
    ) {
        var total = 0
        while total < limit {
            let count = receive(buffer, keep)
            if count == 0 { return }
            total += count
        }
    }

    /// - Returns: how many bytes came; 0 also where there are none yet.
    private func receive(
        _ buffer: UnsafeMutableRawBufferPointer, _ keep: (UnsafeRawBufferPointer) -> Void
    ) -> Int {
        guard let number = source?.number else { return 0 }
        let count = SystemError.retrying { read(number, buffer.baseAddress, buffer.count) }
        if count > 0 {
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            passage?.write(bytes)
            keep(bytes)
            return count
        }
        // A pseudo-terminal ends with EIO when the last process has left it.
        if count == 0 || errno != EAGAIN { source = nil }
        return 0
    }
}
