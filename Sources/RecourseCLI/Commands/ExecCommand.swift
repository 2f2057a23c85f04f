import ArgumentParser
import RecourseAgent
import RecourseCore

struct ExecCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec",
        abstract:
            "Run a command; when it fails, name the cause, fix it under the policy, and run it again.",
        discussion: """
            The command keeps its standard input, its streams pass through as they come, and its exit status is ours. \
            On a terminal it gets one.

            EXAMPLES
              recourse exec -- npm test
              recourse exec --mode auto --ceiling environment -- python3 app.py
              recourse exec --report failure.json --timeout 10m -- make -j4
            """)

    @OptionGroup var recovery: RecoveryOptions
    @OptionGroup var models: ModelOptions
    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("Writes what was tried as JSON.", valueName: "file"))
    var report: String?

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp("The command, after `--`.", valueName: "command"))
    var words: [String]

    func validate() throws {
        let argv = argv
        if argv.isEmpty { throw ValidationError("A command is missing: recourse exec -- CMD ...") }
        if words.first != "--", ["-h", "--help"].contains(argv[0]) {
            throw CleanExit.helpRequest()
        }
        if words.first != "--", argv[0].hasPrefix("-") {
            throw ValidationError("Unknown option '\(argv[0])'; put `--` before the command.")
        }
    }

    private var argv: [String] { words.first == "--" ? Array(words.dropFirst()) : words }

    func run() async throws {
        let directory = try Paths.presentDirectory
        if let report { try OutputFile.check(report) }
        let session = Session(database: store.path)
        let style = Style.words
        let text = RecoveryText(style: style, mode: recovery.effectiveMode)
        let person = TerminalPerson(style: style)
        let input = StandardInput()
        let recovery = session.recovery(
            recovery,
            interface: RecoveryInterface(
                tell: { text.tell($0) }, ask: { person.answer($0) }, rewind: { input.rewind() }),
            model: try session.modelClient(models, run: TaskListRun.newID().rawValue))
        let command = Command(argv: argv, directory: directory)
        let result = await recovery.run(
            CommandRequest(command, terminal: .foreground, timeout: self.recovery.timeout?.duration)
        )
        text.tell(result.stop)
        session.finish()
        if let report {
            let document = ExecDocument(
                result, mode: self.recovery.effectiveMode, ceiling: self.recovery.ceiling)
            do {
                try OutputFile.write(try JSON.text(document), to: report)
            } catch let complaint as Complaint {
                // The command has run: its status says more than ours.
                complaint.tell()
            }
        }
        throw ExitCode(result.exit.shellCode)
    }
}
