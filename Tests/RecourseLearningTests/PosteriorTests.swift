import RecourseCore
import RecourseLearning
import Testing

@Suite struct PosteriorTests {
    private let ranker = Ranker(now: 0)

    @Test func nothingKnownIsUniform() {
        let posterior = ranker.posterior(of: .test("a"))
        #expect(posterior.success == BetaDistribution(alpha: 1, beta: 1))
        #expect(posterior.seconds == ranker.options.untriedSeconds)
    }

    @Test func aPriorCountsAsAtMostTenTrials() {
        let modest = ranker.posterior(of: .test("a", prior: Prior(success: 0.8, trials: 5)))
        #expect(abs(modest.success.trials - 7) < 1e-12)
        let boastful = ranker.posterior(of: .test("a", prior: Prior(success: 0.8, trials: 5_000)))
        #expect(abs(boastful.success.alpha - 9) < 1e-12)
        #expect(abs(boastful.success.beta - 3) < 1e-12)
    }

    @Test func localEvidenceOvercomesAPrior() {
        let candidate = Candidate.test(
            "a", prior: Prior(success: 1, trials: 1_000), tallies: [.test(wins: 0, losses: 40)])
        #expect(ranker.posterior(of: candidate).success.mean < 0.25)
    }

    @Test(arguments: [
        Prior(success: 7, trials: 10), Prior(success: -1, trials: 10),
        Prior(success: 0.5, trials: -3), Prior(success: 1, trials: 0),
    ])
    func impossiblePriorsStayWithinBounds(prior: Prior) {
        let success = ranker.posterior(of: .test("a", prior: prior)).success
        #expect(success.alpha >= 1 && success.beta >= 1 && success.trials <= 12)
    }

    @Test func winsAndLossesAreAdded() {
        let posterior = ranker.posterior(of: .test("a", tallies: [.test(wins: 6, losses: 2)]))
        #expect(posterior.success == BetaDistribution(alpha: 7, beta: 3))
    }

    @Test func evidenceFadesUntilNow() {
        var later = ranker
        later.now = later.options.fading.halfLifeSeconds
        let posterior = later.posterior(of: .test("a", tallies: [.test(wins: 6, losses: 2)]))
        #expect(abs(posterior.success.alpha - 4) < 1e-12)
        #expect(abs(posterior.success.beta - 2) < 1e-12)
    }

    /// Durations outweigh the first guess from the first attempt on.
    @Test func costIsLearnedFromDurations() {
        let hinted = Candidate.test("a", expectedSeconds: 30)
        #expect(ranker.posterior(of: hinted).seconds == 30)
        var tried = hinted
        tried.tallies = [.test(wins: 1, losses: 0, each: 2)]
        #expect(abs(ranker.posterior(of: tried).seconds - (3 + 2) / 1.1) < 1e-12)
        tried.tallies = [.test(wins: 20, losses: 10, each: 2)]
        #expect(abs(ranker.posterior(of: tried).seconds - 2) < 0.1)
    }

    /// An empty particular level is the general one, cut to its limit.
    @Test func withoutLocalEvidenceTheGeneralLevelSpeaks() {
        let candidate = Candidate.test("a", tallies: [.test(wins: 58, losses: 0), Tally()])
        let success = ranker.posterior(of: candidate).success
        #expect(abs(success.mean - 59.0 / 60) < 1e-12)
        #expect(abs(success.trials - ranker.options.generalTrialsLimit) < 1e-12)
    }

    /// (limit * general mean + wins) / (limit + trials), the general mean without the local trials.
    @Test func theParticularLevelIsShrunkToTheGeneralOne() {
        let local = Tally.test(wins: 0, losses: 4)
        let general = Tally.test(wins: 58, losses: 4)
        let success = ranker.posterior(of: .test("a", tallies: [general, local])).success
        let limit = ranker.options.generalTrialsLimit
        #expect(abs(success.mean - (limit * 59 / 60) / (limit + 4)) < 1e-12)
    }

    /// A few slow attempts here outweigh many quick ones elsewhere.
    @Test func secondsAreShrunkToo() {
        let elsewhere = Tally.test(wins: 92, losses: 0, each: 1)
        let local = Tally.test(wins: 8, losses: 0, each: 21)
        var general = Tally.test(wins: 100, losses: 0)
        general.seconds = elsewhere.seconds + local.seconds
        let posterior = ranker.posterior(of: .test("a", tallies: [general, local]))
        #expect(abs(posterior.seconds - 11) < 0.02)
    }

    /// A machine with a single project must not count its evidence once for each level.
    @Test func evidenceCountsOnceOverAllLevels() {
        let tally = Tally.test(wins: 3, losses: 1, each: 5)
        let once = ranker.posterior(of: .test("a", tallies: [tally]))
        let nested = ranker.posterior(of: .test("a", tallies: [tally, tally, tally]))
        #expect(nested == once)
    }

    @Test func moreLocalEvidenceWeighsMore() {
        let means = [0, 5, 20, 80].map { losses -> Double in
            let local = Tally.test(wins: 0, losses: losses)
            let general = Tally.test(wins: 90, losses: losses)
            return ranker.posterior(of: .test("a", tallies: [general, local])).success.mean
        }
        #expect(means == means.sorted(by: >))
        #expect(means[0] > 0.9 && means[3] < 0.1)
    }

    /// The part may have kept more of an old trial than the whole.
    @Test func aPartLargerThanItsWholeIsHarmless() {
        let tallies = [Tally.test(wins: 1, losses: 1), Tally.test(wins: 4, losses: 2)]
        let posterior = ranker.posterior(of: .test("a", tallies: tallies))
        #expect(posterior.success == BetaDistribution(alpha: 5, beta: 3))
    }
}
