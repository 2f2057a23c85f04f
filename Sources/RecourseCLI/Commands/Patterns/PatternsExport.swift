import ArgumentParser
import RecourseCatalog
import RecourseCore
import RecourseStore

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
            programs: known?.programs
                ?? Set(chosen.flatMap { $0.0.fixes.flatMap(\.programs) }).sorted(),
            patterns: chosen.map(\.0))
        let text = PackWriting.text(pack)
        if let output { try OutputFile.write(text, to: output) } else { Console.output(text) }
    }

    /// What a pattern is exported by.
    private static func names(_ pattern: Pattern, _ record: PatternRecord) -> [String] {
        [pattern.id.rawValue, pattern.id.family, record.pack.rawValue]
    }
}
