import ArgumentParser
import RecourseCore
import RecourseCuration
import RecourseExecution
import RecourseMatching
import RecourseText

struct PatternsWhyNot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why-not",
        abstract:
            "Say why a pattern does not name a failure: which stage refused it. Exits with 1 if it does not.",
        discussion: """
            EXAMPLES
              recourse patterns why-not python.module-missing pytest.log
              make 2>&1 | recourse patterns why-not make.no-rule - --exit-code 2
            """)
    @Argument(help: ArgumentHelp("A pattern id.", valueName: "id")) var id: String
    @Argument(help: "The output; - for standard input.") var file: String
    @Option(help: ArgumentHelp("The command that failed, as it was typed.", valueName: "text"))
    var command: String?
    @Option(help: ArgumentHelp("Its exit status.", valueName: "number")) var exitCode: Int32?
    @Option(help: "text or json.") var format = TextFormat.text
    @OptionGroup var store: StoreOptions

    private struct Document: Encodable {
        var schema = "recourse.why-not/1"
        var pattern: PatternID
        var matches: Bool
        var stage: String
        var reason: String
    }

    func run() throws {
        let library = try PatternLibrary(store: store.existingStore())
        guard let (pattern, _) = try library.pattern(PatternID(id)) else {
            throw Complaint(
                status: Status.no, headline: "no pattern is called \(id)",
                hint: "recourse patterns search WORD finds its name")
        }
        let patterns = try library.patternSet
        var capture = OutputDigest(screen: PatternScreen { patterns })
        try InputFile.chunks(of: file) { capture.append($0) }
        let command = command.map {
            Command(argv: ["sh", "-c", $0], directory: Paths.workingDirectory)
        }
        let failure = Failure(
            command: command, exit: exitCode.map { .exited($0) }, output: capture.finished())
        let words: WhyNotText
        if library.standing(of: pattern.id) != .enabled {
            words = .disabled
        } else {
            words = WhyNotText(
                .of(pattern, in: FailureText(failure.output), .init(failure), among: patterns))
        }
        switch format {
        case .json:
            Console.output(
                try JSON.text(
                    Document(
                        pattern: pattern.id, matches: words.isMatch, stage: words.stage,
                        reason: words.reason)))
        case .text: Console.output("\(words.reason.escapedForTerminal())\n")
        }
        if !words.isMatch { throw ExitCode(Status.no) }
    }
}
