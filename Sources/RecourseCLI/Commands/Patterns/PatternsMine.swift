import ArgumentParser
import RecourseCore
import RecourseCuration
import RecourseStore

struct PatternsMine: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mine",
        abstract:
            "Cluster the failures that nothing explained, and propose a pattern for each cluster.",
        discussion: """
            What is proposed waits in `recourse patterns review`; nothing is looked for until it is accepted.

            EXAMPLES
              recourse patterns mine
              recourse patterns mine --support 5 --since 30d --dry-run --format json
            """)
    @Option(
        help: ArgumentHelp(
            "A cluster needs so many failures.", valueName: "number"))
    var support = 2
    @Option(
        help: ArgumentHelp(
            "Only failures since: 12h, 30d, or a date as 2026-01-31.", valueName: "time"))
    var since: TimePoint?
    @Flag(help: "Says what would be proposed, and keeps nothing.") var dryRun = false
    @Option(help: "text or json.") var format = TextFormat.text
    @OptionGroup var store: StoreOptions

    /// The newest so many.
    private static let failuresRead = 20_000

    private struct Document: Encodable {
        var schema = "recourse.mine/1"
        var failures: Int
        var proposed: [CandidateRow]
        var new: Int
    }

    func validate() throws {
        if support < 1 { throw ValidationError("--support is at least 1.") }
    }

    func run() throws {
        let existing = try store.existingStore()
        let time = Session.now()
        let failures =
            try existing?.unknownRuns(
                since: since?.seconds ?? 0, limit: Self.failuresRead) ?? []
        let candidates = FailureMining(leastSupport: support).candidates(
            from: failures, passing: try existing?.passingRuns() ?? [],
            known: try PatternLibrary(store: existing).patternSet, at: time)
        var new = candidates.count
        if !dryRun, !candidates.isEmpty { new = try store.writableStore().propose(candidates) }
        switch format {
        case .json:
            Console.output(
                try JSON.text(
                    Document(
                        failures: failures.count, proposed: candidates.map { .init($0) }, new: new))
            )
        case .text:
            Console.output(CandidateRow.table(candidates.map { .init($0) }).text)
            Console.say(
                "\(failures.count) unexplained failure\(failures.count == 1 ? "" : "s"), "
                    + "\(candidates.count) cluster\(candidates.count == 1 ? "" : "s"), \(new) new"
                    + (dryRun || new == 0 ? "" : "; see: recourse patterns review"))
        }
    }
}

/// A candidate in a list.
struct CandidateRow: Encodable {
    var number: Int64
    var state: PatternCandidate.State
    var source: PatternCandidate.Source
    var pattern: PatternID
    var failures: Int
    var kinds: Int
    var programs: [String]
    var template: String
    var regex: String

    init(_ candidate: PatternCandidate) {
        number = candidate.number
        state = candidate.state
        source = candidate.source
        pattern = candidate.became ?? candidate.pattern.id
        failures = candidate.evidence.failures
        kinds = candidate.evidence.kinds
        programs = candidate.evidence.programs
        template = candidate.template
        regex = candidate.pattern.scope.regexes.joined(separator: "\n")
    }

    private static let templateShown = 80

    static func table(_ rows: [CandidateRow]) -> Table {
        Table(
            columns: ["number", "failures", "from", "state", "pattern", "template"],
            rows: rows.map {
                [
                    $0.number == 0 ? "-" : "\($0.number)", "\($0.failures)", $0.source.rawValue,
                    $0.state.rawValue, $0.pattern.rawValue,
                    String($0.template.prefix(templateShown)),
                ]
            }, numeric: [0, 1])
    }
}
