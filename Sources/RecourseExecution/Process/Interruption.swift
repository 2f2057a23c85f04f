import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Whether it was the person who ended a command. Times are since the start of the command.
struct Interruption {
    /// A signal was sent to us, or the task that ran the command was cancelled.
    var wasAsked = false
    /// When Ctrl-C was last typed into the command's terminal.
    var typed: Duration?

    /// How soon after Ctrl-C a failure is put down to it: some tools (make, npm) catch the signal
    /// and exit with a status of their own.
    static let aftermath = Duration.seconds(2)

    func caused(_ exit: ExitStatus, at end: Duration) -> Bool {
        if wasAsked { return true }
        guard let typed, !exit.isSuccess else { return false }
        let hasDied = exit == .signalled(SIGINT) || exit == .exited(128 + SIGINT)
        return hasDied || end - typed <= Self.aftermath
    }
}
