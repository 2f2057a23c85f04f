/// Starts processes and changes files. The only way to either.
public protocol CommandRunner: Sendable {
    /// Runs a command to its end. Never throws: whatever happens is in the result.
    func run(_ request: CommandRequest) async -> CommandResult

    /// Changes a file of the tree, after keeping a copy of it.
    /// - Returns: where the copy lies.
    func apply(_ edit: FileEdit, in directory: String) async throws -> EditReceipt
}

public struct CommandRequest: Sendable {
    public enum Terminal: Sendable {
        /// The person's own command: their stdin, a pseudo-terminal where stdout is one, output
        /// passed through as it comes.
        case foreground
        /// A fix, a check or a task: stdin `/dev/null`, no terminal, output only captured.
        case background
        /// As `background`, with the output also passed through.
        case watched
    }

    public var command: Command
    public var terminal: Terminal
    /// `nil`: no limit.
    public var timeout: Duration?

    public init(_ command: Command, terminal: Terminal, timeout: Duration? = nil) {
        self.command = command
        self.terminal = terminal
        self.timeout = timeout
    }
}

public struct CommandResult: Sendable {
    public var exit: ExitStatus
    public var output: CapturedOutput
    public var duration: Duration
    /// True where the person interrupted it (Ctrl-C, or a signal sent to us).
    public var wasInterrupted: Bool

    public init(
        exit: ExitStatus, output: CapturedOutput, duration: Duration, wasInterrupted: Bool = false
    ) {
        self.exit = exit
        self.output = output
        self.duration = duration
        self.wasInterrupted = wasInterrupted
    }
}

public struct EditReceipt: Hashable, Sendable, Codable {
    public var path: String
    public var backup: String

    public init(path: String, backup: String) {
        self.path = path
        self.backup = backup
    }
}

public enum EditError: Error, Hashable, Sendable {
    case outsideTree(path: String)
    case notARegularFile(path: String)
    case doesNotApply(path: String)
    case input(path: String, reason: String)
}
