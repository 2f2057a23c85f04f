import ArgumentParser
import RecourseCatalog
import RecourseCore
import RecourseCuration
import RecourseMatching
import RecourseStore
import RecourseText

struct PatternsReview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract:
            "The queue of proposed patterns: look at the evidence, accept, edit, reject, merge.",
        discussion: """
            EXAMPLES
              recourse patterns review
              recourse patterns review show 3
              recourse patterns review accept 3 --id team.cache-broken
              recourse patterns review merge 4 --into team.cache-broken
            """,
        subcommands: [List.self, Show.self, Accept.self, Edit.self, Reject.self, Merge.self],
        defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "What waits for a decision, best evidence first.",
            discussion: """
                EXAMPLES
                  recourse patterns review list --all --format json
                """)
        @Flag(help: "What was decided, too.") var all = false
        @Option(help: "table, json or csv.") var format = DataFormat.table
        @OptionGroup var store: StoreOptions

        private struct Document: Encodable {
            var schema = "recourse.review/1"
            var candidates: [CandidateRow]
        }

        func run() throws {
            let rows = try store.existingStore()?.candidates(all ? nil : .open) ?? []
            let table = CandidateRow.table(rows.map { .init($0) })
            switch format {
            case .json:
                Console.output(try JSON.text(Document(candidates: rows.map { .init($0) })))
            case .csv: Console.output(table.csv)
            case .table: Console.output(table.text)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One candidate with its evidence.",
            discussion: """
                EXAMPLES
                  recourse patterns review show 3
                """)
        @Argument(help: ArgumentHelp("Its number.", valueName: "number")) var number: Int64
        @Option(help: "text or json.") var format = TextFormat.text
        @OptionGroup var store: StoreOptions

        private struct Document: Encodable {
            var schema = "recourse.candidate/1"
            var candidate: PatternCandidate
        }

        func run() throws {
            let candidate = try CandidateQueue(store.existingStore()).candidate(number)
            switch format {
            case .json: Console.output(try JSON.text(Document(candidate: candidate)))
            case .text:
                let evidence = candidate.evidence
                Console.output(PackWriting.text(candidate.pattern))
                Console.say(
                    "\(candidate.state.rawValue); from \(candidate.source.rawValue): \(evidence.failures) "
                        + "failure\(evidence.failures == 1 ? "" : "s") of \(evidence.kinds) "
                        + "kind\(evidence.kinds == 1 ? "" : "s"), of \(evidence.programs.joined(separator: ", ")), "
                        + "last \(CivilDate.text(evidence.lastSeen))")
                for line in evidence.lines { Console.say("  \(line.escapedForTerminal())") }
            }
        }
    }

    struct Accept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept", abstract: "Make it a pattern of the pack `local`.",
            discussion: """
                EXAMPLES
                  recourse patterns review accept 3
                  recourse patterns review accept 3 --id team.cache-broken
                """)
        @OptionGroup var decision: Decision
        @Option(help: ArgumentHelp("What it is called.", valueName: "id")) var id: String?

        func run() async throws { try await decision.accept(as: id, isEdited: false) }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "edit", abstract: "Open it in the editor, then accept it.",
            discussion: """
                EXAMPLES
                  recourse patterns review edit 3
                """)
        @OptionGroup var decision: Decision

        func run() async throws { try await decision.accept(as: nil, isEdited: true) }
    }

    struct Reject: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reject", abstract: "Turn it down; it is not proposed again.",
            discussion: """
                A pattern that was learned from a model, and is in use already, is retired.

                EXAMPLES
                  recourse patterns review reject 3 --reason "only a symptom"
                """)
        @Argument(help: ArgumentHelp("Its number.", valueName: "number")) var number: Int64
        @Option(help: ArgumentHelp("Kept with it.", valueName: "text")) var reason = ""
        @OptionGroup var store: StoreOptions

        func run() throws {
            let candidate = try CandidateQueue(store.existingStore()).candidate(number)
            let writable = try store.writableStore()
            try writable.decide(number, .rejected, reason: reason, at: Session.now())
            guard let learned = try candidate.learnedPattern(in: writable) else { return }
            try writable.set(.retired, of: [learned.id], reason: reason, at: Session.now())
            var approvals = Approvals()
            _ = try approvals.revoke(learned.id)
            Console.say("retired \(learned.id)")
        }
    }

    struct Merge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "merge",
            abstract:
                "Make its lines examples of a pattern of the pack `local` that recognises them.",
            discussion: """
                A pattern whose regex does not match them is widened to what both say.

                EXAMPLES
                  recourse patterns review merge 4 --into team.cache-broken
                """)
        @OptionGroup var decision: Decision
        @Option(help: ArgumentHelp("The pattern that takes it in.", valueName: "id"))
        var into: String

        func run() async throws { try await decision.merge(into: PatternID(into)) }
    }
}

/// Candidates of a store, which may not be there yet.
private struct CandidateQueue {
    let store: KnowledgeStore?

    init(_ store: KnowledgeStore?) { self.store = store }

    func candidate(_ number: Int64) throws -> PatternCandidate {
        guard let candidate = try store?.candidate(number: number) else {
            throw Complaint(
                status: Status.no, headline: "there is no candidate \(number)",
                hint: "recourse patterns review lists them")
        }
        return candidate
    }
}

extension PatternCandidate {
    /// The pattern as it is in use, where it was learned from a model and not only proposed.
    fileprivate func learnedPattern(in store: KnowledgeStore) throws -> Pattern? {
        guard source == .model, let record = try store.patternRecord(pattern.id),
            record.pack == OwnPack.id
        else { return nil }
        let current = try record.pattern()
        return current.status == .deprecated ? nil : current
    }
}

/// A person's decision to take a candidate in.
struct Decision: ParsableArguments {
    @Argument(help: ArgumentHelp("Its number.", valueName: "number")) var number: Int64
    @Option(help: "text or json.") var format = TextFormat.text
    @OptionGroup var gate: ReplayGate
    @OptionGroup var store: StoreOptions

    private struct Document: Encodable {
        var schema = "recourse.decision/1"
        var candidate: Int64
        var state: PatternCandidate.State
        var pattern: Pattern
        var replay: ReplayReport.Document
    }

    func accept(as id: String?, isEdited: Bool) async throws {
        let desk = PatternDesk(store: try store.writableStore(), gate: gate)
        let candidate = try openCandidate(in: desk.store)
        if let learned = try candidate.learnedPattern(in: desk.store) {
            return try await keep(learned, desk, as: id, isEdited: isEdited)
        }
        var pattern = candidate.pattern
        pattern.id = try id.map { PatternID($0) } ?? desk.freeID(pattern.id)
        guard pattern.id.isWellFormed else {
            throw Complaint.input("\(pattern.id) is no pattern id; they look like family.kind")
        }
        if isEdited {
            pattern = try await desk.edited(pattern)
        } else {
            try await desk.check(pattern)
        }
        try finish(desk, pattern, .accepted)
    }

    /// What was learned is in use at status `test` already: the decision makes it stable.
    private func keep(
        _ learned: Pattern, _ desk: PatternDesk, as id: String?, isEdited: Bool
    ) async throws {
        guard id.map({ PatternID($0) == learned.id }) ?? true else {
            throw Complaint.input(
                "\(learned.id) is in use already and keeps its id", hint: "leave --id out")
        }
        var pattern = isEdited ? try await desk.edited(learned) : learned
        guard pattern.id == learned.id else {
            throw Complaint.input(
                "\(learned.id) cannot become \(pattern.id)",
                hint: "an id is never changed: reject it, and write another")
        }
        if pattern.scope != learned.scope, pattern.revision <= learned.revision {
            pattern.revision = learned.revision + 1
        }
        let isUnchanged = pattern == learned
        pattern.status = .stable
        try await desk.check(pattern)
        try finish(desk, pattern, .accepted)
        // Edited, it is another: its fixes wait for `trust approve` as any.
        guard isUnchanged else { return }
        var approvals = Approvals()
        try approvals.carryOver(from: learned, to: pattern)
    }

    func merge(into id: PatternID) async throws {
        let desk = PatternDesk(store: try store.writableStore(), gate: gate)
        let candidate = try openCandidate(in: desk.store)
        guard let record = try desk.store.patternRecord(id), record.pack == OwnPack.id else {
            throw Complaint.input("\(id) is no pattern of the pack \(OwnPack.id)")
        }
        guard let pattern = PatternDraft.merging(candidate.pattern, into: try record.pattern())
        else {
            throw Complaint.input(
                "\(id) and candidate \(number) have too little in common",
                hint: "accept it as a pattern of its own")
        }
        try await desk.check(pattern)
        try finish(desk, pattern, .merged)
        guard let learned = try candidate.learnedPattern(in: desk.store), learned.id != id else {
            return
        }
        try desk.store.set(
            .retired, of: [learned.id], reason: "merged into \(id)", at: Session.now())
    }

    private func openCandidate(in store: KnowledgeStore) throws -> PatternCandidate {
        let candidate = try CandidateQueue(store).candidate(number)
        guard candidate.state == .open else {
            throw Complaint.input(
                "candidate \(number) was \(candidate.state.rawValue)",
                hint: "only what is open can be decided")
        }
        return candidate
    }

    private func finish(
        _ desk: PatternDesk, _ pattern: Pattern, _ state: PatternCandidate.State
    ) throws {
        let replay = try desk.save(pattern, origin: "candidate \(number)")
        try desk.store.decide(number, state, became: pattern.id, at: Session.now())
        switch format {
        case .json:
            Console.output(
                try JSON.text(
                    Document(
                        candidate: number, state: state, pattern: pattern, replay: .init(replay))))
        case .text:
            Console.say("\(state.rawValue): \(pattern.id)")
            ReplayReport.say(replay)
        }
    }
}
