import ArgumentParser
import RecourseAgent
import RecourseCore
import RecourseExecution
import RecourseLearning
import RecourseMatching
import RecourseText

struct MatchCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, github, sarif }

    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract:
            "Name the causes in a command's output, best first, with their fixes. Runs nothing.",
        discussion: """
            EXAMPLES
              recourse match build.log
              make 2>&1 | recourse match --command make --exit-code 2
              recourse match --format json - < pytest.log
              recourse match --explain build.log

            Exits with 1 where nothing is recognised; prints nothing for --exit-code 0.
            """)

    @Argument(help: "The output; - or nothing for standard input.")
    var file = "-"

    @Option(help: ArgumentHelp("The command that failed, as it was typed.", valueName: "text"))
    var command: String?

    @Option(help: ArgumentHelp("Its exit status.", valueName: "number"))
    var exitCode: Int32?

    @Option(help: "text, json, github (workflow commands) or sarif.")
    var format = Format.text

    @Flag(help: "Also tell what each stage of matching let through, and how long it took.")
    var explain = false

    @OptionGroup var store: StoreOptions

    func run() async throws {
        let store = try store.existingStore()
        let patterns = try PatternLibrary(store: store).patternSet
        let clock = ContinuousClock()
        var capture = OutputDigest(screen: PatternScreen { patterns })
        try InputFile.chunks(of: file) { capture.append($0) }
        let output = capture.finished()
        let start = clock.now
        let command = command.map {
            Command(argv: ["sh", "-c", $0], directory: Paths.workingDirectory)
        }
        let failure = Failure(command: command, exit: exitCode.map { .exited($0) }, output: output)
        let text = FailureText(output)
        let diagnosis = patterns.diagnosis(of: text, in: .init(failure))
        let approvals = Approvals()
        var policy = RecoveryPolicy(mode: .auto)
        policy.trusts = { $0.origin == .builtIn || approvals.approves($0.pattern) }
        policy.standing = { approvals.standing($0, $1.pattern) }
        let offers = await FixOffers(
            workspace: LocalWorkspace(root: Paths.workingDirectory), command: command,
            mayProbe: false,
            policy: policy, knowledge: store, context: Session.context, now: Session.now()
        ).offers(for: diagnosis)
        let elapsed = (clock.now - start).inSeconds * 1_000
        try show(diagnosis, offers, elapsed)
        if diagnosis.matches.isEmpty, exitCode != 0 { throw ExitCode(Status.no) }
    }

    private func show(_ diagnosis: Diagnosis, _ offers: [OfferedFix], _ elapsed: Double) throws {
        switch format {
        case .json:
            Console.output(
                try JSON.text(
                    MatchDocument(
                        diagnosis, offers: offers, elapsedMs: elapsed, isExplained: explain)))
        case .text:
            let style = Style(isColoured: Style.words.isColoured && Console.outputIsTerminal)
            for line in DiagnosisText(style: style).lines(diagnosis, offers) {
                Console.output(line + "\n")
            }
        case .github: Console.output(GitHubAnnotations.text(diagnosis, file: file))
        case .sarif:
            Console.output(try JSON.text(SARIFDocument(diagnosis, file: file), isOurs: false))
        }
        if explain, format != .json { for line in TraceText(diagnosis).lines { Console.say(line) } }
    }
}
