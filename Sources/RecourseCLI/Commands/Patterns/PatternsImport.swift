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
            Reads our packs (files, folders, tar, tar.gz, zip), GitHub and VS Code problem matchers, Vim compiler files and \
            'errorformat' values, Jenkins Build Failure Analyzer XML and JSON, dotnet Known Issues, and gitleaks rules, which \
            become redactors. Each foreign regex is graded: exact, adapted, review or refused.

            EXAMPLES
              recourse patterns import team.toml --dry-run
              recourse patterns import packs/
              recourse patterns import .github/eslint-matcher.json
              recourse patterns import --errorformat '%f:%l:%c: %m' --pack mytool
              curl -s https://example.org/pack.toml | recourse patterns import -
            """)
    @Argument(help: "A file, a folder, an archive, or - for standard input.") var path: String?
    @Option(
        help: ArgumentHelp(
            "The format, where it should not be told from the contents: \(ForeignFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "format"))
    var from: ForeignFormat?
    @Option(help: ArgumentHelp("A value of Vim's 'errorformat', with --pack.", valueName: "text"))
    var errorformat: String?
    @Option(help: ArgumentHelp("What a foreign pack is called.", valueName: "id")) var pack: String?
    @Flag(help: "Says what would change and what the fixes may start, and changes nothing.")
    var dryRun = false
    @Option(help: "text or json.") var format = TextFormat.text
    @OptionGroup var gate: ReplayGate
    @OptionGroup var store: StoreOptions

    func validate() throws {
        guard (path == nil) != (errorformat == nil) else {
            throw ValidationError("Give a file, a folder, - or --errorformat.")
        }
        if errorformat != nil, pack == nil {
            throw ValidationError("--errorformat needs --pack, which names its patterns.")
        }
        if let pack, !PatternID("\(pack).x").isWellFormed {
            throw ValidationError("'\(pack)' is no pack id: lower case, digits and hyphens.")
        }
    }

    private var origin: String { path ?? "--errorformat" }

    func run() async throws {
        var imported =
            if let errorformat {
                try ImportedPacks(errorFormat: errorformat, pack: PackID(pack ?? ""))
            } else {
                try ImportedPacks(
                    at: path ?? "-", .init(format: from, pack: pack.map { PackID($0) }))
            }
        try await imported.check(origin)
        let existing = try store.existingStore()
        try imported.keepPromotions(of: existing)
        let summary = try Self.changes(imported, in: existing, origin)
        let report = ImportReport(
            imported, summary: summary,
            differences: try ImportReport.differences(imported, summary, existing),
            isDryRun: dryRun)
        if !dryRun {
            try replay(imported, summary, existing)
            let writable = try store.writableStore()
            _ = try writable.importPacks(
                imported.packs, rules: imported.rules, origin: origin, at: Session.now())
            // Only a cache: what cannot be kept now is built when it is needed.
            _ = try? StoredIndex(writable).refresh()
        }
        try report.tell(format)
    }

    private static func changes(
        _ imported: ImportedPacks, in store: KnowledgeStore?, _ origin: String
    ) throws -> KnowledgeStore.ImportSummary {
        try store?.importPacks(
            imported.packs, rules: imported.rules, origin: origin, at: Session.now(), dryRun: true)
            ?? .allNew(imported.packs)
    }

    private func replay(
        _ imported: ImportedPacks, _ summary: KnowledgeStore.ImportSummary,
        _ store: KnowledgeStore?
    ) throws {
        let changed = Set(summary.added + summary.updated)
        guard let store, !changed.isEmpty || !summary.removed.isEmpty, try store.hasRuns() else {
            return
        }
        let patterns = imported.packs.flatMap(\.patterns).filter { changed.contains($0.id) }
        let replay = try Replay(
            patterns, pack: imported.packs.first?.id ?? OwnPack.id,
            removing: Set(summary.removed), in: store)
        try gate.check(replay)
    }
}

extension ForeignFormat: ExpressibleByArgument {}
