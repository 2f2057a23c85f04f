#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What is believed of an unknown success probability: Beta(alpha, beta), the conjugate of wins and
/// losses. Both parameters are positive.
public struct BetaDistribution: Hashable, Sendable, Codable {
    public var alpha: Double
    public var beta: Double

    public init(alpha: Double, beta: Double) {
        self.alpha = alpha
        self.beta = beta
    }

    /// With the given mean, strictly between 0 and 1, and worth `trials` > 0 trials.
    public init(mean: Double, trials: Double) {
        self.init(alpha: mean * trials, beta: (1 - mean) * trials)
    }

    /// alpha + beta: how many trials the belief is worth.
    public var trials: Double { alpha + beta }

    public var mean: Double { alpha / trials }

    /// ab / ((a + b)^2 (a + b + 1)).
    public var variance: Double { mean * (1 - mean) / (trials + 1) }

    /// The posterior after that many more wins and losses.
    public func updated(wins: Double, losses: Double) -> BetaDistribution {
        BetaDistribution(alpha: alpha + wins, beta: beta + losses)
    }

    /// The same mean, worth at most `limit` trials.
    public func limited(to limit: Double) -> BetaDistribution {
        trials <= limit ? self : BetaDistribution(mean: mean, trials: limit)
    }

    /// The same mean, worth `factor` > 0 times as many trials.
    public func scaled(by factor: Double) -> BetaDistribution {
        BetaDistribution(alpha: alpha * factor, beta: beta * factor)
    }

    /// A variate: X / (X + Y) for gamma variates X of shape alpha and Y of shape beta.
    public func sample(using generator: inout some RandomNumberGenerator) -> Double {
        let x = generator.logGamma(shape: alpha)
        let y = generator.logGamma(shape: beta)
        return 1 / (1 + exp(y - x))
    }
}
