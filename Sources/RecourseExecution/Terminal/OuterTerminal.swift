import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The person's own terminal while a command runs on a pseudo-terminal: passed everything raw, and
/// put back as it was whatever happens.
final class OuterTerminal {
    private let descriptor: Int32
    private let before: TerminalMode
    private(set) var isRaw = false

    /// What is to be put back if the process exits meanwhile.
    private static let borrowed = Mutex<(descriptor: Int32, mode: TerminalMode)?>(nil)
    private static let atExit: Void = {
        atexit { OuterTerminal.putBack() }
    }()

    /// - Returns: `nil` where the descriptor is no terminal.
    init?(_ descriptor: Int32) {
        guard let mode = TerminalMode(of: descriptor) else { return nil }
        self.descriptor = descriptor
        before = mode
    }

    deinit { restore() }

    /// False where another job has the terminal: changing its mode or reading it would then stop
    /// us.
    var isOurs: Bool {
        let group = tcgetpgrp(descriptor)
        return group < 0 || group == getpgrp()
    }

    func makeRaw() {
        guard isOurs else { return }
        _ = Self.atExit
        Self.borrowed.withLock { $0 = (descriptor, before) }
        before.raw.apply(to: descriptor)
        isRaw = true
    }

    func restore() {
        guard isRaw else { return }
        isRaw = false
        if isOurs { Self.putBack() } else { Self.borrowed.withLock { $0 = nil } }
    }

    private static func putBack() {
        borrowed.withLock { borrowed in
            borrowed?.mode.apply(to: borrowed?.descriptor ?? -1)
            borrowed = nil
        }
    }
}
