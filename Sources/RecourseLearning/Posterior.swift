/// What is believed of one fix in one context.
public struct Posterior: Hashable, Sendable {
    public var success: BetaDistribution
    /// Expected seconds of an attempt, the re-run included.
    public var seconds: Double

    /// No attempt is taken to be shorter, so that success per second is finite.
    static let shortestSeconds = 0.001

    /// Success per second, p / c, for a given p.
    func score(success: Double) -> Double { success / max(seconds, Self.shortestSeconds) }
}

/// A mean with the number of observations it is worth.
struct WeightedMean {
    var mean: Double
    var weight: Double

    func updated(total: Double, weight added: Double) -> WeightedMean {
        let weight = weight + added
        guard weight > 0 else { return self }
        return WeightedMean(mean: (mean * self.weight + total) / weight, weight: weight)
    }

    func limited(to limit: Double) -> WeightedMean {
        WeightedMean(mean: mean, weight: min(weight, limit))
    }
}
