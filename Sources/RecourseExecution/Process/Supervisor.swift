import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Sees one started command to its end: moves its output, keeps its time, passes signals on.
/// Confined to one thread, which waits in poll(2).
///
/// Durations without another word are since the start of the command.
final class Supervisor {
    /// How long after the end of the command nothing must have come for its output to be complete:
    /// what it left behind may hold the pipes for ever.
    static let idle = Duration.milliseconds(100)
    /// How long what it left behind may go on printing.
    static let aftermath = Duration.seconds(1)
    /// How long our own readers have to take the rest after we ended the command ourselves.
    static let flushing = Duration.milliseconds(200)

    private let leader: pid_t
    private let endOfLife: Int32
    private let connections: Connections
    private let control: RunControl
    private var tree: ProcessTree
    private var capture: BoundedCapture
    private var deadline: Duration?

    private let clock = ContinuousClock()
    private let began: ContinuousClock.Instant
    private var poll = PollSet()
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    private var ending = Ending()
    private var interruption = Interruption()
    /// When the command ended.
    private var end: Duration?
    private var lastMovement = Duration.zero

    init(
        _ child: borrowing ChildProcess, _ connections: Connections, mark: RunMark,
        began: ContinuousClock.Instant, timeout: Duration?, capture: consuming BoundedCapture,
        control: RunControl
    ) {
        self.began = began
        leader = child.number
        endOfLife = child.endOfLife.number
        self.connections = connections
        self.control = control
        self.capture = capture
        tree = ProcessTree(leader: leader, mark: mark)
        deadline = timeout
    }

    deinit { buffer.deallocate() }

    /// What became of the command, but for its exit status.
    struct Report {
        /// False where it outlived SIGKILL: it is another user's, or the kernel does not let go of
        /// it.
        var hasEnded: Bool
        var hasTimedOut: Bool
        var duration: Duration
        var interruption: Interruption
    }

    /// Returns when the command has ended and its output is complete.
    func run() -> Report {
        connections.terminal?.begin(leader: leader)
        if control.isCancelled { end(because: .cancellation) }
        while !isOver { step() }
        if ending.isOver { drain() }
        connections.terminal?.end()
        interruption.typed = connections.terminal?.interrupted
        return Report(
            hasEnded: end != nil, hasTimedOut: ending.reason == .timeout, duration: end ?? now,
            interruption: interruption)
    }

    /// What it printed. To be called once, after `run`.
    func output() -> CapturedOutput { capture.finished() }

    private var now: Duration { began.duration(to: clock.now) }

    // MARK: One round

    private func step() {
        poll.removeAll()
        let controlIndex = control.register(in: &poll)
        let endIndex = end == nil ? poll.add(endOfLife, POLLIN) : nil
        let isLate = end.map { now - $0 >= Self.aftermath } ?? false
        for channel in connections.channels {
            channel.register(in: &poll, reading: !isLate || !channel.isCaughtUp)
        }
        connections.terminal?.register(in: &poll)
        poll.wait(atMost: patience)

        if poll.isReady(controlIndex) { control.messages().forEach(handle) }
        moveOutput()
        if let stopped = connections.terminal?.service(poll, at: now) { postpone(by: stopped) }
        if let endIndex, poll.isReady(endIndex) {
            end = now
            lastMovement = now
            connections.terminal?.commandEnded()
            for channel in connections.channels { channel.commandEnded() }
        }
        if end == nil, let deadline, now >= deadline { end(because: .timeout) }
        if ending.isUnderWay {
            act(ending.advance(at: now, isEmpty: end != nil && tree.isEmpty()))
        }
    }

    private func moveOutput() {
        for channel in connections.channels {
            let moved = channel.service(poll, buffer: buffer) {
                capture.append($0, of: channel.stream)
            }
            if moved { lastMovement = now }
        }
    }

    /// Whether the command has ended and its output is complete.
    private var isOver: Bool {
        if ending.isUnderWay { return false }
        if ending.isOver { return true }
        guard let end else { return false }
        let channels = connections.channels
        guard channels.allSatisfy({ $0.isFlushed && ($0.isCaughtUp || !$0.isOpen) }) else {
            return false
        }
        let now = now
        return !channels.contains(where: \.isOpen)
            || now - lastMovement >= Self.idle || now - end >= Self.aftermath
    }

    /// How long may be waited for something to happen; `nil`: for ever.
    private var patience: Duration? {
        var waits: [Duration] = []
        if ending.isUnderWay { waits.append(Ending.interval) }
        if end == nil, !ending.isUnderWay, let deadline { waits.append(deadline - now) }
        if end != nil { waits.append(Self.idle) }
        if let recheck = connections.terminal?.recheck { waits.append(recheck) }
        return waits.min()
    }

    private func postpone(by duration: Duration) {
        if let deadline { self.deadline = deadline + duration }
    }

    // MARK: Ending it

    private func end(because reason: Ending.Reason) {
        guard end == nil else { return }
        act(ending.begin(reason, at: now))
    }

    private func act(_ action: Ending.Action) {
        switch action {
        case .none, .finish: break
        case .ask:
            tree.signal(SIGTERM)
            // So that what is stopped can follow.
            tree.signal(SIGCONT)
        case .force: tree.signal(SIGKILL)
        }
    }

    /// Takes what is left in the pipes; nobody writes to them any more, or is to be waited for.
    private func drain() {
        for channel in connections.channels {
            channel.drain(4 << 20, buffer: buffer) { capture.append($0, of: channel.stream) }
        }
        let until = now + Self.flushing
        while now < until, !connections.channels.allSatisfy(\.isFlushed) {
            poll.removeAll()
            for channel in connections.channels { channel.register(in: &poll, reading: false) }
            poll.wait(atMost: until - now)
            moveOutput()
        }
    }

    // MARK: Messages

    private func handle(_ message: RunControl.Message) {
        switch message {
        case .cancelled:
            interruption.wasAsked = true
            end(because: .cancellation)
        case .signal(let signal): handle(signal)
        }
    }

    private func handle(_ signal: RelayedSignal) {
        switch signal.number {
        case SIGWINCH: connections.terminal?.windowChanged()
        case SIGCONT: connections.terminal?.continued()
        case SIGTSTP: if let terminal = connections.terminal { postpone(by: terminal.stop()) }
        default:
            interruption.wasAsked = true
            guard end == nil else { return }
            if let terminal = connections.terminal {
                terminal.send(signal.number)
            } else if !connections.isForeground {
                end(because: .interruption)
            } else if connections.grouping == .group {
                kill(-leader, signal.number)
            } else if !signal.isFromTerminal {
                // In our own group: the terminal's signals have reached it already.
                tree.signal(signal.number)
            }
        }
    }
}
