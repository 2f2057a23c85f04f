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
        var origin: String
    }

    struct Document: Encodable {
        var schema = "recourse.patterns/1"
        var patterns: [Row]
    }

    var rows: [Row]

    init(_ library: PatternLibrary, where isWanted: (Pattern, PatternRecord) -> Bool) throws {
        rows = try library.patterns().filter(isWanted).map { pattern, record in
            Row(
                pattern: pattern.id, pack: record.pack, title: pattern.title,
                status: pattern.status,
                category: pattern.category, fixes: pattern.fixes.count,
                enabled: !library.disabled.contains(pattern.id),
                origin: record.origin == .builtIn ? "built-in" : "imported")
        }
    }

    func show(_ format: DataFormat) throws {
        let table = Table(
            columns: ["pattern", "fixes", "status", "origin", "title"],
            rows: rows.map { row in
                [
                    row.pattern.rawValue, "\(row.fixes)",
                    row.enabled ? row.status.rawValue : "disabled", row.origin,
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
        let listing = try PatternListing(library) { pattern, record in
            family == nil || pattern.id.family == family || record.pack.rawValue == family
        }
        try listing.show(format)
        if listing.rows.isEmpty { throw ExitCode(Status.no) }
    }
}

struct PatternsSearch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find patterns by words of their ids, titles, regexes, fixes and examples.",
        discussion: """
            EXAMPLES
              recourse patterns search certificate
              recourse patterns search "permission denied" docker
            """)
    @Argument(help: "Words that must all be there.") var words: [String]
    @Option(help: "table, json or csv.") var format = DataFormat.table
    @OptionGroup var store: StoreOptions

    func run() throws {
        let wanted = words.map { $0.lowercased() }
        let library = try PatternLibrary(store: store.existingStore())
        let listing = try PatternListing(library) { pattern, _ in
            let text = Self.searchable(pattern)
            return wanted.allSatisfy(text.contains)
        }
        try listing.show(format)
        if listing.rows.isEmpty { throw ExitCode(Status.no) }
    }

    private static func searchable(_ pattern: Pattern) -> String {
        var parts =
            [pattern.id.rawValue, pattern.title, pattern.category.rawValue] + pattern.scope.regexes
        parts += pattern.examples.map(\.text)
        for fix in pattern.fixes {
            parts += [fix.id.rawValue, fix.title ?? ""]
            switch fix.action {
            case .advice(let text): parts.append(text.source)
            case .remedy(let remedy): parts += remedy.steps.flatMap { $0.map(\.source) }
            case .retry: parts.append("retry")
            }
        }
        return parts.joined(separator: "\n").lowercased()
    }
}

struct PatternsEnable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Switch patterns on again.",
        discussion: """
            EXAMPLES
              recourse patterns enable git.no-upstream
            """)
    @Argument(help: ArgumentHelp("Pattern ids.", valueName: "id")) var ids: [String]
    @OptionGroup var store: StoreOptions

    func run() throws { try PatternSwitch(ids: ids, store: store).turn(on: true) }
}

struct PatternsDisable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Switch patterns off; they are kept and no longer looked for.",
        discussion: """
            EXAMPLES
              recourse patterns disable git.no-upstream
            """)
    @Argument(help: ArgumentHelp("Pattern ids.", valueName: "id")) var ids: [String]
    @OptionGroup var store: StoreOptions

    func run() throws { try PatternSwitch(ids: ids, store: store).turn(on: false) }
}

private struct PatternSwitch {
    let ids: [String]
    let store: StoreOptions

    func turn(on: Bool) throws {
        let writable = try store.writableStore()
        let known = Set(try PatternLibrary(store: writable).all.map(\.id.rawValue))
        if let unknown = ids.first(where: { !known.contains($0) }) {
            throw Complaint.input(
                "no pattern is called \(unknown)",
                hint: "recourse patterns search WORD finds its name")
        }
        try writable.setEnabled(on, ids.map { PatternID($0) }, at: Session.now())
    }
}
