#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// What this process must be like to run others; brought about once.
struct ProcessSetting: Sendable {
    /// Signals that whoever started us wants ignored (`nohup`, a shell's `&`): they stay ignored by
    /// us and by the commands, as they would without us.
    let ignored: Set<Int32>
    /// Whether orphans below us become our children, so that none of a command is lost sight of.
    let adoptsOrphans: Bool

    static let shared = ProcessSetting()

    private init() {
        ignored = Set([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP].filter(Self.isIgnored))
        // Whoever reads our output may go away: that is an error of write(2), not our end.
        signal(SIGPIPE, SIG_IGN)
        // Ignored, it would have the system throw away how a child ended.
        if Self.isIgnored(SIGCHLD) { signal(SIGCHLD, SIG_DFL) }
        #if os(Linux)
            let setChildSubreaper: CInt = 36
            adoptsOrphans = LibrarySymbol.controlProcess?(setChildSubreaper, 1, 0, 0, 0) == 0
        #else
            adoptsOrphans = false
        #endif
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        #if canImport(Darwin)
            let handler = action.__sigaction_u.__sa_handler
        #else
            let handler = action.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
