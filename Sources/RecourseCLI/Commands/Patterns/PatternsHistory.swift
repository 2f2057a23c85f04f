import ArgumentParser
import RecourseCatalog
import RecourseCore
import RecourseStore

struct PatternsHistory: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "What happened to a pattern, oldest first, and what each change replaced.",
        discussion: """
            EXAMPLES
              recourse patterns history team.cache-missing
              recourse patterns history team.cache-missing --revisions
              recourse patterns history team.cache-missing --format json
            """)
    @Argument(help: ArgumentHelp("A pattern id.", valueName: "id")) var id: String
    @Flag(help: "Prints the definitions that were replaced, too.") var revisions = false
    @Option(help: "table, json or csv.") var format = DataFormat.table
    @OptionGroup var store: StoreOptions

    private struct Document: Encodable {
        struct Row: Encodable {
            /// Seconds since 1970-01-01 UTC.
            var at: Double
            var event: PatternEvent.Kind
            var revision: Int?
            var detail: String
            var replaced: Pattern?
        }
        var schema = "recourse.history/1"
        var pattern: PatternID
        var events: [Row]
    }

    func run() throws {
        let existing = try store.existingStore()
        let pattern = PatternID(id)
        let events = try existing?.history(of: pattern) ?? []
        if events.isEmpty, try PatternLibrary(store: existing).pattern(pattern) == nil {
            throw Complaint(
                status: Status.no, headline: "no pattern is called \(id)",
                hint: "recourse patterns search WORD finds its name")
        }
        let rows = events.map {
            Document.Row(
                at: $0.at, event: $0.kind, revision: $0.revision,
                detail: $0.detail, replaced: $0.replaced)
        }
        let table = Table(
            columns: ["day", "event", "revision", "detail"],
            rows: rows.map {
                [
                    CivilDate.text($0.at), $0.event.rawValue, $0.revision.map { "\($0)" } ?? "",
                    $0.detail,
                ]
            }, numeric: [2])
        switch format {
        case .json: Console.output(try JSON.text(Document(pattern: pattern, events: rows)))
        case .csv: Console.output(table.csv)
        case .table:
            Console.output(table.text)
            guard revisions else { return }
            for row in rows {
                guard let replaced = row.replaced else { continue }
                Console.output("\n# until \(CivilDate.text(row.at))\n\(PackWriting.text(replaced))")
            }
        }
    }
}
