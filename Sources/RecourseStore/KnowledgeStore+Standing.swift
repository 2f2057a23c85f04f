import GRDB
import RecourseCore

extension KnowledgeStore {
    /// What a person said of patterns, built-in or imported; one that is not here is enabled.
    public func standings() throws -> [PatternID: PatternStanding] {
        try read { database in
            let retired = try database.columns(in: "pattern_switch").contains {
                $0.name == "retired"
            }
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT pattern, \(retired ? "retired" : "0") AS retired
                    FROM pattern_switch WHERE enabled = 0
                    """)
            return Dictionary(
                rows.map {
                    (PatternID($0["pattern"] as String), $0["retired"] ? .retired : .disabled)
                }, uniquingKeysWith: { $1 })
        }
    }

    /// - Parameter reason: kept in the history.
    public func set(
        _ standing: PatternStanding, of patterns: [PatternID], reason: String = "", at time: Double
    ) throws {
        let before = try standings()
        try write { database in
            for pattern in patterns {
                let old = before[pattern] ?? .enabled
                guard old != standing else { continue }
                try database.execute(
                    sql: """
                        INSERT OR REPLACE INTO pattern_switch (pattern, enabled, retired, reason, changed_at)
                        VALUES (?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        pattern.rawValue, standing == .enabled, standing == .retired, reason, time,
                    ])
                let kind: PatternEvent.Kind =
                    switch standing {
                    case .enabled: old == .retired ? .restored : .enabled
                    case .disabled: .disabled
                    case .retired: .retired
                    }
                try Self.note(
                    PatternEvent(at: time, pattern: pattern, kind: kind, detail: reason),
                    replacing: nil, database)
            }
        }
    }
}
