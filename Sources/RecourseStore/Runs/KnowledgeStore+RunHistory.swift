import GRDB
import RecourseCore

extension KnowledgeStore {
    private static let summary = """
        SELECT *,
          (SELECT count(*) FROM run_step WHERE run = run.id AND run_step.state = 'done') AS done,
          (SELECT count(*) FROM run_step WHERE run = run.id AND run_step.state = 'failed') AS failed,
          (SELECT count(*) FROM run_step WHERE run = run.id AND run_step.state = 'started') AS started
        FROM run
        """

    /// Newest first.
    public func runs(limit: Int) throws -> [RunSummary] {
        try rows(of: "run") {
            try Row.fetchAll(
                $0, sql: Self.summary + " ORDER BY started_at DESC, id DESC LIMIT ?",
                arguments: [limit]
            ).map(RunSummary.init(row:))
        }
    }

    public func run(_ id: RunID) throws -> RunSummary? {
        try rows(of: "run") {
            try Row.fetchAll($0, sql: Self.summary + " WHERE id = ?", arguments: [id.rawValue])
                .map(RunSummary.init(row:))
        }.first
    }

    /// In the order in which they began.
    public func steps(of run: RunID) throws -> [StepRecord] {
        try rows(of: "run_step") {
            try Row.fetchAll(
                $0, sql: "SELECT * FROM run_step WHERE run = ? ORDER BY at, task, position",
                arguments: [run.rawValue]
            ).map(StepRecord.init(row:))
        }
    }

    /// In the order of `RunPhase`.
    /// - Parameter since: of runs that began then or later, in seconds since 1970-01-01 UTC; `nil`
    ///   for all.
    public func phaseStatistics(since: Double?) throws -> [PhaseStatistics] {
        let rows = try rows(of: "run_phase") {
            try Row.fetchAll(
                $0,
                sql: """
                    SELECT phase, count(DISTINCT run) AS runs, sum(count) AS count, sum(run_phase.seconds) AS seconds
                    FROM run_phase JOIN run ON run.id = run_phase.run WHERE started_at >= ? GROUP BY phase
                    """, arguments: [since ?? 0])
        }
        let phases = rows.compactMap { row in
            RunPhase(rawValue: row["phase"]).map {
                PhaseStatistics(
                    phase: $0, runs: row["runs"], count: row["count"], seconds: row["seconds"])
            }
        }
        return RunPhase.allCases.compactMap { phase in phases.first { $0.phase == phase } }
    }
}

extension RunSummary {
    init(row: Row) {
        let process: Int32 = row["process"]
        let state = RunRecord.State(rawValue: row["state"]) ?? .running
        let resumes = (row["resumes"] as String?).map { RunID($0) }
        self.init(
            run: RunRecord(
                id: RunID(row["id"] as String), file: row["file"], directory: row["directory"],
                state: state, startedAt: row["started_at"], endedAt: row["ended_at"],
                process: process, isResumed: resumes != nil),
            resumes: resumes, done: row["done"], failed: row["failed"], started: row["started"],
            isProcessAlive: state == .running
                && ProcessMark.isAlive(process, mark: row["process_started"]))
    }
}
