import GRDB
import RecourseCore

extension KnowledgeStore: RunJournal {
    /// Of so many runs of a command, the newest, the median is taken.
    private static let durationsLookedAt = 9

    public func begin(_ run: RunRecord) async throws {
        let mark = ProcessMark.began(run.process)
        try await recording().submit { database in
            let resumed =
                run.isResumed
                ? try Self.lastRun(of: run.file, in: run.directory, database) : nil
            try database.execute(
                sql: """
                    INSERT INTO run (id, file, directory, state, started_at, ended_at, process, process_started, resumes)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    run.id.rawValue, run.file, run.directory, run.state.rawValue, run.startedAt,
                    run.endedAt, run.process, mark, resumed,
                ])
        }.durable()
    }

    public func record(_ steps: [StepRecord], of run: RunID) async throws {
        guard !steps.isEmpty else { return }
        try await recording().submit { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO run_step (run, task, position, content, text, state, exit_code, seconds, at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            for step in steps {
                try statement.execute(arguments: [
                    run.rawValue, step.task, step.index, step.content, step.text,
                    step.state.rawValue, step.exitCode, step.seconds, step.at,
                ])
            }
        }.durable()
    }

    /// Queued. Times of the same phase of the same task are added up.
    public func record(_ phases: [PhaseRecord], of run: RunID) async throws {
        guard !phases.isEmpty else { return }
        _ = try recording().submit(.expendable) { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO run_phase (run, task, phase, seconds, count) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (run, task, phase) DO UPDATE
                      SET seconds = seconds + excluded.seconds, count = count + excluded.count
                    """)
            for phase in phases {
                try statement.execute(arguments: [
                    run.rawValue, phase.task, phase.phase.rawValue, phase.seconds, phase.count,
                ])
            }
        }
    }

    public func end(_ run: RunID, as state: RunRecord.State, at time: Double) async throws {
        let path = path
        try await recording().submit { database in
            try database.execute(
                sql: "UPDATE run SET state = ?, ended_at = ? WHERE id = ?",
                arguments: [state.rawValue, time, run.rawValue])
            guard database.changesCount == 1 else {
                throw StoreError.input(path: path, reason: "there is no run \(run)")
            }
        }.durable()
    }

    public func steps(
        ofLastRunOf file: String, in directory: String
    ) async throws -> [StepRecord] {
        await commits?.settleIfWell()
        return try rows(of: "run_step") { database in
            guard let last = try Self.lastRun(of: file, in: directory, database) else { return [] }
            // Of what several runs of the chain journalled, the run that is nearest to its end.
            return try Row.fetchAll(
                database,
                sql: """
                    WITH RECURSIVE chain (id, age) AS (
                      SELECT ?, 0
                      UNION ALL SELECT run.resumes, age + 1 FROM run JOIN chain USING (id)
                      WHERE run.resumes IS NOT NULL
                    )
                    SELECT task, position, content, text, state, exit_code, seconds, at, min(age)
                    FROM run_step JOIN chain ON run_step.run = chain.id
                    GROUP BY task, position, content ORDER BY at, task, position
                    """, arguments: [last]
            ).map(StepRecord.init(row:))
        }
    }

    public func durations(of contents: [String]) async throws -> [String: Double] {
        guard try read({ try $0.tableExists("run_step") }) else { return [:] }
        return try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT seconds FROM run_step WHERE content = ? AND state = 'done'
                    ORDER BY at DESC LIMIT \(Self.durationsLookedAt)
                    """)
            var durations: [String: Double] = [:]
            for content in contents {
                let seconds = try Double.fetchAll(statement, arguments: [content]).sorted()
                if !seconds.isEmpty { durations[content] = Self.median(ofSorted: seconds) }
            }
            return durations
        }
    }

    private static func lastRun(
        of file: String, in directory: String, _ database: Database
    ) throws -> String? {
        try String.fetchOne(
            database,
            sql: """
                SELECT id FROM run WHERE file = ? AND directory = ?
                ORDER BY started_at DESC, id DESC LIMIT 1
                """, arguments: [file, directory])
    }

    /// None where an earlier version, that did not know the table, wrote the file last.
    func rows<Value>(of table: String, _ query: (Database) throws -> [Value]) throws -> [Value] {
        try read { try $0.tableExists(table) ? query($0) : [] }
    }
}

extension StepRecord {
    init(row: Row) {
        self.init(
            task: row["task"], index: row["position"], content: row["content"], text: row["text"],
            state: State(rawValue: row["state"]) ?? .started, exitCode: row["exit_code"],
            seconds: row["seconds"], at: row["at"])
    }
}
