import RecourseLearning

/// One kind of failure: what a policy may see of it, and what only the world knows.
struct SimulatedKind {
    /// Seen: what may be tried, with the packs' priors; the last is the bare re-run, with how long
    /// the failed command took.
    var candidates: [Candidate]
    /// Hidden: expected seconds of an attempt, for each candidate.
    var seconds: [Double]
    /// Hidden: for each context, the probability of each hidden cause.
    var causes: [[Double]]
    /// Hidden: for each cause, the probability that each candidate resolves it.
    var success: [[Double]]

    /// With the fixes' success probabilities dealt out anew among them. What they cost, what packs
    /// say of them and the bare re-run stay as they were.
    func shuffled(using generator: inout some RandomNumberGenerator) -> SimulatedKind {
        let order = Array(0..<candidates.count - 1).shuffled(using: &generator)
        var shuffled = self
        for cause in success.indices {
            for (fix, source) in order.enumerated() {
                shuffled.success[cause][fix] = success[cause][source]
            }
        }
        return shuffled
    }
}

/// One failure with everything that chance decides about it, so that all policies meet the same.
struct SimulatedFailure {
    var kind: Int
    var context: Int
    var cause: Int
    /// Seconds since the beginning.
    var at: Double
    /// For each candidate, uniform on 0..<1: it works where this is below its success probability.
    var luck: [Double]
    /// For each candidate, this attempt's duration over the expected one.
    var slowness: [Double]
    var modelLuck: Double
}
