/// What was learned, and where it is kept. What is recorded may be queued when the call returns, so
/// that a task never waits for a disk; it is written in order, and is durable once `settle` returned.
public protocol Knowledge: Sendable {
    /// For each fix that anything is known of, what was recorded before included, its tallies, one
    /// for each level of the context in its order; a level without evidence has an empty tally.
    func tallies(
        of fixes: [FixReference], in context: EvidenceContext
    ) async throws -> [FixReference: [Tally]]

    func record(_ failure: FailureRecord) async throws -> FailureRecordID

    /// Keeps what a command that passed printed, for trying patterns on.
    func record(_ run: PassingRun) async throws

    /// Keeps what was tried against a recorded failure, and learns from it, in one transaction.
    func record(
        _ attempt: Attempt, of failure: FailureRecordID, in context: EvidenceContext
    ) async throws

    /// Everything recorded so far is durable when it returns.
    func settle() async throws
}

extension Knowledge {
    /// For those that write at once.
    public func settle() async throws {}
}

/// A failure in the store.
public struct FailureRecordID: Hashable, Sendable, Codable {
    public let number: Int64

    public init(_ number: Int64) { self.number = number }
}
