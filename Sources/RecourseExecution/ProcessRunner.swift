import RecourseCore

/// Starts the commands of the system and edits files of a tree.
///
/// With the first command the process becomes one that adopts orphans (Linux), ignores SIGPIPE and
/// hands SIGHUP, SIGINT, SIGQUIT and SIGTERM to its commands while any runs.
public struct ProcessRunner: CommandRunner {
    private let screen: (any OutputScreen)?
    let backups: String
    private let limits: CaptureLimits
    private let standard: StandardDescriptors

    /// - Parameters:
    ///   - screen: what is asked which lines of a long output to keep; without one, what lies
    ///     between the first MiB and the last two is dropped.
    ///   - backups: the absolute path of the folder for copies of edited files; it is made when the
    ///     first is needed.
    public init(screen: (any OutputScreen)?, backups: String) {
        self.init(screen: screen, backups: backups, limits: .standard)
    }

    init(
        screen: (any OutputScreen)?, backups: String, limits: CaptureLimits,
        standard: StandardDescriptors = StandardDescriptors()
    ) {
        self.screen = screen
        self.backups = backups
        self.limits = limits
        self.standard = standard
    }

    public func run(_ request: CommandRequest) async -> CommandResult {
        await CommandExecution(
            command: request.command, wiring: Wiring(request.terminal), timeout: request.timeout,
            limits: limits, screen: screen, standard: standard
        ).result()
    }

    /// The changes that this and other runners with the same folder made.
    public var undoJournal: UndoJournal { UndoJournal(folder: backups) }
}
