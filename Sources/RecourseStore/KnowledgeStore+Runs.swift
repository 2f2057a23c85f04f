import GRDB
import RecourseCore

extension KnowledgeStore {
    /// Runs that passed are kept so many; older ones go.
    static let passingRunsKept = 500

    /// Whether there is anything to try patterns on.
    public func hasRuns() throws -> Bool {
        try read { database in
            if try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM failure)") ?? false {
                return true
            }
            guard try database.tableExists("passing_run") else { return false }
            return try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM passing_run)")
                ?? false
        }
    }

    /// Failures of which the output is kept, newest first, one for each wording.
    public func failedRuns(limit: Int) throws -> [StoredRun] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT command, program, exit_code, excerpt, fingerprint, max(at) AS at FROM failure
                    WHERE excerpt <> '' GROUP BY fingerprint, excerpt ORDER BY at DESC LIMIT ?
                    """, arguments: [limit]
            ).map { StoredRun(row: $0) }
        }
    }

    /// Failures that nothing explained, newest first, each as often as it happened.
    public func unknownRuns(since time: Double, limit: Int) throws -> [StoredRun] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT command, program, exit_code, excerpt, fingerprint, at FROM failure
                    WHERE pattern IS NULL AND excerpt <> '' AND at >= ? ORDER BY at DESC, id DESC LIMIT ?
                    """, arguments: [time, limit]
            ).map { StoredRun(row: $0) }
        }
    }

    /// Newest first.
    public func passingRuns() throws -> [StoredRun] {
        try read { database in
            guard try database.tableExists("passing_run") else { return [] }
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT command, program, 0 AS exit_code, excerpt, '' AS fingerprint, at
                    FROM passing_run ORDER BY at DESC
                    """
            ).map { StoredRun(row: $0) }
        }
    }

    static func insert(_ run: PassingRun, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO passing_run (at, program, command, excerpt) VALUES (?, ?, ?, ?)
                ON CONFLICT (excerpt) DO UPDATE SET at = excluded.at
                """
        ).execute(arguments: [run.at, run.program, run.command, run.excerpt])
        try database.cachedStatement(
            sql: """
                DELETE FROM passing_run WHERE id NOT IN
                  (SELECT id FROM passing_run ORDER BY at DESC, id DESC LIMIT ?)
                """
        ).execute(arguments: [passingRunsKept])
    }
}

extension StoredRun {
    fileprivate init(row: Row) {
        self.init(
            command: row["command"], program: row["program"], exitCode: row["exit_code"],
            excerpt: row["excerpt"], fingerprint: row["fingerprint"], at: row["at"])
    }
}
