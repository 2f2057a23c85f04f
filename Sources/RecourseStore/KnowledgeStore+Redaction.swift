import GRDB
import RecourseCore

extension KnowledgeStore {
    /// Imported forms of secrets, in order of id.
    public func redactionRules() throws -> [RedactionRule] {
        try read { database in
            guard try database.tableExists("redaction_rule") else { return [] }
            return try String.fetchAll(
                database, sql: "SELECT definition FROM redaction_rule ORDER BY id"
            ).map { try StoredJSON.value(RedactionRule.self, $0) }
        }
    }

    /// In place of those that came with the pack before.
    static func put(
        _ rules: [RedactionRule], of pack: PackID, at time: Double, _ database: Database
    ) throws {
        try database.execute(
            sql: "DELETE FROM redaction_rule WHERE pack = ?", arguments: [pack.rawValue])
        for rule in rules {
            try database.execute(
                sql: """
                    INSERT INTO redaction_rule (id, pack, definition, imported_at) VALUES (?, ?, ?, ?)
                    """,
                arguments: ["\(pack)/\(rule.id)", pack.rawValue, try StoredJSON.text(rule), time])
        }
    }
}
