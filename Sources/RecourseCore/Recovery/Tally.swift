/// What was observed of a fix in one context, old evidence fading.
public struct Tally: Hashable, Sendable, Codable {
    /// Faded counts, as of `updatedAt`.
    public var wins: Double
    public var losses: Double
    /// Faded seconds over all attempts, as of `updatedAt`.
    public var seconds: Double
    /// Attempts that taught something, never fading: what people are shown.
    public var trials: Int
    public var successes: Int
    /// Seconds since 1970-01-01 UTC.
    public var updatedAt: Double

    public init(
        wins: Double = 0, losses: Double = 0, seconds: Double = 0, trials: Int = 0,
        successes: Int = 0, updatedAt: Double = 0
    ) {
        self.wins = wins
        self.losses = losses
        self.seconds = seconds
        self.trials = trials
        self.successes = successes
        self.updatedAt = updatedAt
    }
}

/// Where evidence was gathered. Contexts are listed from the general to the particular, the general
/// one first.
public struct EvidenceContext: Hashable, Sendable, Codable {
    /// For example `["", "os:linux", "project:9f2c…"]`.
    public var levels: [String]

    public static let everywhere = EvidenceContext(levels: [""])

    public init(levels: [String]) { self.levels = levels }
}
