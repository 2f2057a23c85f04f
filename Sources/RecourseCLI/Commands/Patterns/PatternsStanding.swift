import ArgumentParser
import RecourseCore
import RecourseStore

struct PatternsEnable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Switch patterns on again.",
        discussion: """
            EXAMPLES
              recourse patterns enable git.no-upstream
            """)
    @OptionGroup var change: StandingChange

    func run() throws { try change.apply(.enabled) { $0 == .retired ? "is retired" : nil } }
}

struct PatternsDisable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Switch patterns off; they are kept and no longer looked for.",
        discussion: """
            EXAMPLES
              recourse patterns disable git.no-upstream --reason "our wrapper pushes by itself"
            """)
    @OptionGroup var change: StandingChange

    func run() throws { try change.apply(.disabled) { $0 == .retired ? "is retired" : nil } }
}

struct PatternsRetire: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract:
            "Give patterns up. They stay as tombstones, so that their ids are never used again.",
        discussion: """
            EXAMPLES
              recourse patterns retire team.old-cache --reason "the cache is gone"
            """)
    @OptionGroup var change: StandingChange

    func run() throws { try change.apply(.retired) { _ in nil } }
}

struct PatternsRestore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Take retired patterns up again.",
        discussion: """
            EXAMPLES
              recourse patterns restore team.old-cache
            """)
    @OptionGroup var change: StandingChange

    func run() throws { try change.apply(.enabled) { $0 == .retired ? nil : "is not retired" } }
}

/// A person's word on some patterns: all of them or none.
struct StandingChange: ParsableArguments {
    @Argument(help: ArgumentHelp("Pattern ids.", valueName: "id")) var ids: [String]
    @Option(help: ArgumentHelp("Kept in the history.", valueName: "text")) var reason = ""
    @Option(help: "text or json.") var format = TextFormat.text
    @OptionGroup var store: StoreOptions

    private struct Document: Encodable {
        struct Row: Encodable {
            var pattern: PatternID
            var before: PatternStanding
            var after: PatternStanding
        }
        var schema = "recourse.standing/1"
        var patterns: [Row]
    }

    /// - Parameter objection: why a pattern that stands so cannot be changed.
    func apply(
        _ standing: PatternStanding, unless objection: (PatternStanding) -> String?
    ) throws {
        let writable = try store.writableStore()
        let library = try PatternLibrary(store: writable)
        let patterns = ids.map { PatternID($0) }
        let known = Set(try library.all.map(\.id))
        let unknown = patterns.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            throw Complaint.input(
                "no pattern is called \(unknown.map(\.rawValue).joined(separator: ", "))",
                hint: "recourse patterns search WORD finds its name")
        }
        let rows = patterns.map {
            Document.Row(pattern: $0, before: library.standing(of: $0), after: standing)
        }
        let objections = rows.compactMap { row in
            objection(row.before).map { "\(row.pattern) \($0)" }
        }
        guard objections.isEmpty else {
            throw Complaint.input(
                "nothing was changed", objections,
                hint: "`retire` and `restore` undo each other, and so do `disable` and `enable`")
        }
        try writable.set(standing, of: patterns, reason: reason, at: Session.now())
        if format == .json { Console.output(try JSON.text(Document(patterns: rows))) }
    }
}
