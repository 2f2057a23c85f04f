import RecourseCore
import RecourseLearning
import Testing

@Suite struct LiftTests {
    private let ranker = Ranker(now: 0)
    private let rerun = Candidate.test(
        "rerun", kind: .retry, tallies: [.test(wins: 50, losses: 50, each: 1)])

    /// A flaky failure: the fix wins half the time, and so does running the command again.
    @Test func aFixThatOnlyReRunsHasNone() throws {
        let idle = Candidate.test("idle", tallies: [.test(wins: 50, losses: 50, each: 4)])
        let ranking = ranker.ranked([idle, rerun])
        #expect(ranking.ids == ["rerun", "idle"])
        let lift = try #require(ranking.fixes[1].lift)
        #expect(abs(lift.estimate) < 0.02)
        #expect((0.4...0.65).contains(lift.probabilityPositive))
        #expect(ranking.fixes[0].lift == nil)
    }

    @Test func aFixThatWorksHasTheDifference() throws {
        let real = Candidate.test("real", tallies: [.test(wins: 95, losses: 5, each: 4)])
        let lift = try #require(ranker.ranked([rerun, real]).fixes.compactMap(\.lift).first)
        #expect(abs(lift.estimate - (96.0 / 102 - 50.2 / 102)) < 1e-12)
        #expect(lift.probabilityPositive > 0.999)
        #expect(lift.deviation < 0.06)
    }

    @Test func itIsKnownAfterTheReRunWasTried() {
        let real = Candidate.test("real", tallies: [.test(wins: 95, losses: 5, each: 4)])
        let ranking = ranker.ranked([rerun, real], tried: [rerun.reference])
        #expect(ranking.ids == ["real"])
        #expect(ranking.fixes[0].lift != nil)
        #expect(ranker.ranked([real]).fixes[0].lift == nil)
    }

    /// Bare re-runs that rank last are put first in the share asked for, and only at the start.
    @Test func aSmallShareMeasuresIt() {
        let hopeless = Candidate.test(
            "rerun", kind: .retry, tallies: [.test(wins: 0, losses: 200, each: 10)])
        let real = Candidate.test("real", tallies: [.test(wins: 95, losses: 5, each: 1)])
        let model = Fallback(seconds: 8, success: 0.85)
        var generator = SplitMix64(seed: 4)
        let first = (0..<5_000).map { _ in
            ranker.ranked([real, hopeless], fallback: model, using: &generator)
        }
        let measuring = first.filter(\.measuresLift)
        #expect(abs(Double(measuring.count) / 5_000 - 0.02) < 0.008)
        #expect(measuring.allSatisfy { $0.ids == ["rerun", "real"] && $0.leadingCount == 2 })
        #expect(first.allSatisfy { $0.measuresLift || $0.leadingCount == 1 })
        let alone = (0..<500).map { _ in
            ranker.ranked([hopeless], fallback: model, using: &generator)
        }
        #expect(alone.contains { $0.measuresLift })
        #expect(alone.allSatisfy { $0.measuresLift == ($0.leadingCount == 1) })
        let later = (0..<500).map { _ in
            ranker.ranked([real, hopeless], tried: [real.reference], using: &generator)
        }
        #expect(later.allSatisfy { !$0.measuresLift })
    }
}
