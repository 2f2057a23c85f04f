#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Brings signals from handlers, which may hardly do anything, to a thread, which may do all.
enum SignalPipe {
    /// The end that the handlers write to. A plain cell of memory, set before the first handler is
    /// installed and never again: reading it takes no lock, allocation or check.
    nonisolated(unsafe) private static let writing: UnsafeMutablePointer<Int32> = {
        let cell = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        cell.initialize(to: -1)
        return cell
    }()

    /// Starts the thread. To be called once.
    /// - Returns: false where the system has no more descriptors or threads.
    static func start(_ deliver: @escaping @Sendable (RelayedSignal) -> Void) -> Bool {
        guard let ends = try? PipeEnds.made().released() else { return false }
        // A handler must not wait; that many signals at once are the same as fewer.
        _ = fcntl(ends.writing, F_SETFL, O_NONBLOCK)
        writing.pointee = ends.writing
        return DedicatedThread.start {
            var byte: UInt8 = 0
            while SystemError.retrying({ read(ends.reading, &byte, 1) }) == 1 {
                deliver(RelayedSignal(byte: byte))
            }
        }
    }

    /// Has the signal written to the pipe from now on.
    static func handle(_ number: Int32) {
        var action = sigaction()
        #if canImport(Darwin)
            action.__sigaction_u.__sa_sigaction = handler
        #else
            action.__sigaction_handler.sa_sigaction = handler
        #endif
        action.sa_flags = Int32(SA_SIGINFO) | Int32(SA_RESTART)
        sigemptyset(&action.sa_mask)
        sigaction(number, &action, nil)
    }

    /// Does what the signal does where it is not handled.
    static func giveIn(to number: Int32) {
        signal(number, SIG_DFL)
        kill(getpid(), number)
    }

    private typealias Handler =
        @convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void

    private static let handler: Handler = { number, information, _ in
        let error = errno
        #if canImport(Darwin)
            let isFromTerminal = information?.pointee.si_pid == 0
        #else
            let isFromTerminal = information?.pointee.si_code == Int32(SI_KERNEL)
        #endif
        var byte = UInt8(truncatingIfNeeded: number) & 0x7F | (isFromTerminal ? 0x80 : 0)
        write(SignalPipe.writing.pointee, &byte, 1)
        errno = error
    }
}
