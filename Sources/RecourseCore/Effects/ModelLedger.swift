/// What processes that ask models share: replies, spending, the health of servers.
public protocol ModelLedger: Sendable {
    /// - Parameters:
    ///   - key: a hash of everything that can change the answer.
    ///   - oldest: a reply that was kept before is none (seconds since 1970-01-01 UTC).
    func keptReply(_ key: String, oldest: Double) async throws -> ModelReply?
    /// Keeps a reply, and drops the ones used longest ago beyond the size limit of the cache.
    func keep(
        _ reply: ModelReply, as key: String, for purpose: ModelRequest.Purpose, at time: Double
    ) async throws

    /// Sets the most that a call may cost aside, in one transaction with the look at what is spent
    /// and set aside already.
    /// - Returns: the number to settle it by.
    /// - Throws: `ModelError.overBudget`.
    func reserve(
        _ spending: ModelSpending, of run: String, within budget: ModelBudget, at time: Double
    ) async throws -> Int64
    /// Puts what really was spent in the place of what was set aside.
    func settle(_ reservation: Int64, as record: ModelCallRecord) async throws

    /// Reads, changes and writes the state in one transaction.
    func updateCircuit<Value: Sendable>(
        of endpoint: String, _ change: @Sendable (inout CircuitState) -> Value
    ) async throws -> Value
}
