public import RecourseCore

/// Orders fixes by expected success per second.
///
/// Where attempts succeed independently with probability p at cost c, and the first success ends
/// it, the order of falling p / c has the least expected cost (Mitten, "An Analytic Solution to the
/// Least Cost Testing Sequence Problem", Journal of Industrial Engineering 11, 1960); a fallback is
/// one more attempt in that order. Fixes of one failure are not independent, as they share its
/// hidden cause, but each is judged where the order puts it, so its tally comes to hold its success
/// after those before it have failed.
///
/// p is not known: Thompson sampling draws it from its posterior, so that what may be better is
/// tried as often as it may be better (Thompson, Biometrika 25, 1933; regret bounds by Agrawal and
/// Goyal, COLT 2012). After a failed attempt, ask again with it among `tried`.
public struct Ranker: Sendable {
    /// Seconds since 1970-01-01 UTC.
    public var now: Double
    public var options: Options

    public init(now: Double, options: Options = Options()) {
        self.now = now
        self.options = options
    }

    /// By posterior means, for display: nothing is left to chance and nothing is explored.
    public func ranked(
        _ candidates: [Candidate], tried: [FixReference] = [], fallback: Fallback? = nil
    ) -> Ranking {
        var fixes: [RankedFix] = []
        for (candidate, posterior) in remaining(candidates, tried: tried) {
            let score = posterior.score(success: posterior.success.mean)
            fixes.append(RankedFix(candidate, posterior: posterior, score: score))
        }
        return ranking(of: fixes, among: candidates, fallback: fallback)
    }

    /// By Thompson sampling. Equal candidates in equal order and an equal generator give an equal
    /// ranking. While nothing was tried, a bare re-run among the candidates is put first in a small
    /// share of cases.
    public func ranked(
        _ candidates: [Candidate], tried: [FixReference] = [], fallback: Fallback? = nil,
        using generator: inout some RandomNumberGenerator
    ) -> Ranking {
        var fixes: [RankedFix] = []
        for (candidate, posterior) in remaining(candidates, tried: tried) {
            let narrowed = posterior.success.scaled(by: options.sharpness)
            let score = posterior.score(success: narrowed.sample(using: &generator))
            fixes.append(RankedFix(candidate, posterior: posterior, score: score))
        }
        var ranking = ranking(of: fixes, among: candidates, fallback: fallback)
        if tried.isEmpty, generator.uniform() < options.rerunShare { ranking.measureLift() }
        return ranking
    }

    private func remaining(
        _ candidates: [Candidate], tried: [FixReference]
    ) -> [(Candidate, Posterior)] {
        candidates.filter { !tried.contains($0.reference) }.map { ($0, posterior(of: $0)) }
    }

    /// Highest score first, equals in the order given, advice last; a fix that is no better than
    /// the fallback comes after it.
    private func ranking(
        of fixes: [RankedFix], among candidates: [Candidate], fallback: Fallback?
    ) -> Ranking {
        var placed = fixes.enumerated().sorted { left, right in
            (left.element.rank, left.offset) < (right.element.rank, right.offset)
        }.map(\.element)
        if let rerun = candidates.first(where: { $0.kind == .retry }) {
            let chance = posterior(of: rerun).success
            for index in placed.indices where placed[index].isRemedy {
                placed[index].lift = Lift(of: placed[index].posterior.success, over: chance)
            }
        }
        let threshold = fallback?.score ?? -.infinity
        let leading = placed.prefix { $0.kind != .advice && $0.score > threshold }
        return Ranking(fixes: placed, leadingCount: leading.count, measuresLift: false)
    }
}

extension RankedFix {
    fileprivate init(_ candidate: Candidate, posterior: Posterior, score: Double) {
        self.init(
            reference: candidate.reference, kind: candidate.kind, posterior: posterior,
            trials: candidate.tallies.first?.trials ?? 0, score: score, lift: nil)
    }

    /// Whether it changes anything: neither a bare re-run nor advice.
    fileprivate var isRemedy: Bool { kind != .retry && kind != .advice }

    /// Lower is earlier.
    fileprivate var rank: Double { kind == .advice ? .infinity : -score }
}

extension Ranking {
    /// Moves the bare re-run to the front, if there is one and it is not there.
    fileprivate mutating func measureLift() {
        guard let index = fixes.firstIndex(where: { $0.kind == .retry }) else { return }
        guard index > 0 || leadingCount == 0 else { return }
        fixes.insert(fixes.remove(at: index), at: 0)
        if index >= leadingCount { leadingCount += 1 }
        measuresLift = true
    }
}
