public import RecourseCore

/// A fix that could be tried, and what is known of it.
public struct Candidate: Hashable, Sendable {
    public var reference: FixReference
    /// `.retry` is the bare re-run that lift is measured against; `.advice` is never tried.
    public var kind: FixKind
    /// What its author believes.
    public var prior: Prior?
    /// One for each level of the context, the general one first, each a part of the one before it.
    /// None where nothing is known.
    public var tallies: [Tally]
    /// What an attempt is expected to take before one was made; for a bare re-run, how long the
    /// failed command took.
    public var expectedSeconds: Double?

    public init(
        reference: FixReference, kind: FixKind, prior: Prior? = nil, tallies: [Tally] = [],
        expectedSeconds: Double? = nil
    ) {
        self.reference = reference
        self.kind = kind
        self.prior = prior
        self.tallies = tallies
        self.expectedSeconds = expectedSeconds
    }
}

/// What remains when fixes are not worth trying: a model, or a person (`success` 1).
public struct Fallback: Hashable, Sendable {
    /// Expected seconds; positive.
    public var seconds: Double
    /// From 0 to 1.
    public var success: Double

    public init(seconds: Double, success: Double) {
        self.seconds = seconds
        self.success = success
    }

    /// Expected success per second, on the scale of `RankedFix.score`.
    public var score: Double { success / max(seconds, Posterior.shortestSeconds) }
}
