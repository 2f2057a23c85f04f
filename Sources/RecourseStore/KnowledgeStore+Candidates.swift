import GRDB
import RecourseCore

extension KnowledgeStore {
    /// Those in a state, best evidence first; `nil`: all.
    public func candidates(_ state: PatternCandidate.State?) throws -> [PatternCandidate] {
        try read { database in
            guard try database.tableExists("candidate") else { return [] }
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM candidate WHERE state = coalesce(?, state)
                    ORDER BY json_extract(evidence, '$.failures') DESC, id
                    """, arguments: [state?.rawValue]
            ).map { try candidate($0) }
        }
    }

    public func candidate(number: Int64) throws -> PatternCandidate? {
        try read { database in
            guard try database.tableExists("candidate") else { return nil }
            return try Row.fetchOne(
                database, sql: "SELECT * FROM candidate WHERE id = ?", arguments: [number]
            ).map { try candidate($0) }
        }
    }

    /// Keeps what is proposed. One whose template is known has its evidence brought up to date, and
    /// stays as it was decided.
    /// - Returns: how many are new.
    public func propose(_ candidates: [PatternCandidate]) throws -> Int {
        try write { database in
            var added = 0
            for candidate in candidates {
                let evidence = try StoredJSON.text(candidate.evidence)
                try database.execute(
                    sql: """
                        INSERT INTO candidate (at, source, template, definition, evidence, state)
                        VALUES (?, ?, ?, ?, ?, 'open') ON CONFLICT (template) DO NOTHING
                        """,
                    arguments: [
                        candidate.at, candidate.source.rawValue, candidate.template,
                        try StoredJSON.text(candidate.pattern), evidence,
                    ])
                added += database.changesCount
                guard database.changesCount == 0 else { continue }
                try database.execute(
                    sql: "UPDATE candidate SET evidence = ? WHERE template = ?",
                    arguments: [evidence, candidate.template])
            }
            return added
        }
    }

    /// - Throws: `StoreError.input` where it is no longer open.
    public func decide(
        _ number: Int64, _ state: PatternCandidate.State, became pattern: PatternID? = nil,
        reason: String = "", at time: Double
    ) throws {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE candidate SET state = ?, pattern = ?, reason = ?, decided_at = ?
                    WHERE id = ? AND state = 'open'
                    """, arguments: [state.rawValue, pattern?.rawValue, reason, time, number])
            guard database.changesCount == 1 else {
                throw StoreError.input(path: path, reason: "candidate \(number) is not open")
            }
        }
    }

    private func candidate(_ row: Row) throws -> PatternCandidate {
        let (source, state, definition, evidence): (String, String, String, String) =
            (row["source"], row["state"], row["definition"], row["evidence"])
        guard let source = PatternCandidate.Source(rawValue: source),
            let state = PatternCandidate.State(rawValue: state)
        else {
            throw StoreError.input(
                path: path, reason: "candidate \(row["id"] as Int64) cannot be read")
        }
        return PatternCandidate(
            number: row["id"], at: row["at"], source: source, template: row["template"],
            pattern: try Pattern(json: Array(definition.utf8)[...]),
            evidence: try StoredJSON.value(PatternCandidate.Evidence.self, evidence), state: state,
            became: (row["pattern"] as String?).map { PatternID($0) }, reason: row["reason"])
    }
}
