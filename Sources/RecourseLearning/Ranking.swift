public import RecourseCore

/// A candidate in its place.
public struct RankedFix: Hashable, Sendable {
    public var reference: FixReference
    public var kind: FixKind
    /// What is believed of it; its mean and `trials` are what people are shown.
    public var posterior: Posterior
    /// Attempts seen that taught something, in any context, never fading.
    public var trials: Int
    /// Success per second by which it was placed: from the posterior mean, or from a sample.
    public var score: Double
    /// `nil` for a bare re-run and where no bare re-run is among the candidates.
    public var lift: Lift?

    /// Posterior mean of the success probability.
    public var success: Double { posterior.success.mean }
    public var expectedSeconds: Double { posterior.seconds }
}

/// Candidates in the order in which to try them.
public struct Ranking: Hashable, Sendable {
    public var fixes: [RankedFix]
    /// How many of them come before the fallback.
    public var leadingCount: Int
    /// True where the first is a bare re-run that stands there only to measure lift.
    public var measuresLift: Bool

    /// Those worth trying before the fallback.
    public var leading: ArraySlice<RankedFix> { fixes.prefix(leadingCount) }
    /// Those that the fallback comes before, and advice.
    public var trailing: ArraySlice<RankedFix> { fixes.dropFirst(leadingCount) }
}
