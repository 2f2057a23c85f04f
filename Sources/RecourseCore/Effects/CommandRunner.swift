/// Starts processes and changes files. The only way to either.
public protocol CommandRunner: Sendable {
    /// Runs a command to its end. Never throws: whatever happens is in the result.
    func run(_ request: CommandRequest) async -> CommandResult

    /// Changes a file of the tree, after keeping a copy of it.
    /// - Returns: where the copy lies.
    func apply(_ edit: FileEdit, in directory: String) async throws -> EditReceipt

    /// Makes all of the changes or none; before the first, what is needed to undo them is on the
    /// disk. Those to one file build on each other.
    /// - Parameter directory: the root of the tree that the files must lie in.
    /// - Returns: one for each file.
    /// - Throws: `EditError`; the tree is then as it was.
    func apply(
        _ changes: [FileChange], in directory: String, as origin: ChangeOrigin
    ) async throws -> [EditReceipt]

    /// What the changes would do; one for each file. Changes nothing.
    /// - Throws: `EditError`, as `apply` would.
    func preview(
        _ changes: [FileChange], in directory: String
    ) async throws -> [ChangePreview]

    /// Undoes changes, the newest first. A file that somebody changed since is left and reported.
    /// - Parameter force: puts such a file back all the same, and keeps a copy of their version.
    func restore(
        _ receipts: [EditReceipt], force: Bool
    ) async throws -> [RestoreOutcome]
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

/// That a file was changed, and how to undo it.
public struct EditReceipt: Hashable, Sendable, Codable {
    /// Absolute.
    public var path: String
    /// The copy of the old contents; `nil` where there was no such file, or nothing had to change.
    public var backup: String?
    /// What the change is undone by; `nil` where nothing had to change.
    public var change: ChangeID?

    public init(path: String, backup: String?, change: ChangeID? = nil) {
        self.path = path
        self.backup = backup
        self.change = change
    }
}

public enum EditError: Error, Hashable, Sendable, Codable {
    case outsideTree(path: String)
    case notARegularFile(path: String)
    case doesNotApply(path: String)
    case input(path: String, reason: String)
    /// Absolute, upwards, empty, or with characters that show nothing.
    case unusablePath(path: String)
    /// A link stands in the way.
    case throughLink(path: String)
    /// Belongs to version control, or to Recourse.
    case protected(path: String)
    /// Holds a NUL byte.
    case notText(path: String)
    case tooLarge(path: String, bytes: Int)
    case patch(path: String, PatchError)
    /// Nobody has the right to write to it.
    case writeProtected(path: String)
    /// Somebody changed it between the look and the change.
    case changedMeanwhile(path: String)
    /// This runner does not do that.
    case unsupported(path: String)
}
