import RecourseCore
import RecourseLearning
import Testing

@Suite struct RankerTests {
    private let ranker = Ranker(now: 0, options: .withoutReruns)

    private let slowAndSure = Candidate.test(
        "sure", tallies: [.test(wins: 38, losses: 2, each: 20)])
    private let quick = Candidate.test("quick", tallies: [.test(wins: 20, losses: 20, each: 1)])
    private let useless = Candidate.test("useless", tallies: [.test(wins: 0, losses: 40, each: 1)])

    @Test func successPerSecondDecidesNotSuccess() {
        let ranking = ranker.ranked([useless, slowAndSure, quick])
        #expect(ranking.ids == ["quick", "sure", "useless"])
        let first = ranking.fixes[0]
        #expect(first.success == 0.5)
        #expect(first.score == first.success / first.expectedSeconds)
        #expect(first.trials == 40)
        #expect(ranking.leadingCount == 3 && ranking.trailing.isEmpty)
    }

    @Test func theFallbackTakesItsPlaceInTheOrder() {
        let model = Fallback(seconds: 8, success: 0.85)
        let ranking = ranker.ranked([useless, slowAndSure, quick], fallback: model)
        #expect(ranking.leading.map(\.reference.fix) == ["quick"])
        #expect(ranking.trailing.map(\.reference.fix) == ["sure", "useless"])
        let person = Fallback(seconds: 120, success: 1)
        #expect(ranker.ranked([useless, slowAndSure, quick], fallback: person).leadingCount == 3)
        let instant = Fallback(seconds: 0, success: 1)
        #expect(ranker.ranked([quick], fallback: instant).leadingCount == 0)
    }

    @Test func aWeakFallbackComesLater() {
        #expect(Fallback(seconds: 8, success: 0.2).score == 0.025)
        let ranking = ranker.ranked([slowAndSure], fallback: Fallback(seconds: 8, success: 0.2))
        #expect(ranking.leadingCount == 1)
    }

    @Test func whatWasTriedIsLeftOut() {
        let ranking = ranker.ranked([slowAndSure, quick], tried: [quick.reference])
        #expect(ranking.ids == ["sure"])
        #expect(ranker.ranked([]).fixes.isEmpty)
    }

    @Test func adviceComesLastAndIsNeverTried() {
        let advice = Candidate.test("advice", kind: .advice, prior: Prior(success: 1, trials: 10))
        let ranking = ranker.ranked([advice, useless])
        #expect(ranking.ids == ["useless", "advice"])
        #expect(ranking.leadingCount == 1)
    }

    @Test func equalsKeepTheOrderGiven() {
        let ids: [FixID] = ["c", "a", "b"]
        #expect(ranker.ranked(ids.map { .test($0) }).ids == ids)
    }

    @Test func zeroDurationsStayFinite() {
        let instant = Candidate.test("a", expectedSeconds: 0)
        #expect(ranker.ranked([instant]).fixes[0].score.isFinite)
    }

    @Test func aSeedDecidesEverything() {
        let candidates = [slowAndSure, quick, .test("new"), .test("newer")]
        func rankings(seed: UInt64) -> [Ranking] {
            var generator = SplitMix64(seed: seed)
            return (0..<20).map { _ in ranker.ranked(candidates, using: &generator) }
        }
        #expect(rankings(seed: 1) == rankings(seed: 1))
        #expect(rankings(seed: 1) != rankings(seed: 2))
    }

    /// With a narrowing of one, each comes first as often as it is the better one.
    @Test func samplingMatchesTheProbabilityOfBeingBest() {
        var options = Ranker.Options.withoutReruns
        options.sharpness = 1
        let ranker = Ranker(now: 0, options: options)
        let known = Candidate.test("known", tallies: [.test(wins: 749_999, losses: 249_999)])
        let unknown = Candidate.test("unknown", expectedSeconds: 1)
        var generator = SplitMix64(seed: 3)
        let firsts = (0..<4_000).count { _ in
            ranker.ranked([known, unknown], using: &generator).ids[0] == "unknown"
        }
        // A uniform p exceeds 0.75 in a quarter of cases.
        #expect(abs(Double(firsts) / 4_000 - 0.25) < 0.03)
    }

    @Test func aNarrowedPosteriorExploresLess() {
        let better = Candidate.test("better", tallies: [.test(wins: 6, losses: 4)])
        let worse = Candidate.test("worse", tallies: [.test(wins: 5, losses: 5)])
        let explored = [1.0, 10, 1_000].map { sharpness -> Int in
            var options = Ranker.Options.withoutReruns
            options.sharpness = sharpness
            var generator = SplitMix64(seed: 8)
            return (0..<1_000).count { _ in
                Ranker(now: 0, options: options)
                    .ranked([better, worse], using: &generator).ids[0] == "worse"
            }
        }
        #expect(explored[0] > 300 && (50..<250).contains(explored[1]) && explored[2] == 0)
    }

    @Test func samplingLeavesWhatIsShownAlone() {
        var generator = SplitMix64(seed: 9)
        let sampled = ranker.ranked([quick, slowAndSure], using: &generator)
        let means = ranker.ranked([quick, slowAndSure])
        let shown = Dictionary(
            uniqueKeysWithValues: means.fixes.map { ($0.reference, $0.posterior) })
        #expect(sampled.fixes.allSatisfy { shown[$0.reference] == $0.posterior })
    }
}
