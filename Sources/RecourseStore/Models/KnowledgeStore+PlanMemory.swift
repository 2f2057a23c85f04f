import GRDB
import RecourseCore

extension KnowledgeStore: PlanMemory {
    public func plan(for key: String) async throws -> StoredPlan? {
        await commits?.settleIfWell()
        return try rows(of: "plan") {
            try Row.fetchAll($0, sql: "SELECT * FROM plan WHERE key = ?", arguments: [key])
                .map(StoredPlan.init(row:))
        }.first
    }

    public func plans(in project: String, limit: Int) async throws -> [StoredPlan] {
        await commits?.settleIfWell()
        return try rows(of: "plan") {
            try Row.fetchAll(
                $0, sql: "SELECT * FROM plan WHERE project = ? ORDER BY at DESC, key LIMIT ?",
                arguments: [project, limit]
            ).map(StoredPlan.init(row:))
        }
    }

    public func keep(_ plan: StoredPlan) async throws {
        _ = try recording().submit(.expendable) { database in
            try database.execute(
                sql:
                    "INSERT OR REPLACE INTO plan (key, project, task, plan, at) VALUES (?, ?, ?, ?, ?)",
                arguments: [plan.key, plan.project, plan.task, plan.plan, plan.at])
        }
    }
}

extension StoredPlan {
    fileprivate init(row: Row) {
        self.init(
            key: row["key"], project: row["project"], task: row["task"], plan: row["plan"],
            at: row["at"])
    }
}
