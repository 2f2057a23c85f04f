import RecourseLearning
import Testing

@Suite struct BetaDistributionTests {
    @Test func momentsInClosedForm() {
        let uniform = BetaDistribution(alpha: 1, beta: 1)
        #expect(uniform.mean == 0.5)
        #expect(abs(uniform.variance - 1.0 / 12) < 1e-15)
        let skewed = BetaDistribution(mean: 0.8, trials: 10)
        #expect(abs(skewed.alpha - 8) < 1e-12)
        #expect(abs(skewed.variance - 8 * 2 / (100.0 * 11)) < 1e-12)
    }

    @Test func evidenceAddsAndLimitsKeepTheMean() {
        let belief = BetaDistribution(alpha: 2, beta: 3).updated(wins: 4, losses: 1)
        #expect(belief == BetaDistribution(alpha: 6, beta: 4))
        #expect(belief.limited(to: 20) == belief)
        #expect(belief.limited(to: 5) == BetaDistribution(alpha: 3, beta: 2))
        #expect(belief.scaled(by: 2) == BetaDistribution(alpha: 12, beta: 8))
    }

    /// Sample mean and variance within five standard errors, for shapes below and above one.
    @Test(arguments: [(0.05, 0.2), (0.5, 0.5), (1, 1), (2, 5), (30, 3), (400, 600)])
    func samplesHaveTheRightMoments(alpha: Double, beta: Double) {
        let belief = BetaDistribution(alpha: alpha, beta: beta)
        var generator = SplitMix64(seed: 11)
        let count = 40_000
        let samples = (0..<count).map { _ in belief.sample(using: &generator) }
        let mean = samples.reduce(0, +) / Double(count)
        let squares = samples.map { ($0 - belief.mean) * ($0 - belief.mean) }
        let variance = squares.reduce(0, +) / Double(count)
        let spread = squares.map { ($0 - variance) * ($0 - variance) }.reduce(0, +) / Double(count)
        let root = Double(count).squareRoot()
        #expect(abs(mean - belief.mean) < 5 * belief.variance.squareRoot() / root)
        #expect(abs(variance - belief.variance) < 5 * spread.squareRoot() / root)
        #expect(samples.allSatisfy { (0...1).contains($0) })
    }

    /// Gamma variates of such shapes are zero in floating point; their ratio must still be one.
    @Test func tinyShapesStayNumbers() {
        var generator = SplitMix64(seed: 5)
        let belief = BetaDistribution(alpha: 1e-4, beta: 3e-4)
        let samples = (0..<4_000).map { _ in belief.sample(using: &generator) }
        #expect(samples.allSatisfy { (0...1).contains($0) })
        let share = Double(samples.count { $0 > 0.5 }) / Double(samples.count)
        #expect(abs(share - 0.25) < 0.04)
    }
}
