import ArgumentParser
import RecourseCatalog
import RecourseCore
import RecourseCuration
import RecourseStore

struct PatternsImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Take packs in: all of them or nothing. Their fixes stay inert until `recourse trust approve`.",
        discussion: """
            EXAMPLES
              recourse patterns import team.toml --dry-run
              recourse patterns import packs/
              curl -s https://example.org/pack.toml | recourse patterns import -
            """)
    @Argument(help: "A pack file, a folder, or - for standard input.") var path: String
    @Flag(help: "Says what would change and what the fixes may start, and changes nothing.")
    var dryRun = false
    @Option(help: "text or json.") var format = TextFormat.text
    @OptionGroup var store: StoreOptions

    private struct Document: Encodable {
        var schema = "recourse.import/1"
        var dryRun: Bool
        var added: [PatternID]
        var updated: [PatternID]
        var unchanged: [PatternID]
        var removed: [PatternID]
        var programs: [String]
        var maximumRisk: Risk
    }

    func run() async throws {
        let packs = try PackFiles.packs(at: path)
        try await check(packs)
        let summary: KnowledgeStore.ImportSummary
        if dryRun {
            let existing = try store.existingStore()
            summary =
                try existing?.importPacks(packs, origin: path, at: Session.now(), dryRun: true)
                ?? .allNew(packs)
        } else {
            let writable = try store.writableStore()
            summary = try writable.importPacks(packs, origin: path, at: Session.now())
            // Only a cache: what cannot be kept now is built when it is needed.
            _ = try? StoredIndex(writable).refresh()
        }
        try tell(summary, packs)
    }

    private func check(_ packs: [Pack]) async throws {
        var findings: [LintFinding] = []
        for pack in packs {
            findings += await PackLinter.standard.findings(in: pack).filter { !$0.rule.isNote }
        }
        guard findings.isEmpty else {
            throw Complaint.input(
                "\(path) has \(findings.count) finding\(findings.count == 1 ? "" : "s")",
                findings.map { "\($0.pattern): \($0.message)" }, hint: "nothing was imported")
        }
        let builtIn = Set(PatternLibrary.builtIn.map(\.id))
        let taken = packs.flatMap { $0.patterns.map(\.id) }.filter(builtIn.contains)
        guard taken.isEmpty else {
            throw Complaint.input(
                "\(path) uses ids of built-in patterns", taken.map(\.rawValue),
                hint: "give them other names")
        }
        let builtInPacks = Set(PatternLibrary.builtIn.map(\.pack))
        if let pack = packs.first(where: { builtInPacks.contains($0.id) }) {
            throw Complaint.input(
                "`\(pack.id)` is the name of a built-in pack", hint: "give the pack another id")
        }
    }

    private func tell(_ summary: KnowledgeStore.ImportSummary, _ packs: [Pack]) throws {
        let programs = Set(packs.flatMap(\.programs)).sorted()
        let risk = packs.map(\.maximumRisk).max() ?? .inspect
        switch format {
        case .json:
            Console.output(
                try JSON.text(
                    Document(
                        dryRun: dryRun, added: summary.added, updated: summary.updated,
                        unchanged: summary.unchanged, removed: summary.removed, programs: programs,
                        maximumRisk: risk)))
        case .text:
            for id in summary.added { Console.output("+ \(id)\n") }
            for id in summary.updated { Console.output("~ \(id)\n") }
            for id in summary.removed { Console.output("- \(id)\n") }
            Console.say(
                "\(dryRun ? "would import" : "imported"): \(summary.added.count) new, \(summary.updated.count) changed, "
                    + "\(summary.unchanged.count) as before, \(summary.removed.count) gone")
            Console.say(
                "fixes may start \(programs.isEmpty ? "nothing" : programs.joined(separator: ", ")); at most \(risk.rawValue)"
            )
            if !dryRun {
                Console.say(
                    "they only name causes until: recourse trust approve \(packs.map(\.id.rawValue).joined(separator: " "))"
                )
            }
        }
    }
}
