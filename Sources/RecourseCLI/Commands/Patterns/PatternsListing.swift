import ArgumentParser
import RecourseCore
import RecourseStore

/// Rows of patterns, for `list` and `search`.
struct PatternListing {
    struct Row: Encodable {
        var pattern: PatternID
        var pack: PackID
        var title: String
        var status: PatternStatus
        var category: FailureCategory
        var fixes: Int
        var enabled: Bool
        var standing: PatternStanding
        var origin: String
    }

    struct Document: Encodable {
        var schema = "recourse.patterns/1"
        var patterns: [Row]
    }

    var rows: [Row]

    init(_ library: PatternLibrary, _ patterns: [(Pattern, PatternRecord)]) {
        rows = patterns.map { pattern, record in
            Row(
                pattern: pattern.id, pack: record.pack, title: pattern.title,
                status: pattern.status,
                category: pattern.category, fixes: pattern.fixes.count,
                enabled: library.standing(of: pattern.id) == .enabled,
                standing: library.standing(of: pattern.id),
                origin: record.origin == .builtIn ? "built-in" : "imported")
        }
    }

    func show(_ format: DataFormat) throws {
        let table = Table(
            columns: ["pattern", "fixes", "status", "origin", "title"],
            rows: rows.map { row in
                [
                    row.pattern.rawValue, "\(row.fixes)",
                    row.enabled ? row.status.rawValue : row.standing.rawValue, row.origin,
                    row.title,
                ]
            }, numeric: [1])
        switch format {
        case .table: Console.output(table.text)
        case .csv: Console.output(table.csv)
        case .json: Console.output(try JSON.text(Document(patterns: rows)))
        }
    }
}

struct PatternsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List patterns.",
        discussion: """
            EXAMPLES
              recourse patterns list
              recourse patterns list git --format csv
            """)
    @Argument(help: ArgumentHelp("Only this family or pack.", valueName: "family")) var family:
        String?
    @Option(help: "table, json or csv.") var format = DataFormat.table
    @OptionGroup var store: StoreOptions

    func run() throws {
        let library = try PatternLibrary(store: store.existingStore())
        let members = try library.patterns().filter { pattern, record in
            family == nil || pattern.id.family == family || record.pack.rawValue == family
        }
        let listing = PatternListing(library, members)
        try listing.show(format)
        if listing.rows.isEmpty { throw ExitCode(Status.no) }
    }
}
