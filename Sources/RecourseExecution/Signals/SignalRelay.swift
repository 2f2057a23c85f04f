import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Tells whoever observes of the signals that ask this process to end (SIGHUP, SIGINT, SIGQUIT,
/// SIGTERM). While nobody observes, they do what they do by default. A signal that was ignored when
/// the process started stays ignored.
///
/// The handlers do one write(2) to a pipe; a thread reads it and calls the observers.
public final class SignalRelay: Sendable {
    public static let shared = SignalRelay()

    private struct State {
        var observers: [Int: @Sendable (RelayedSignal) -> Void] = [:]
        var next = 0
        /// How many observe the terminal's signals as well.
        var terminalObservers = 0
        var isInstalled = false
        var lastWords: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    private init() {}

    /// Calls the body, on a thread of the relay, for every signal until the observation is
    /// released. Meanwhile the signals do not end this process: whoever observes sees to that.
    public func observe(
        _ body: @escaping @Sendable (RelayedSignal) -> Void
    ) -> Observation {
        add(body, withTerminal: false)
    }

    /// Calls the body, on a thread of the relay, before a signal that nobody observes ends this
    /// process; it should take a second at most.
    public func beforeEnding(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.lastWords.append(body) }
    }

    /// As `observe`, with SIGTSTP, SIGCONT and SIGWINCH, which keep their defaults otherwise.
    func observeTerminal(
        _ body: @escaping @Sendable (RelayedSignal) -> Void
    ) -> Observation {
        add(body, withTerminal: true)
    }

    /// Lasts as long as it is held.
    public final class Observation: Sendable {
        fileprivate let key: Int
        fileprivate let withTerminal: Bool

        fileprivate init(key: Int, withTerminal: Bool) {
            self.key = key
            self.withTerminal = withTerminal
        }

        deinit { SignalRelay.shared.remove(self) }
    }

    private func add(
        _ body: @escaping @Sendable (RelayedSignal) -> Void, withTerminal: Bool
    ) -> Observation {
        state.withLock { state in
            if !state.isInstalled {
                state.isInstalled = SignalPipe.start { SignalRelay.shared.deliver($0) }
                if state.isInstalled {
                    Self.handled(RelayedSignal.endings).forEach(SignalPipe.handle)
                }
            }
            let hasTerminal = withTerminal && state.isInstalled
            if hasTerminal {
                state.terminalObservers += 1
                if state.terminalObservers == 1 {
                    Self.handled(RelayedSignal.terminal).forEach(SignalPipe.handle)
                }
            }
            state.next += 1
            state.observers[state.next] = body
            return Observation(key: state.next, withTerminal: hasTerminal)
        }
    }

    private func remove(_ observation: Observation) {
        state.withLock { state in
            state.observers[observation.key] = nil
            guard observation.withTerminal else { return }
            state.terminalObservers -= 1
            guard state.terminalObservers == 0 else { return }
            for number in Self.handled(RelayedSignal.terminal) { signal(number, SIG_DFL) }
        }
    }

    private static func handled(_ signals: [Int32]) -> [Int32] {
        signals.filter { !ProcessSetting.shared.ignored.contains($0) }
    }

    private func deliver(_ signal: RelayedSignal) {
        let (observers, lastWords) = state.withLock { state in
            (Array(state.observers.values), state.lastWords)
        }
        if observers.isEmpty, RelayedSignal.endings.contains(signal.number) {
            for word in lastWords { word() }
            SignalPipe.giveIn(to: signal.number)
        }
        for observer in observers { observer(signal) }
    }
}
