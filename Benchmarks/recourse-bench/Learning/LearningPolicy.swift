import RecourseCore
import RecourseLearning

/// The real ranking over the real tallies. It sees of a failure only its candidates, and of an
/// attempt only its outcome and its duration.
struct LearningPolicy: SimulatedPolicy {
    enum Rule {
        /// `Ranker`, sampled, with the model and then the person as its fallback.
        case ranked
        /// The same evidence, but the highest success rate first, the model after three failures,
        /// then the person.
        case successRate
        /// `Ranker` with the packs' priors and nothing learned; it is told the mean cost of a fix.
        case staticPriors
    }

    private struct Evidence: Hashable {
        var fix: FixReference
        var context: Int?
    }

    private let rule: Rule
    private let hasContexts: Bool
    private var tallies: [Evidence: Tally] = [:]
    private var generator: SplitMix64

    /// With a level of tallies for each context, or the general one alone.
    init(_ rule: Rule, hasContexts: Bool, seed: UInt64) {
        self.rule = rule
        self.hasContexts = hasContexts
        generator = SplitMix64(seed: seed)
    }

    mutating func move(in situation: Situation) -> Move {
        var candidates = situation.candidates
        for index in candidates.indices {
            candidates[index].tallies = evidence(candidates[index].reference, situation.context)
                .map { tallies[$0] ?? Tally() }
        }
        let tried = situation.tried.map { candidates[$0].reference }
        let fallback = situation.modelFailed ? LastResort.person : LastResort.model
        var ranker = Ranker(now: situation.at)
        let chosen: RankedFix?
        switch rule {
        case .ranked:
            let ranking = ranker.ranked(
                candidates, tried: tried, fallback: fallback, using: &generator)
            chosen = ranking.leading.first
        case .successRate:
            let fixes = ranker.ranked(candidates, tried: tried).fixes
            let isDone = situation.modelFailed || tried.count >= 3
            chosen = isDone ? nil : fixes.max { $0.success < $1.success }
        case .staticPriors:
            ranker.options.untriedSeconds = 5
            chosen = ranker.ranked(candidates, tried: tried, fallback: fallback).leading.first
        }
        if let chosen,
            let index = candidates.firstIndex(where: { $0.reference == chosen.reference })
        {
            return .attempt(index)
        }
        return situation.modelFailed ? .person : .model
    }

    mutating func observe(
        _ outcome: Outcome, of candidate: Int, seconds: Double, in situation: Situation
    ) {
        guard rule != .staticPriors else { return }
        let fix = situation.candidates[candidate].reference
        for key in evidence(fix, situation.context) {
            let tally = tallies[key] ?? Tally()
            tallies[key] = tally.recording(outcome, seconds: seconds, at: situation.at)
        }
    }

    private func evidence(_ fix: FixReference, _ context: Int) -> [Evidence] {
        let general = Evidence(fix: fix, context: nil)
        return hasContexts ? [general, Evidence(fix: fix, context: context)] : [general]
    }
}
