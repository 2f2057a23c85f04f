import Testing

@testable import RecourseAgent

@Suite struct RunScoreTests {
    private static func score(
        _ commands: (Int, Int), _ plans: (Int, Int), _ recoveries: (Int, Int),
        estimated: Double, seconds: Double
    ) -> Double? {
        RunScore(
            commands: .init(commands.0, of: commands.1), plans: .init(plans.0, of: plans.1),
            recoveries: .init(recoveries.0, of: recoveries.1), estimatedSeconds: estimated,
            seconds: seconds
        ).value
    }

    @Test func theWeightsAreTheEarlierSystems() throws {
        let value = try #require(
            Self.score((5, 10), (3, 4), (1, 4), estimated: 10, seconds: 20))
        #expect(abs(value - (0.4 * 0.5 + 0.3 * 0.75 + 0.2 * 0.5 + 0.1 * 0.25)) < 1e-12)
    }

    @Test func aPerfectRunIsOneAndAHopelessOneZero() {
        #expect(Self.score((4, 4), (4, 4), (1, 1), estimated: 10, seconds: 1) == 1)
        #expect(Self.score((0, 4), (0, 4), (0, 4), estimated: 0, seconds: 1) == 0)
    }

    @Test func whatIsNotKnownTakesNoShare() throws {
        let value = try #require(Self.score((1, 2), (0, 0), (0, 0), estimated: 0, seconds: 5))
        #expect(abs(value - 0.5) < 1e-12)
        #expect(Self.score((0, 0), (1, 1), (1, 1), estimated: 1, seconds: 1) == nil)
    }
}
