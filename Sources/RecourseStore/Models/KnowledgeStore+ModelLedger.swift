import GRDB
import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension KnowledgeStore: ModelLedger {
    /// The most that kept replies take, in bytes.
    static let replyCacheBytes = 64 << 20
    /// What was set aside counts so long, in seconds: by then its process is gone.
    static let reservationSeconds: Double = 600
    private static let day: Double = 86_400

    public func keptReply(_ key: String, oldest: Double) async throws -> ModelReply? {
        await commits?.settleIfWell()
        let row = try rows(of: "model_reply") {
            try Row.fetchAll(
                $0, sql: "SELECT * FROM model_reply WHERE key = ? AND kept_at >= ?",
                arguments: [key, oldest])
        }.first
        guard let row else { return nil }
        let reply = ModelReply(
            text: row["text"],
            usage: ModelUsage(input: row["input_tokens"], output: row["output_tokens"]),
            model: row["model"], seconds: 0, isCached: true)
        let (purpose, now): (String, Double) = (row["purpose"], Date().timeIntervalSince1970)
        _ = commits?.submit(.expendable) { database in
            try database.execute(
                sql: "UPDATE model_reply SET used_at = max(used_at, ?) WHERE key = ?",
                arguments: [now, key])
            try database.execute(
                sql: """
                    INSERT INTO model_call (run, purpose, endpoint, model, ending, error, input_tokens, output_tokens, micros, requests, seconds, at)
                    VALUES ('', ?, '', ?, 'replied', '', 0, 0, 0, 0, 0, ?)
                    """, arguments: [purpose, reply.model, now])
        }
        return reply
    }

    /// Queued. A reply that is larger than the cache is not kept.
    public func keep(
        _ reply: ModelReply, as key: String, for purpose: ModelRequest.Purpose, at time: Double
    ) async throws {
        let size = reply.text.utf8.count + key.utf8.count
        guard size <= Self.replyCacheBytes else { return }
        _ = try recording().submit(.expendable) { database in
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO model_reply (key, purpose, text, model, input_tokens, output_tokens, seconds, size, kept_at, used_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    key, purpose.rawValue, reply.text, reply.model, reply.usage.input,
                    reply.usage.output, reply.seconds, size, time, time,
                ])
            try Self.trimReplies(to: Self.replyCacheBytes, database)
        }
    }

    /// Drops the replies used longest ago, so that the rest is not larger.
    static func trimReplies(to limit: Int, _ database: Database) throws {
        let total =
            try Int.fetchOne(
                database.cachedStatement(sql: "SELECT coalesce(sum(size), 0) FROM model_reply"))
            ?? 0
        guard total > limit else { return }
        // Each with the sum of those that were used later, and its own.
        try database.execute(
            sql: """
                DELETE FROM model_reply WHERE key IN (SELECT key FROM (
                  SELECT key, sum(size) OVER (ORDER BY used_at DESC, key) AS kept FROM model_reply
                ) WHERE kept > ?)
                """, arguments: [limit])
    }

    public func reserve(
        _ spending: ModelSpending, of run: String, within budget: ModelBudget, at time: Double
    ) async throws -> Int64 {
        try await recording().committed(.momentary) { database in
            let ofRun = try Self.spent("run = ?", [run], at: time, database)
            try Self.check(ofRun, spending, within: budget.run, "run")
            let ofDay = try Self.spent("at >= ?", [time - Self.day], at: time, database)
            try Self.check(ofDay, spending, within: budget.day, "day")
            try database.execute(
                sql: "DELETE FROM model_reservation WHERE at < ?", arguments: [time - Self.day])
            try database.execute(
                sql: """
                    INSERT INTO model_reservation (run, calls, tokens, micros, at) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [run, spending.calls, spending.tokens, spending.micros, time])
            return database.lastInsertedRowID
        }
    }

    public func settle(_ reservation: Int64, as record: ModelCallRecord) async throws {
        try await recording().submit { database in
            try database.execute(
                sql: """
                    INSERT INTO model_call (reservation, run, purpose, endpoint, model, ending, error, input_tokens, output_tokens, micros, requests, seconds, at)
                    VALUES (?, coalesce((SELECT run FROM model_reservation WHERE id = ?), ''), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (reservation) DO NOTHING
                    """,
                arguments: [
                    reservation, reservation, record.purpose.rawValue, record.endpoint,
                    record.model, record.ending.rawValue, record.error, record.usage.input,
                    record.usage.output, record.micros, record.requests, record.seconds, record.at,
                ])
            try database.execute(
                sql: "DELETE FROM model_reservation WHERE id = ?", arguments: [reservation])
        }.durable()
    }

    /// Compares and swaps: the change is made to what was read, and written where that is still
    /// what the file says, in one transaction; else it is made again to what the file says, so it
    /// may run more than once. A look that changes nothing takes no lock.
    public func updateCircuit<Value: Sendable>(
        of endpoint: String, _ change: @Sendable (inout CircuitState) -> Value
    ) async throws -> Value {
        var known = try read { try Self.circuit(of: endpoint, $0) }
        while true {
            let before = known
            var after = before
            let value = change(&after)
            guard after != before else { return value }
            let wanted = after
            known = try await recording().committed(.momentary) { database in
                let found = try Self.circuit(of: endpoint, database)
                if found == before { try Self.put(wanted, of: endpoint, database) }
                return found
            }
            if known == before { return value }
        }
    }

    private static func circuit(of endpoint: String, _ database: Database) throws -> CircuitState {
        guard try database.tableExists("model_circuit") else { return .closed }
        return try Row.fetchOne(
            database, sql: "SELECT * FROM model_circuit WHERE endpoint = ?", arguments: [endpoint]
        ).map(CircuitState.init(row:)) ?? .closed
    }

    private static func put(
        _ state: CircuitState, of endpoint: String, _ database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO model_circuit (endpoint, failures, open_until, probe_until)
                VALUES (?, ?, ?, ?)
                """,
            arguments: [endpoint, state.failures, state.openUntil, state.probeUntil])
    }

    /// What calls cost, and what those under way may.
    private static func spent(
        _ condition: String, _ arguments: StatementArguments, at time: Double, _ database: Database
    ) throws -> ModelSpending {
        let settled = try Row.fetchOne(
            database,
            sql: """
                SELECT count(*) FILTER (WHERE requests > 0) AS calls,
                  coalesce(sum(input_tokens + output_tokens), 0) AS tokens, coalesce(sum(micros), 0) AS micros
                FROM model_call WHERE \(condition)
                """, arguments: arguments)
        let reserved = try Row.fetchOne(
            database,
            sql: """
                SELECT coalesce(sum(calls), 0) AS calls, coalesce(sum(tokens), 0) AS tokens,
                  coalesce(sum(micros), 0) AS micros
                FROM model_reservation WHERE \(condition) AND at >= ?
                """, arguments: arguments + [time - reservationSeconds])
        return [settled, reserved].compactMap { $0 }.reduce(into: ModelSpending()) { sum, row in
            sum.calls += row["calls"] as Int
            sum.tokens += row["tokens"] as Int
            sum.micros += row["micros"] as Int
        }
    }

    private static func check(
        _ spent: ModelSpending, _ asked: ModelSpending, within limits: ModelBudget.Limits,
        _ span: String
    ) throws {
        let sums = [
            ("calls", spent.calls + asked.calls, limits.calls),
            ("tokens", spent.tokens + asked.tokens, limits.tokens),
            ("cost", spent.micros + asked.micros, limits.micros),
        ]
        for (name, sum, limit) in sums {
            guard let limit, sum > limit else { continue }
            throw ModelError.overBudget(
                limit: span == "run" ? "max-\(name)" : "max-\(name)-per-day")
        }
    }
}

extension CircuitState {
    fileprivate init(row: Row) {
        self.init(
            failures: row["failures"], openUntil: row["open_until"], probeUntil: row["probe_until"])
    }
}
