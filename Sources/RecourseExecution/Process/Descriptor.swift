import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A file descriptor that we own: closed when the value goes away.
struct Descriptor: ~Copyable {
    let number: Int32

    init(owning number: Int32) { self.number = number }

    deinit { close(number) }

    /// Gives up the ownership.
    consuming func released() -> Int32 {
        let number = number
        discard self
        return number
    }

    /// Another descriptor of the same open file, not inherited by children.
    func duplicate() throws(SystemError) -> Descriptor {
        Descriptor(owning: try SystemError.check(fcntl(number, F_DUPFD_CLOEXEC, 3)))
    }

    func makeNonBlocking() {
        _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
    }
}

/// A pipe whose ends children do not inherit, and which never takes the place of a standard stream.
struct PipeEnds: ~Copyable {
    var reading: Descriptor
    var writing: Descriptor

    init(reading: consuming Descriptor, writing: consuming Descriptor) {
        self.reading = reading
        self.writing = writing
    }

    /// Call it with `ChildProcess.spawning` held: there is no `pipe2` on macOS, so that between the
    /// calls a child that another thread starts would inherit the ends.
    init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        try SystemError.check(pipe(&ends))
        let first = Descriptor(owning: ends[0])
        let second = Descriptor(owning: ends[1])
        let secured = (try first.secured().released(), try second.secured().released())
        reading = Descriptor(owning: secured.0)
        writing = Descriptor(owning: secured.1)
    }

    /// The same for whoever does not hold it.
    static func made() throws(SystemError) -> PipeEnds {
        let (reading, writing) = try ChildProcess.spawning.withLock {
            _ throws(SystemError) in try PipeEnds().released()
        }
        return PipeEnds(reading: Descriptor(owning: reading), writing: Descriptor(owning: writing))
    }

    /// Gives up the ownership of both ends.
    consuming func released() -> (reading: Int32, writing: Int32) {
        (reading.released(), writing.released())
    }
}

extension Descriptor {
    /// The same, not inherited by children and above the standard streams.
    consuming func secured() throws(SystemError) -> Descriptor {
        guard number >= 3 else { return try duplicate() }
        try SystemError.check(fcntl(number, F_SETFD, FD_CLOEXEC))
        return self
    }
}
