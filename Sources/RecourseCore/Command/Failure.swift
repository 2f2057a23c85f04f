/// A command that ended badly, as it was observed.
public struct Failure: Sendable {
    /// `nil` where only the output is known.
    public var command: Command?
    /// `nil` where only the output is known.
    public var exit: ExitStatus?
    public var output: CapturedOutput
    public var duration: Duration

    public init(
        command: Command?, exit: ExitStatus?, output: CapturedOutput, duration: Duration = .zero
    ) {
        self.command = command
        self.exit = exit
        self.output = output
        self.duration = duration
    }
}
