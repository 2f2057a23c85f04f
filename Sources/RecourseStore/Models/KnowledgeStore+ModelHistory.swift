import GRDB
import RecourseCore

extension KnowledgeStore {
    /// - Parameter since: seconds since 1970-01-01 UTC; `nil` for all.
    public func modelStatistics(since: Double?) throws -> ModelStatistics {
        try read { database in
            guard try database.tableExists("model_call") else { return ModelStatistics() }
            let purposes = try ModelRequest.Purpose.allCases.compactMap {
                try Self.statistics(of: $0, since: since ?? 0, database)
            }
            let total = try Self.statistics(of: nil, since: since ?? 0, database)
            return ModelStatistics(total: total ?? ModelStatistics.Row(), purposes: purposes)
        }
    }

    /// - Returns: `nil` where nothing was asked.
    private static func statistics(
        of purpose: ModelRequest.Purpose?, since: Double, _ database: Database
    ) throws -> ModelStatistics.Row? {
        let condition = "at >= ? AND purpose = coalesce(?, purpose)"
        let arguments: StatementArguments = [since, purpose?.rawValue]
        let sums = try Row.fetchOne(
            database,
            sql: """
                SELECT count(*) AS questions, count(*) FILTER (WHERE requests > 0) AS calls,
                  count(*) FILTER (WHERE ending = 'replied' AND requests > 0) AS replied,
                  count(*) FILTER (WHERE ending = 'cancelled') AS cancelled,
                  count(*) FILTER (WHERE ending = 'replied' AND requests = 0) AS hits,
                  coalesce(sum(requests), 0) AS requests, coalesce(sum(input_tokens), 0) AS input,
                  coalesce(sum(output_tokens), 0) AS output, coalesce(sum(micros), 0) AS micros
                FROM model_call WHERE \(condition)
                """, arguments: arguments)
        guard let sums, sums["questions"] as Int > 0 else { return nil }
        let failures = try Row.fetchAll(
            database,
            sql: """
                SELECT error, count(*) AS n FROM model_call
                WHERE \(condition) AND ending = 'failed' GROUP BY error
                """, arguments: arguments
        ).map { ($0["error"] as String, $0["n"] as Int) }
        let seconds = try Double.fetchAll(
            database,
            sql: """
                SELECT seconds FROM model_call
                WHERE \(condition) AND ending = 'replied' AND requests > 0 ORDER BY seconds
                """, arguments: arguments)
        return ModelStatistics.Row(
            purpose: purpose, calls: sums["calls"], replied: sums["replied"],
            cancelled: sums["cancelled"], failures: Dictionary(uniqueKeysWithValues: failures),
            requests: sums["requests"], inputTokens: sums["input"], outputTokens: sums["output"],
            micros: sums["micros"], medianSeconds: median(ofSorted: seconds),
            p95Seconds: percentile(95, ofSorted: seconds), cacheHits: sums["hits"])
    }

    /// By the nearest rank; 0 where there are none.
    static func percentile(_ percent: Int, ofSorted values: [Double]) -> Double {
        values.isEmpty ? 0 : values[(values.count * percent + 99) / 100 - 1]
    }

    public func modelCache() throws -> ModelCacheSummary {
        let empty = ModelCacheSummary(replies: 0, bytes: 0, oldest: nil)
        return try rows(of: "model_reply") {
            try Row.fetchAll(
                $0,
                sql: """
                    SELECT count(*) AS replies, coalesce(sum(size), 0) AS bytes, min(kept_at) AS oldest
                    FROM model_reply
                    """
            ).map {
                ModelCacheSummary(replies: $0["replies"], bytes: $0["bytes"], oldest: $0["oldest"])
            }
        }.first ?? empty
    }

    /// Forgets replies.
    /// - Parameter time: those kept before it, in seconds since 1970-01-01 UTC; `nil`: all.
    /// - Returns: how many.
    @discardableResult
    public func clearModelCache(olderThan time: Double? = nil) throws -> Int {
        try write { database in
            try database.execute(
                sql: "DELETE FROM model_reply WHERE kept_at < coalesce(?, 9e999)",
                arguments: [time])
            return database.changesCount
        }
    }
}
