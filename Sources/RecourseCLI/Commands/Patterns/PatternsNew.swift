import ArgumentParser
import RecourseCatalog
import RecourseCore
import RecourseCuration
import RecourseExecution
import RecourseMatching
import RecourseStore
import RecourseText

struct PatternsNew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Draft a pattern from a failing output, edit it, check it, and keep it.",
        discussion: """
            The draft keeps the constant text of the decisive line and names what varies. On a terminal it opens in \
            $VISUAL or $EDITOR; it is saved when it passes every check, into the pack `local`. Its fixes stay inert until \
            `recourse trust approve`.

            EXAMPLES
              recourse patterns new                                    from the last failure that nothing explained
              make 2>&1 | recourse patterns new --from - --command make
              recourse patterns new --from build.log --id team.cache-broken --no-edit
              recourse patterns new --from build.log --dry-run         only prints the draft
            """)

    @Option(help: ArgumentHelp("The output; - for standard input.", valueName: "file"))
    var from: String?
    @Option(help: ArgumentHelp("The command that failed, as it was typed.", valueName: "text"))
    var command: String?
    @Option(help: ArgumentHelp("Its exit status.", valueName: "number")) var exitCode: Int32 = 1
    @Option(help: ArgumentHelp("What the pattern is called: family.kind.", valueName: "id"))
    var id: String?
    @Option(help: ArgumentHelp("One line for a person.", valueName: "text")) var title: String?
    @Flag(inversion: .prefixedNo, help: "Opens the draft in the editor. Default: on a terminal.")
    var edit: Bool?
    @Flag(help: "Prints the draft, and saves nothing.") var dryRun = false
    @Option(help: "text or json.") var format = TextFormat.text
    @OptionGroup var gate: ReplayGate
    @OptionGroup var store: StoreOptions

    func validate() throws {
        if let id, !PatternID(id).isWellFormed {
            throw ValidationError("'\(id)' is no pattern id; they look like family.kind.")
        }
    }

    func run() async throws {
        let existing = try store.existingStore()
        let seen = try observed(existing)
        let patterns = try PatternLibrary(store: existing).patternSet
        let text = FailureText(seen.excerpt)
        let diagnosis = patterns.diagnosis(of: text, in: seen.circumstances)
        if let known = diagnosis.matches.first {
            Console.say("\(known.pattern.id) names this failure already: \(known.pattern.title)")
        }
        guard let line = DecisiveLine.of(text, besides: diagnosis) else {
            throw Complaint.input("the output is empty; there is nothing to recognise it by")
        }
        let passing = try existing?.passingRuns() ?? []
        let draft = PatternDraft(
            of: [line], command: seen.command.isEmpty ? nil : seen.command, exit: seen.exitCode,
            program: seen.program,
            passing: PassingLines.resembling(line, in: passing.map(\.excerpt)))
        guard var pattern = draft?.pattern else {
            throw Complaint.input(
                "too little of `\(line.prefix(80))` stays the same from run to run",
                hint: "write the pattern into a pack by hand: Docs/packs.md")
        }
        if let title { pattern.title = title }
        if dryRun {
            if let id { pattern.id = PatternID(id) }
            return try tell(pattern, nil)
        }
        let desk = PatternDesk(store: try store.writableStore(), gate: gate)
        pattern.id = try id.map { PatternID($0) } ?? desk.freeID(pattern.id)
        if edit ?? TerminalLine.isThere {
            pattern = try await desk.edited(pattern)
        } else {
            try await desk.check(pattern)
        }
        let replay = try desk.save(pattern, origin: "written here")
        try tell(pattern, replay)
    }

    /// The output to draft from: what was given, or the last failure that nothing explained.
    private func observed(_ store: KnowledgeStore?) throws -> ObservedFailure {
        if let from {
            let bytes = try InputFile.bytes(of: from, limit: 64 << 20)
            let output = String(decoding: FailureText(CapturedOutput(bytes)).bytes, as: UTF8.self)
            return ObservedFailure(
                command: command ?? "", exitCode: exitCode,
                excerpt: try Redactor(importedRulesOf: store).redacted(output))
        }
        guard let last = try store?.unknownRuns(since: 0, limit: 1).first else {
            throw Complaint(
                status: Status.no, headline: "no failure is waiting for an explanation",
                hint: "recourse patterns new --from FILE takes an output")
        }
        return ObservedFailure(
            command: command ?? last.command, exitCode: last.exitCode, excerpt: last.excerpt)
    }

    private struct ObservedFailure {
        var command: String
        var exitCode: Int32
        var excerpt: String

        private var parsed: Command {
            Command(argv: ["sh", "-c", command], directory: Paths.workingDirectory)
        }

        var program: String {
            let invocations = CommandAnatomy(parsed).invocations
            return command.isEmpty ? "local" : invocations.last?.program ?? "local"
        }

        var circumstances: PatternSet.Circumstances {
            .init(
                exit: .exited(exitCode),
                programs: command.isEmpty ? nil : CommandAnatomy(parsed).programNames)
        }
    }

    private struct Document: Encodable {
        var schema = "recourse.new/1"
        var pattern: Pattern
        var saved: Bool
        var replay: ReplayReport.Document?
    }

    private func tell(_ pattern: Pattern, _ replay: Replay?) throws {
        switch format {
        case .json:
            Console.output(
                try JSON.text(
                    Document(
                        pattern: pattern, saved: replay != nil,
                        replay: replay.map { .init($0) })))
        case .text:
            guard let replay else { return Console.output(PackWriting.text(pattern)) }
            Console.say("saved \(pattern.id) in pack \(OwnPack.id)")
            ReplayReport.say(replay)
            if !pattern.fixes.isEmpty {
                Console.say("its fixes stay inert until: recourse trust approve \(pattern.id)")
            }
        }
    }
}
