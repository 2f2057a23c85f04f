import RecourseCore
import Synchronization

/// A ledger of one process, for tests.
final class MemoryLedger: ModelLedger {
    struct State {
        var replies: [String: (reply: ModelReply, at: Double)] = [:]
        var reserved: [Int64: ModelSpending] = [:]
        var records: [ModelCallRecord] = []
        var circuits: [String: CircuitState] = [:]
        var next: Int64 = 0
        var isBroken = false
    }

    struct Broken: Error {}

    let state = Mutex(State())

    var records: [ModelCallRecord] { state.withLock { $0.records } }
    var kept: Int { state.withLock { $0.replies.count } }
    func fail() { state.withLock { $0.isBroken = true } }

    private func use<Value: Sendable>(
        _ body: (inout sending State) throws -> sending Value
    ) throws -> Value {
        try state.withLock { state in
            if state.isBroken { throw Broken() }
            return try body(&state)
        }
    }

    func keptReply(_ key: String, oldest: Double) async throws -> ModelReply? {
        try use { $0.replies[key].flatMap { $0.at >= oldest ? $0.reply : nil } }
    }

    func keep(
        _ reply: ModelReply, as key: String, for purpose: ModelRequest.Purpose, at time: Double
    ) async throws {
        try use { $0.replies[key] = (reply, time) }
    }

    func reserve(
        _ spending: ModelSpending, of run: String, within budget: ModelBudget, at time: Double
    ) async throws -> Int64 {
        try use { state in
            let spent = state.reserved.values.reduce(into: ModelSpending()) {
                $0.calls += $1.calls
                $0.tokens += $1.tokens
                $0.micros += $1.micros
            }
            if let calls = budget.run.calls, spent.calls + spending.calls > calls {
                throw ModelError.overBudget(limit: "max-calls")
            }
            if let tokens = budget.run.tokens, spent.tokens + spending.tokens > tokens {
                throw ModelError.overBudget(limit: "max-tokens")
            }
            if let micros = budget.run.micros, spent.micros + spending.micros > micros {
                throw ModelError.overBudget(limit: "max-cost")
            }
            state.next += 1
            state.reserved[state.next] = spending
            return state.next
        }
    }

    func settle(_ reservation: Int64, as record: ModelCallRecord) async throws {
        try use { state in
            state.reserved[reservation] = ModelSpending(
                calls: record.requests > 0 ? 1 : 0,
                tokens: record.usage.input + record.usage.output, micros: record.micros)
            state.records.append(record)
        }
    }

    func updateCircuit<Value: Sendable>(
        of endpoint: String, _ change: @Sendable (inout CircuitState) -> Value
    ) async throws -> Value {
        try use { change(&$0.circuits[endpoint, default: .closed]) }
    }
}
