import ArgumentParser
import RecourseCatalog
import RecourseCore
import RecourseCuration
import RecourseStore

struct PatternsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print a pattern as a pack has it, or as JSON.",
        discussion: """
            EXAMPLES
              recourse patterns show git.no-upstream
              recourse patterns show git.no-upstream --format json
            """)
    @Argument(help: ArgumentHelp("A pattern id.", valueName: "id")) var id: String
    @Option(help: "text or json.") var format = TextFormat.text
    @OptionGroup var store: StoreOptions

    private struct Document: Encodable {
        var schema = "recourse.pattern/1"
        var pattern: Pattern
        var pack: PackID
        var enabled: Bool
    }

    func run() throws {
        let library = try PatternLibrary(store: store.existingStore())
        guard let (pattern, record) = try library.pattern(PatternID(id)) else {
            throw Complaint(
                status: Status.no, headline: "no pattern is called \(id)",
                hint: "recourse patterns search WORD finds its name")
        }
        switch format {
        case .text: Console.output(PackWriting.text(pattern))
        case .json:
            Console.output(
                try JSON.text(
                    Document(
                        pattern: pattern, pack: record.pack,
                        enabled: !library.disabled.contains(pattern.id))))
        }
    }
}

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

struct PatternsExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print patterns as a pack that can be imported again.",
        discussion: """
            EXAMPLES
              recourse patterns export team > team.toml
              recourse patterns export team.cache-missing --output cache.toml
            """)
    @Argument(help: ArgumentHelp("A pack id, a family, or pattern ids.", valueName: "id")) var ids:
        [String]
    @Option(name: .shortAndLong, help: ArgumentHelp("Writes to a file.", valueName: "file"))
    var output: String?
    @OptionGroup var store: StoreOptions

    func run() throws {
        let existing = try store.existingStore()
        let chosen = try PatternLibrary(store: existing).patterns().filter { pattern, record in
            ids.contains { Self.names(pattern, record).contains($0) }
        }
        let unknown = ids.filter { id in !chosen.contains { Self.names($0.0, $0.1).contains(id) } }
        guard unknown.isEmpty else {
            throw Complaint.input("nothing is called \(unknown.joined(separator: ", "))")
        }
        let origins = Set(chosen.map(\.1.pack))
        let known = try existing?.packs().first { origins == [$0.id] }
        let pack = Pack(
            id: origins.count == 1 ? chosen[0].1.pack : "export",
            version: known?.version ?? "1.0.0",
            licence: known?.licence ?? "MIT", maximumRisk: known?.maximumRisk ?? .system,
            programs: known?.programs ?? Self.programs(of: chosen.map(\.0)),
            patterns: chosen.map(\.0))
        let text = PackWriting.text(pack)
        if let output { try OutputFile.write(text, to: output) } else { Console.output(text) }
    }

    /// What a pattern is exported by.
    private static func names(_ pattern: Pattern, _ record: PatternRecord) -> [String] {
        [pattern.id.rawValue, pattern.id.family, record.pack.rawValue]
    }

    private static func programs(of patterns: [Pattern]) -> [String] {
        var programs: Set<String> = []
        for fix in patterns.flatMap(\.fixes) {
            if case .remedy(let remedy) = fix.action {
                programs.formUnion(remedy.steps.compactMap { $0.first?.literal })
                for change in remedy.rewrite?.changes ?? [] {
                    if case .program(let name) = change { programs.insert(name) }
                    if case .set(let words) = change, let name = words.first?.literal {
                        programs.insert(name)
                    }
                }
            }
            for case .output(let argv, _, _) in fix.lookups.values {
                programs.formUnion(argv.prefix(1))
            }
        }
        return programs.sorted()
    }
}
