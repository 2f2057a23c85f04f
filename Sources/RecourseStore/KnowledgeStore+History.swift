import GRDB
import RecourseCore

extension KnowledgeStore {
    /// Oldest first.
    public func history(of pattern: PatternID) throws -> [PatternEvent] {
        try read { database in
            guard try database.tableExists("pattern_event") else { return [] }
            return try Row.fetchAll(
                database, sql: "SELECT * FROM pattern_event WHERE pattern = ? ORDER BY id",
                arguments: [pattern.rawValue]
            ).map { row in
                guard let kind = PatternEvent.Kind(rawValue: row["event"]) else {
                    throw StoreError.input(
                        path: path, reason: "an event of \(pattern) cannot be read")
                }
                let replaced: String? = row["definition"]
                return PatternEvent(
                    at: row["at"], pattern: pattern, kind: kind, revision: row["revision"],
                    detail: row["detail"],
                    replaced: try replaced.map { try Pattern(json: Array($0.utf8)[...]) })
            }
        }
    }

    static func note(
        _ event: PatternEvent, replacing definition: String?, _ database: Database
    ) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO pattern_event (at, pattern, event, revision, detail, definition)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            event.at, event.pattern.rawValue, event.kind.rawValue, event.revision, event.detail,
            definition,
        ])
    }
}
