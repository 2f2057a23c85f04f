import GRDB
import RecourseCore

extension KnowledgeStore {
    /// Imported patterns, ready for matching; a damaged row is an error, never a missing pattern.
    public func patternRecords() throws -> [PatternRecord] {
        let rows = try read {
            try Row.fetchAll(
                $0,
                sql:
                    "SELECT id, pack, scope, definition FROM pattern WHERE status <> 'deprecated' ORDER BY id"
            )
        }
        return try rows.map { try PatternRecord(row: $0) }
    }

    /// One of them, tombstones included.
    public func patternRecord(_ id: PatternID) throws -> PatternRecord? {
        try read {
            try Row.fetchOne(
                $0, sql: "SELECT id, pack, scope, definition FROM pattern WHERE id = ?",
                arguments: [id.rawValue]
            ).map { try PatternRecord(row: $0) }
        }
    }

    /// Those that hold every text somewhere in their definition, letter case aside.
    public func patternRecords(mentioning texts: [String]) throws -> [PatternRecord] {
        let conditions =
            ["status <> 'deprecated'"]
            + Array(repeating: "definition LIKE ? ESCAPE '\\'", count: texts.count)
        let patterns = texts.map { text in
            "%" + text.map { "%_\\".contains($0) ? "\\\($0)" : "\($0)" }.joined() + "%"
        }
        let rows = try read {
            try Row.fetchAll(
                $0,
                sql: """
                    SELECT id, pack, scope, definition FROM pattern
                    WHERE \(conditions.joined(separator: " AND ")) ORDER BY id
                    """, arguments: StatementArguments(patterns))
        }
        return try rows.map { try PatternRecord(row: $0) }
    }

    /// Imported packs without their patterns.
    public func packs() throws -> [Pack] {
        let rows = try read { try Row.fetchAll($0, sql: "SELECT * FROM pack ORDER BY id") }
        return try rows.map { row in
            let (id, programs, risk): (String, String, String) =
                (row["id"], row["programs"], row["max_risk"])
            return Pack(
                id: PackID(id), version: row["version"], licence: row["licence"],
                maximumRisk: Risk(rawValue: risk) ?? .inspect,
                programs: try StoredJSON.value([String].self, programs), patterns: [])
        }
    }
}

extension PatternRecord {
    /// From `id`, `pack`, `scope` and `definition`.
    init(row: Row) throws {
        let (id, pack, scope, definition): (String, String, String, String) =
            (row["id"], row["pack"], row["scope"], row["definition"])
        self.init(
            id: PatternID(id), pack: PackID(pack), origin: .imported,
            scope: try PatternScope(json: scope.utf8),
            body: .encoded(Array(definition.utf8)[...]))
    }
}
