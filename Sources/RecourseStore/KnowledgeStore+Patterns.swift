import GRDB
import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension KnowledgeStore {
    /// What an import changed.
    public struct ImportSummary: Hashable, Sendable, Codable {
        public var added: [PatternID] = []
        public var updated: [PatternID] = []
        public var unchanged: [PatternID] = []
        /// Patterns of the pack that the new version no longer has.
        public var removed: [PatternID] = []

        /// What an import into an empty store would change.
        public static func allNew(_ packs: [Pack]) -> ImportSummary {
            ImportSummary(added: packs.flatMap { $0.patterns.map(\.id) })
        }
    }

    /// Puts packs in place of their older versions, in one transaction: all or nothing.
    /// - Parameter dryRun: only says what would change.
    /// - Throws: `StoreError.input` for a pattern that two packs would have.
    public func importPacks(
        _ packs: [Pack], origin: String, at time: Double, dryRun: Bool = false
    ) throws -> ImportSummary {
        let work: (Database) throws -> ImportSummary = { database in
            var summary = ImportSummary()
            try self.refuseSharedPatterns(packs, database)
            for pack in packs {
                try Self.importPack(pack, origin, time, dryRun, &summary, database)
            }
            return summary
        }
        return dryRun ? try read(work) : try write(work)
    }

    private func refuseSharedPatterns(_ packs: [Pack], _ database: Database) throws {
        var owners: [PatternID: PackID] = [:]
        let replaced = Set(packs.map(\.id))
        for row in try Row.fetchAll(database, sql: "SELECT id, pack FROM pattern") {
            let owner = PackID(row["pack"] as String)
            if !replaced.contains(owner) { owners[PatternID(row["id"] as String)] = owner }
        }
        for pack in packs {
            for pattern in pack.patterns {
                guard let owner = owners.updateValue(pack.id, forKey: pattern.id) else { continue }
                throw StoreError.input(
                    path: path,
                    reason: "`\(pattern.id)` of pack \(pack.id) is also in pack \(owner)")
            }
        }
        guard replaced.count == packs.count else {
            throw StoreError.input(path: path, reason: "one pack is given twice")
        }
    }

    private static func importPack(
        _ pack: Pack, _ origin: String, _ time: Double, _ dryRun: Bool,
        _ summary: inout ImportSummary, _ database: Database
    ) throws {
        let known = try Dictionary(
            Row.fetchAll(
                database, sql: "SELECT id, definition FROM pattern WHERE pack = ?",
                arguments: [pack.id.rawValue]
            ).map { ($0["id"] as String, $0["definition"] as String) }, uniquingKeysWith: { $1 })
        var definitions: [(Pattern, String)] = []
        for pattern in pack.patterns {
            let definition = try encoded(pattern)
            switch known[pattern.id.rawValue] {
            case nil: summary.added.append(pattern.id)
            case definition: summary.unchanged.append(pattern.id)
            default: summary.updated.append(pattern.id)
            }
            definitions.append((pattern, definition))
        }
        summary.removed += Set(known.keys).subtracting(pack.patterns.map(\.id.rawValue)).sorted()
            .map { PatternID($0) }
        guard !dryRun else { return }
        try database.execute(
            sql: "DELETE FROM pattern WHERE pack = ?", arguments: [pack.id.rawValue])
        try database.execute(
            sql: """
                INSERT INTO pack (id, version, licence, max_risk, programs, origin, imported_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, licence = excluded.licence,
                  max_risk = excluded.max_risk, programs = excluded.programs, origin = excluded.origin,
                  imported_at = excluded.imported_at
                """,
            arguments: [
                pack.id.rawValue, pack.version, pack.licence, pack.maximumRisk.rawValue,
                try encoded(pack.programs), origin, time,
            ])
        for (pattern, definition) in definitions {
            try database.execute(
                sql: """
                    INSERT INTO pattern (id, pack, revision, status, title, scope, definition, imported_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    pattern.id.rawValue, pack.id.rawValue, pattern.revision,
                    pattern.status.rawValue,
                    pattern.title, try encoded(pattern.scope), definition, time,
                ])
        }
    }

    /// Imported patterns, ready for matching; a damaged row is an error, never a missing pattern.
    public func patternRecords() throws -> [PatternRecord] {
        let rows = try read {
            try Row.fetchAll(
                $0,
                sql:
                    "SELECT id, pack, scope, definition FROM pattern WHERE status <> 'deprecated' ORDER BY id"
            )
        }
        return try rows.map { row in
            let (id, pack, scope, definition): (String, String, String, String) =
                (row["id"], row["pack"], row["scope"], row["definition"])
            return PatternRecord(
                id: PatternID(id), pack: PackID(pack), origin: .imported,
                scope: try JSONDecoder().decode(PatternScope.self, from: Data(scope.utf8)),
                body: .encoded(Array(definition.utf8)[...]))
        }
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
                programs: try JSONDecoder().decode([String].self, from: Data(programs.utf8)),
                patterns: [])
        }
    }

    /// Patterns that a person switched off.
    public func disabledPatterns() throws -> Set<PatternID> {
        let ids = try read {
            try String.fetchAll($0, sql: "SELECT pattern FROM pattern_switch WHERE enabled = 0")
        }
        return Set(ids.map { PatternID($0) })
    }

    public func setEnabled(_ enabled: Bool, _ patterns: [PatternID], at time: Double) throws {
        try write { database in
            for pattern in patterns {
                try database.execute(
                    sql:
                        "INSERT OR REPLACE INTO pattern_switch (pattern, enabled, changed_at) VALUES (?, ?, ?)",
                    arguments: [pattern.rawValue, enabled, time])
            }
        }
    }

    private static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
