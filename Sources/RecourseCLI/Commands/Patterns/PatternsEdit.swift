import ArgumentParser
import RecourseCore
import RecourseCuration
import RecourseMatching
import RecourseStore

struct PatternsEdit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract:
            "Open a pattern of the pack `local` in the editor, check it, and keep the change.",
        discussion: """
            A changed regex makes a new revision. An approval of its fixes ends with any change.

            EXAMPLES
              recourse patterns edit team.cache-broken
            """)
    @Argument(help: ArgumentHelp("A pattern id.", valueName: "id")) var id: String
    @OptionGroup var gate: ReplayGate
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let desk = PatternDesk(store: try store.writableStore(), gate: gate)
        let before = try OwnPattern.pattern(id, in: desk.store)
        var pattern = try await desk.edited(before)
        guard pattern.id == before.id else {
            throw Complaint.input(
                "\(before.id) cannot become \(pattern.id)",
                hint: "an id is never changed: retire it, and write another")
        }
        if pattern.scope != before.scope, pattern.revision <= before.revision {
            pattern.revision = before.revision + 1
        }
        let replay = try desk.save(pattern, origin: "edited here")
        ReplayReport.say(replay)
    }
}

struct PatternsPromote: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract:
            "Raise the status of imported or own patterns: experimental, test, stable.",
        discussion: """
            What is approved stays so: a status decides nothing about what runs.

            EXAMPLES
              recourse patterns promote team.cache-broken
            """)
    @Argument(help: ArgumentHelp("Pattern ids.", valueName: "id")) var ids: [String]
    @Option(help: "text or json.") var format = TextFormat.text
    @OptionGroup var store: StoreOptions

    private struct Document: Encodable {
        struct Row: Encodable {
            var pattern: PatternID
            var before: PatternStatus
            var after: PatternStatus
        }
        var schema = "recourse.promotion/1"
        var patterns: [Row]
    }

    func run() throws {
        let writable = try store.writableStore()
        let packs = try writable.packs()
        let changes = try ids.map { id in
            let (pattern, pack) = try OwnPattern.imported(id, in: writable)
            guard let status = pattern.status.next else {
                throw Complaint.input("\(id) is \(pattern.status.rawValue) already")
            }
            return (pattern, pack, status)
        }
        var approvals = Approvals()
        for (pattern, pack, status) in changes {
            guard let manifest = packs.first(where: { $0.id == pack }) else { continue }
            var promoted = pattern
            promoted.status = status
            try writable.save(
                promoted, in: manifest, origin: "promoted to \(status.rawValue)",
                at: Session.now())
            try approvals.carryOver(from: pattern, to: promoted)
        }
        switch format {
        case .json:
            Console.output(
                try JSON.text(
                    Document(
                        patterns: changes.map {
                            .init(pattern: $0.0.id, before: $0.0.status, after: $0.2)
                        })))
        case .text:
            for (pattern, _, status) in changes { Console.say("\(pattern.id): \(status.rawValue)") }
        }
    }
}

extension PatternStatus {
    fileprivate var next: PatternStatus? {
        switch self {
        case .experimental: .test
        case .test: .stable
        case .stable, .deprecated: nil
        }
    }
}

/// Patterns that this machine may change.
private enum OwnPattern {
    static func pattern(_ id: String, in store: KnowledgeStore) throws -> Pattern {
        let (pattern, pack) = try imported(id, in: store)
        guard pack == OwnPack.id else {
            throw Complaint.input(
                "\(id) belongs to pack \(pack)",
                hint: "change it in the pack, and import that again")
        }
        return pattern
    }

    static func imported(_ id: String, in store: KnowledgeStore) throws -> (Pattern, PackID) {
        if let record = try store.patternRecord(PatternID(id)) {
            return (try record.pattern(), record.pack)
        }
        let isBuiltIn = PatternLibrary.builtIn.contains { $0.id == PatternID(id) }
        throw Complaint.input(
            isBuiltIn ? "\(id) is a built-in pattern" : "no pattern is called \(id)",
            hint: isBuiltIn
                ? "export it, give it another id, and import that"
                : "recourse patterns search WORD finds its name")
    }
}
