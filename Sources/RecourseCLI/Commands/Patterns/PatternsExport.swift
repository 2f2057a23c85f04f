import ArgumentParser
import RecourseCatalog
import RecourseCore
import RecourseStore

struct PatternsExport: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case pack, json, github, sarif }

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract:
            "Print patterns as a pack that can be imported again, as GitHub problem matchers, or as SARIF rules.",
        discussion: """
            EXAMPLES
              recourse patterns export team > team.toml
              recourse patterns export team.cache-missing --output cache.toml
              recourse patterns export gcc --format github > .github/gcc-matcher.json
              recourse patterns export team --format sarif
            """)
    @Argument(help: ArgumentHelp("A pack id, a family, or pattern ids.", valueName: "id")) var ids:
        [String]
    @Option(
        help:
            "pack (TOML), json, github (problem matchers) or sarif (rules). What problem matchers cannot say is named and left out."
    )
    var format = Format.pack
    @Option(name: .shortAndLong, help: ArgumentHelp("Writes to a file.", valueName: "file"))
    var output: String?
    @OptionGroup var store: StoreOptions

    private struct Document: Encodable {
        var schema = "recourse.export/1"
        var pack: Pack
    }

    func run() throws {
        let pack = try pack()
        let text: String
        switch format {
        case .pack: text = PackWriting.text(pack)
        case .json: text = try JSON.text(Document(pack: pack))
        case .sarif: text = try SARIFRulesWriting.text(pack.patterns)
        case .github:
            let writing = try GitHubMatcherWriting(pack.patterns)
            for skipped in writing.skipped {
                Console.say("left out \(skipped.pattern): \(skipped.reason)")
            }
            guard writing.skipped.count < pack.patterns.count else {
                throw Complaint.input("none of them can be said as a problem matcher")
            }
            text = writing.text
        }
        if let output { try OutputFile.write(text, to: output) } else { Console.output(text) }
    }

    /// What was asked for, under the manifest of the one pack it all comes from.
    private func pack() throws -> Pack {
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
        return Pack(
            id: origins.count == 1 ? chosen[0].1.pack : "export",
            version: known?.version ?? "1.0.0",
            licence: known?.licence ?? "MIT", maximumRisk: known?.maximumRisk ?? .system,
            programs: known?.programs
                ?? Set(chosen.flatMap { $0.0.fixes.flatMap(\.programs) }).sorted(),
            patterns: chosen.map(\.0))
    }

    /// What a pattern is exported by.
    private static func names(_ pattern: Pattern, _ record: PatternRecord) -> [String] {
        [pattern.id.rawValue, pattern.id.family, record.pack.rawValue]
    }
}
