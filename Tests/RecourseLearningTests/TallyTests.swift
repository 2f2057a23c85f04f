import RecourseCore
import RecourseLearning
import Testing

@Suite struct TallyTests {
    private let fading = Fading(halfLifeSeconds: 100, halfLifeTrials: 10)
    /// Fades by neither time nor count, to within rounding.
    private let lasting = Fading(halfLifeSeconds: 1e18, halfLifeTrials: 1e18)

    @Test func halvesAfterAHalfLife() {
        let tally = Tally(wins: 8, losses: 4, seconds: 36, trials: 12, successes: 8, updatedAt: 50)
        let faded = tally.faded(to: 150, by: fading)
        #expect(abs(faded.wins - 4) < 1e-12)
        #expect(abs(faded.losses - 2) < 1e-12)
        #expect(abs(faded.seconds - 18) < 1e-12)
        #expect(faded.trials == 12 && faded.successes == 8 && faded.updatedAt == 150)
        #expect(faded.meanSeconds == tally.meanSeconds)
    }

    @Test func fadingInTwoStepsIsFadingOnce() {
        let tally = Tally(wins: 3, losses: 2, seconds: 9, updatedAt: 0)
        let twice = tally.faded(to: 30, by: fading).faded(to: 170, by: fading)
        let once = tally.faded(to: 170, by: fading)
        #expect(abs(twice.wins - once.wins) < 1e-12)
        #expect(abs(twice.seconds - once.seconds) < 1e-12)
    }

    @Test func aClockThatGoesBackFadesNothing() {
        let tally = Tally(wins: 3, losses: 2, seconds: 9, updatedAt: 500)
        #expect(tally.faded(to: 100, by: fading) == tally)
        let recorded = tally.recording(.resolved, seconds: 1, at: 100, fading: lasting)
        #expect(abs(recorded.wins - 4) < 1e-12)
        #expect(recorded.updatedAt == 500)
    }

    /// After a half-life of later trials a win counts half, although no time has passed.
    @Test func fadesByCount() {
        var tally = Tally().recording(.resolved, seconds: 2, at: 0, fading: fading)
        for _ in 0..<10 {
            tally = tally.recording(.unchanged, seconds: 2, at: 0, fading: fading)
        }
        #expect(abs(tally.wins - 0.5) < 1e-12)
        #expect(tally.trials == 11 && tally.successes == 1)
        #expect(abs((tally.meanSeconds ?? 0) - 2) < 1e-12)
    }

    /// The weight tends to 1 / (1 - 2^(-1/10)), so a fix with any history follows a change.
    @Test func theWeightIsBounded() {
        var tally = Tally()
        for _ in 0..<1_000 {
            tally = tally.recording(.resolved, seconds: 1, at: 0, fading: fading)
        }
        #expect(abs(tally.weight - 14.93) < 0.01)
        for _ in 0..<10 {
            tally = tally.recording(.worse, seconds: 1, at: 0, fading: fading)
        }
        #expect(abs(tally.wins / tally.weight - 0.5) < 1e-9)
        #expect(tally.trials == 1_010)
    }

    @Test(arguments: [
        (Outcome.resolved, 1.0, 0.0), (.shifted, 0.5, 0.5), (.unchanged, 0, 1), (.worse, 0, 1),
    ])
    func outcomesAreOneTrialEach(outcome: Outcome, wins: Double, losses: Double) {
        let tally = Tally().recording(outcome, seconds: 3, at: 7)
        #expect(tally.wins == wins && tally.losses == losses)
        #expect(tally.seconds == 3 && tally.trials == 1 && tally.updatedAt == 7)
        #expect(tally.successes == (outcome == .resolved ? 1 : 0))
    }

    @Test func inconclusiveTeachesNothing() {
        let tally = Tally(wins: 1, losses: 2, seconds: 3, trials: 3, successes: 1, updatedAt: 4)
        #expect(tally.recording(.inconclusive, seconds: 99, at: 1_000) == tally)
    }

    @Test(arguments: [-5, Double.nan, .infinity])
    func impossibleDurationsCountAsZero(seconds: Double) {
        let tally = Tally().recording(.resolved, seconds: seconds, at: 0)
        #expect(tally.seconds == 0 && tally.wins == 1)
    }

    @Test func anEmptyTallyHasNoMean() {
        #expect(Tally().meanSeconds == nil)
    }
}
