#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Connects the person's terminal with the pseudo-terminal that their command runs on: keys, window
/// size, Ctrl-C and Ctrl-Z. The output goes its own way (`OutputChannel`).
///
/// Confined to the thread that supervises the command.
final class TerminalSession {
    private let master: Descriptor
    private var slave: Descriptor?
    /// Where the keys come from; `nil` where our stdin is no terminal, and the child reads that.
    private let input: Int32?
    private let outer: OuterTerminal?
    private let screen: Int32
    private var leader: pid_t = 0
    private var isInputOver = false
    /// Keys that the child has not taken yet; while there are any, no more are read.
    private var pending: [UInt8] = []
    private var inputIndex: Int?
    private var masterIndex: Int?
    /// When Ctrl-C was last typed, as time since the start of the command.
    private(set) var interrupted: Duration?

    /// - Parameters:
    ///   - input: our stdin where it is a terminal.
    ///   - screen: our stdout, a terminal.
    init(master: consuming Descriptor, slave: consuming Descriptor, input: Int32?, screen: Int32) {
        self.master = master
        self.slave = consume slave
        self.input = input
        self.screen = screen
        outer = input.flatMap { OuterTerminal($0) }
    }

    func begin(leader: pid_t) {
        self.leader = leader
        outer?.makeRaw()
    }

    /// The child has ended: nobody wants the keys any more.
    func commandEnded() {
        isInputOver = true
        slave = nil
    }

    /// Puts the person's terminal back.
    func end() { outer?.restore() }

    // MARK: Events

    /// How long to wait at most: another job may give the terminal back without telling us.
    var recheck: Duration? {
        guard let outer, !isInputOver, !outer.isRaw else { return nil }
        return .milliseconds(250)
    }

    func register(in poll: inout PollSet) {
        inputIndex = nil
        masterIndex = nil
        guard let input, let outer, !isInputOver else { return }
        if !outer.isRaw { outer.makeRaw() }
        if !pending.isEmpty {
            masterIndex = poll.add(master.number, POLLOUT)
        } else if outer.isOurs {
            inputIndex = poll.add(input, POLLIN)
        }
    }

    /// - Parameter now: since the start of the command.
    /// - Returns: how long the command was stopped, where Ctrl-Z was typed.
    func service(_ poll: PollSet, at now: Duration) -> Duration {
        if let masterIndex, poll.isReady(masterIndex) { passOn() }
        guard let inputIndex, poll.isReady(inputIndex), let input else { return .zero }
        var keys = [UInt8](repeating: 0, count: 4096)
        let count = SystemError.retrying { read(input, &keys, keys.count) }
        guard count > 0 else {
            isInputOver = count == 0 || errno != EAGAIN
            return .zero
        }
        return take(keys[..<count], at: now)
    }

    func windowChanged() {
        guard var size = PseudoTerminal.windowSize(of: screen) else { return }
        _ = ioctl(master.number, UInt(TIOCSWINSZ), &size)
    }

    /// Sends a signal to whoever has the pseudo-terminal, and to the command.
    func send(_ number: Int32) {
        if let job = foreground, job != leader { kill(-job, number) }
        kill(-leader, number)
    }

    // MARK: Keys

    private var foreground: pid_t? {
        let group = tcgetpgrp(master.number)
        return group > 0 ? group : nil
    }

    private func take(_ keys: ArraySlice<UInt8>, at now: Duration) -> Duration {
        let mode = (slave?.number).flatMap { TerminalMode(of: $0) }
        if let interrupt = mode?.signalCharacter(VINTR), keys.contains(interrupt) {
            interrupted = now
        }
        // A shell on the pseudo-terminal deals with Ctrl-Z itself. A command that leads its session
        // has nobody to stop it: the system ignores SIGTSTP for a group without a parent in its
        // session.
        guard let suspend = mode?.signalCharacter(VSUSP), foreground == leader,
            !ProcessSetting.shared.ignored.contains(SIGTSTP),
            let position = keys.firstIndex(of: suspend)
        else {
            pending += keys
            passOn()
            return .zero
        }
        pending += keys[..<position]
        passOn()
        let stopped = stop()
        pending += keys[(position + 1)...]
        passOn()
        return stopped
    }

    private func passOn() {
        while !pending.isEmpty {
            let count = pending.withUnsafeBytes { bytes in
                SystemError.retrying { write(master.number, bytes.baseAddress, bytes.count) }
            }
            guard count > 0 else {
                if errno != EAGAIN { pending.removeAll() }
                return
            }
            pending.removeFirst(count)
        }
    }

    // MARK: Stopping

    /// Stops the command and us, as Ctrl-Z does, until a shell continues us.
    /// - Returns: how long that was.
    func stop() -> Duration {
        let clock = ContinuousClock()
        return clock.measure {
            let job = foreground ?? leader
            kill(-job, SIGSTOP)
            outer?.restore()
            signal(SIGTSTP, SIG_DFL)
            // All of our job, as the terminal would. Where nobody could continue us, nothing
            // happens, and the command goes on.
            kill(0, SIGTSTP)
            usleep(20_000)
            SignalPipe.handle(SIGTSTP)
            continued()
            kill(-job, SIGCONT)
        }
    }

    /// A shell has continued us.
    func continued() {
        outer?.makeRaw()
        windowChanged()
    }
}
