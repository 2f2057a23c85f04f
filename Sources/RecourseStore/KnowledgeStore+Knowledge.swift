import GRDB
import RecourseCore
import RecourseLearning

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Written at once: blocks until it is durable. Tasks record through `QueuedKnowledge`.
extension KnowledgeStore: Knowledge {
    public func tallies(
        of fixes: [FixReference], in context: EvidenceContext
    ) async throws -> [FixReference: [Tally]] {
        try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT * FROM tally WHERE pattern = ? AND fix = ? AND context = ?")
            var result: [FixReference: [Tally]] = [:]
            for fix in fixes {
                let tallies = try context.levels.map { level in
                    try Row.fetchOne(
                        statement, arguments: [fix.pattern.rawValue, fix.fix.rawValue, level]
                    ).map { Tally(row: $0) }
                }
                if tallies.contains(where: { $0 != nil }) {
                    result[fix] = tallies.map { $0 ?? Tally() }
                }
            }
            return result
        }
    }

    public func record(_ failure: FailureRecord) async throws -> FailureRecordID {
        let id = FailureRecordID.next(at: failure.at)
        try write { try Self.insert(failure, id, $0) }
        return id
    }

    public func record(_ run: PassingRun) async throws {
        try write { try Self.insert(run, $0) }
    }

    public func record(
        _ attempt: Attempt, of failure: FailureRecordID, in context: EvidenceContext
    ) async throws {
        try write { try Self.insert(attempt, failure, context, $0) }
    }

    static func insert(
        _ failure: FailureRecord, _ id: FailureRecordID, _ database: Database
    ) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO failure (id, at, fingerprint, program, command, directory, exit_code, pattern, excerpt, seconds, resolved)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                """
        ).execute(arguments: [
            id.number, failure.at, failure.fingerprint, failure.program, failure.command,
            failure.directory, failure.exitCode, failure.pattern?.rawValue, failure.excerpt,
            failure.seconds,
        ])
    }

    static func insert(
        _ attempt: Attempt, _ failure: FailureRecordID, _ context: EvidenceContext,
        _ database: Database
    ) throws {
        try insert(attempt, failure: failure.number, into: database)
        for level in context.levels { try learn(attempt, in: level, database) }
        guard attempt.outcome == .resolved else { return }
        try database.cachedStatement(sql: "UPDATE failure SET resolved = 1 WHERE id = ?")
            .execute(arguments: [failure.number])
    }

    private static func insert(_ attempt: Attempt, failure: Int64, into database: Database) throws {
        let commands = String(decoding: try JSONEncoder().encode(attempt.commands), as: UTF8.self)
        try database.cachedStatement(
            sql: """
                INSERT INTO attempt (failure, pattern, fix, revision, kind, commands, risk, outcome, seconds, started_at, model_calls, leads_to)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                failure, attempt.fix.pattern.rawValue, attempt.fix.fix.rawValue, attempt.revision,
                attempt.kind.rawValue, commands, attempt.risk.rawValue, attempt.outcome.rawValue,
                attempt.seconds, attempt.startedAt, attempt.modelCalls, attempt.leadsTo,
            ])
    }

    private static func learn(_ attempt: Attempt, in level: String, _ database: Database) throws {
        guard attempt.outcome != .inconclusive else { return }
        let (pattern, fix) = (attempt.fix.pattern.rawValue, attempt.fix.fix.rawValue)
        let before = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT * FROM tally WHERE pattern = ? AND fix = ? AND context = ?"),
            arguments: [pattern, fix, level]
        ).map { Tally(row: $0) }
        let after = (before ?? Tally()).recording(
            attempt.outcome, seconds: attempt.seconds, at: attempt.startedAt)
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO tally (pattern, fix, context, wins, losses, seconds, trials, successes, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                pattern, fix, level, after.wins, after.losses, after.seconds, after.trials,
                after.successes, after.updatedAt,
            ])
    }
}

extension Tally {
    fileprivate init(row: Row) {
        self.init(
            wins: row["wins"], losses: row["losses"], seconds: row["seconds"],
            trials: row["trials"],
            successes: row["successes"], updatedAt: row["updated_at"])
    }
}
