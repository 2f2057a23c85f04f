import RecourseCore
import RecourseLearning

extension Candidate {
    /// A fix, or with `kind` something else, of the pattern `test.kind`.
    static func test(
        _ id: FixID, kind: FixKind = .run, prior: Prior? = nil, tallies: [Tally] = [],
        expectedSeconds: Double? = nil
    ) -> Candidate {
        Candidate(
            reference: FixReference(pattern: "test.kind", fix: id), kind: kind, prior: prior,
            tallies: tallies, expectedSeconds: expectedSeconds)
    }
}

extension Tally {
    /// Evidence as of second 0, with its mean duration.
    static func test(wins: Double, losses: Double, each seconds: Double = 1) -> Tally {
        Tally(
            wins: wins, losses: losses, seconds: seconds * (wins + losses),
            trials: Int(wins + losses), successes: Int(wins))
    }
}

extension Ranking {
    var ids: [FixID] { fixes.map(\.reference.fix) }
}

extension Ranker.Options {
    /// Without the forced bare re-runs.
    static var withoutReruns: Ranker.Options {
        var options = Ranker.Options()
        options.rerunShare = 0
        return options
    }
}
