import GRDB
import RecourseCore

/// What people ask of the store, as values.
public enum RecoveryStatistics {
    public struct Summary: Hashable, Sendable, Codable {
        public var failures: Int
        public var explained: Int
        public var resolved: Int
        public var attempts: Int
        public var inconclusive: Int
        public var medianSeconds: Double
        public var modelCalls: Int
        public var since: Double?

        public init(
            failures: Int, explained: Int, resolved: Int, attempts: Int, inconclusive: Int,
            medianSeconds: Double, modelCalls: Int, since: Double?
        ) {
            self.failures = failures
            self.explained = explained
            self.resolved = resolved
            self.attempts = attempts
            self.inconclusive = inconclusive
            self.medianSeconds = medianSeconds
            self.modelCalls = modelCalls
            self.since = since
        }
    }

    public struct FixRow: Hashable, Sendable, Codable {
        public var pattern: PatternID
        public var fix: FixID
        public var trials: Int
        public var resolved: Int
        public var shifted: Int
        public var unchanged: Int
        public var worse: Int
        public var meanSeconds: Double
        public var lastTried: Double
        public var rate: Double { trials == 0 ? 0 : Double(resolved) / Double(trials) }
    }

    public struct PatternRow: Hashable, Sendable, Codable {
        public var pattern: PatternID
        public var failures: Int
        public var resolved: Int
        public var lastSeen: Double
    }

    public struct FailureRow: Hashable, Sendable, Codable {
        public var at: Double
        public var command: String
        public var exitCode: Int
        public var pattern: PatternID?
        public var attempts: Int
        public var resolved: Bool
        public var seconds: Double
    }

    public struct UnknownRow: Hashable, Sendable, Codable {
        public var fingerprint: String
        public var failures: Int
        public var lastSeen: Double
        public var program: String
        public var command: String
        public var excerpt: String
    }
}

extension KnowledgeStore {
    /// - Parameter since: seconds since 1970-01-01 UTC; `nil` for all.
    public func summary(since: Double?) throws -> RecoveryStatistics.Summary {
        try read { database in
            let failures = try Row.fetchOne(
                database,
                sql: """
                    SELECT count(*) AS n, count(pattern) AS explained, coalesce(sum(resolved), 0) AS resolved
                    FROM failure WHERE at >= ?
                    """, arguments: [since ?? 0])
            let attempts = try Row.fetchOne(
                database,
                sql: """
                    SELECT count(*) AS n, count(*) FILTER (WHERE outcome = 'inconclusive') AS inconclusive,
                      coalesce(sum(model_calls), 0) AS calls
                    FROM attempt WHERE started_at >= ?
                    """, arguments: [since ?? 0])
            let seconds = try Double.fetchAll(
                database,
                sql:
                    "SELECT seconds FROM attempt WHERE outcome = 'resolved' AND started_at >= ? ORDER BY seconds",
                arguments: [since ?? 0])
            return RecoveryStatistics.Summary(
                failures: failures?["n"] ?? 0, explained: failures?["explained"] ?? 0,
                resolved: failures?["resolved"] ?? 0, attempts: attempts?["n"] ?? 0,
                inconclusive: attempts?["inconclusive"] ?? 0,
                medianSeconds: Self.median(ofSorted: seconds),
                modelCalls: attempts?["calls"] ?? 0, since: since)
        }
    }

    /// Most tried first.
    public func fixStatistics(since: Double?) throws -> [RecoveryStatistics.FixRow] {
        try rows(
            """
            SELECT pattern, fix, count(*) FILTER (WHERE outcome <> 'inconclusive') AS trials,
              count(*) FILTER (WHERE outcome = 'resolved') AS resolved,
              count(*) FILTER (WHERE outcome = 'shifted') AS shifted,
              count(*) FILTER (WHERE outcome = 'unchanged') AS unchanged,
              count(*) FILTER (WHERE outcome = 'worse') AS worse,
              avg(seconds) AS mean_seconds, max(started_at) AS last_tried
            FROM attempt WHERE started_at >= ? GROUP BY pattern, fix ORDER BY trials DESC, pattern, fix
            """, since
        ) { row in
            RecoveryStatistics.FixRow(
                pattern: PatternID(row["pattern"] as String), fix: FixID(row["fix"] as String),
                trials: row["trials"], resolved: row["resolved"], shifted: row["shifted"],
                unchanged: row["unchanged"], worse: row["worse"], meanSeconds: row["mean_seconds"],
                lastTried: row["last_tried"])
        }
    }

    /// Most frequent first.
    public func patternStatistics(since: Double?) throws -> [RecoveryStatistics.PatternRow] {
        try rows(
            """
            SELECT pattern, count(*) AS failures, sum(resolved) AS resolved, max(at) AS last_seen
            FROM failure WHERE pattern IS NOT NULL AND at >= ? GROUP BY pattern ORDER BY failures DESC, pattern
            """, since
        ) { row in
            RecoveryStatistics.PatternRow(
                pattern: PatternID(row["pattern"] as String), failures: row["failures"],
                resolved: row["resolved"], lastSeen: row["last_seen"])
        }
    }

    /// Newest first, at most 1,000.
    public func failureStatistics(since: Double?) throws -> [RecoveryStatistics.FailureRow] {
        try rows(
            """
            SELECT at, command, exit_code, pattern, resolved, seconds,
              (SELECT count(*) FROM attempt WHERE attempt.failure = failure.id) AS attempts
            FROM failure WHERE at >= ? ORDER BY at DESC, id DESC LIMIT 1000
            """, since
        ) { row in
            RecoveryStatistics.FailureRow(
                at: row["at"], command: row["command"], exitCode: row["exit_code"],
                pattern: (row["pattern"] as String?).map { PatternID($0) },
                attempts: row["attempts"],
                resolved: row["resolved"], seconds: row["seconds"])
        }
    }

    /// Failures that no pattern explained, most frequent first.
    public func unknownFailures(since: Double?) throws -> [RecoveryStatistics.UnknownRow] {
        try rows(
            """
            SELECT fingerprint, count(*) AS failures, max(at) AS last_seen, program, command, excerpt
            FROM failure WHERE pattern IS NULL AND at >= ? GROUP BY fingerprint ORDER BY failures DESC, last_seen DESC
            """, since
        ) { row in
            RecoveryStatistics.UnknownRow(
                fingerprint: row["fingerprint"], failures: row["failures"],
                lastSeen: row["last_seen"],
                program: row["program"], command: row["command"], excerpt: row["excerpt"])
        }
    }

    /// 0 where there are none; between the two in the middle of an even number.
    static func median(ofSorted values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        return (values[(values.count - 1) / 2] + values[values.count / 2]) / 2
    }

    private func rows<Value>(
        _ sql: String, _ since: Double?, _ make: (Row) -> Value
    ) throws -> [Value] {
        try read { try Row.fetchAll($0, sql: sql, arguments: [since ?? 0]).map(make) }
    }
}
