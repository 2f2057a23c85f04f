/// The journal of runs: what `--resume` goes by.
public protocol RunJournal: Sendable {
    /// Durable when it returns.
    func begin(_ run: RunRecord) async throws
    /// Durable when it returns: a step that is started must be known to be before it is, and one
    /// that ended before its box is ticked. Those of one task that come together are one transaction.
    func record(_ steps: [StepRecord], of run: RunID) async throws
    /// Queued; durable before the end of the run is.
    func record(_ phases: [PhaseRecord], of run: RunID) async throws
    func end(_ run: RunID, as state: RunRecord.State, at time: Double) async throws
    /// The steps of the last run of the list, and of those that it resumed, newest state of each.
    func steps(ofLastRunOf file: String, in directory: String) async throws -> [StepRecord]
    /// Median seconds of each command that ran before, by content.
    func durations(of contents: [String]) async throws -> [String: Double]
}
