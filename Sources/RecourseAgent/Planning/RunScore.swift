/// How well a run went, 0 to 1: commands that succeeded 0.4, plans that held 0.3, efficiency 0.2,
/// recovery 0.1. The weights are the earlier system's.
public struct RunScore: Hashable, Sendable, Codable {
    /// So many of so many.
    public struct Share: Hashable, Sendable, Codable {
        public var count: Int
        public var total: Int

        public init(_ count: Int, of total: Int) {
            self.count = count
            self.total = total
        }

        /// Within 0 and 1; `nil` of nothing.
        public var rate: Double? {
            total > 0 ? min(max(Double(count) / Double(total), 0), 1) : nil
        }
    }

    /// Commands that ended with 0 in the end.
    public var commands: Share
    /// Steps that came as the plan said (`PlanProgress.expected`), of those that were carried out.
    public var plans: Share
    /// Failures that were recovered from.
    public var recoveries: Share
    public var estimatedSeconds: Double
    public var seconds: Double

    public init(
        commands: Share, plans: Share, recoveries: Share, estimatedSeconds: Double, seconds: Double
    ) {
        self.commands = commands
        self.plans = plans
        self.recoveries = recoveries
        self.estimatedSeconds = estimatedSeconds
        self.seconds = seconds
    }

    /// Estimated by real time, at most 1; `nil` where nothing was estimated.
    public var efficiency: Double? {
        guard estimatedSeconds > 0, seconds.isFinite else { return nil }
        return seconds <= estimatedSeconds ? 1 : estimatedSeconds / seconds
    }

    /// A part of which nothing is known takes no share: the others count for it. `nil` where nothing
    /// was run.
    public var value: Double? {
        guard commands.rate != nil else { return nil }
        let parts: [(weight: Double, rate: Double?)] = [
            (0.4, commands.rate), (0.3, plans.rate), (0.2, efficiency), (0.1, recoveries.rate),
        ]
        let known = parts.filter { $0.rate != nil }
        let weight = known.reduce(0) { $0 + $1.weight }
        return known.reduce(0) { $0 + $1.weight * ($1.rate ?? 0) } / weight
    }
}
