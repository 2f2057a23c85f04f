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
            let generation = dryRun ? 0 : try Self.beginGeneration(database)
            for pack in packs {
                let changes = try Self.changes(of: pack, &summary, database)
                guard !dryRun else { continue }
                try Self.put(pack, origin, time, database)
                try Self.put(changes, of: pack, time, generation, database)
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

    /// What differs from what is stored.
    private struct PackChanges {
        var written: [(pattern: Pattern, definition: String)] = []
        var removed: [PatternID] = []
    }

    private static func changes(
        of pack: Pack, _ summary: inout ImportSummary, _ database: Database
    ) throws -> PackChanges {
        let known = try Dictionary(
            Row.fetchAll(
                database, sql: "SELECT id, definition FROM pattern WHERE pack = ?",
                arguments: [pack.id.rawValue]
            ).map { ($0["id"] as String, $0["definition"] as String) }, uniquingKeysWith: { $1 })
        var changes = PackChanges()
        for pattern in pack.patterns {
            let definition = try encoded(pattern)
            switch known[pattern.id.rawValue] {
            case nil: summary.added.append(pattern.id)
            case definition:
                summary.unchanged.append(pattern.id)
                continue
            default: summary.updated.append(pattern.id)
            }
            changes.written.append((pattern, definition))
        }
        changes.removed = Set(known.keys).subtracting(pack.patterns.map(\.id.rawValue)).sorted()
            .map { PatternID($0) }
        summary.removed += changes.removed
        return changes
    }

    private static func put(
        _ pack: Pack, _ origin: String, _ time: Double, _ database: Database
    ) throws {
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
    }

    /// Patterns that did not change keep their numbers and their generation.
    private static func put(
        _ changes: PackChanges, of pack: Pack, _ time: Double, _ generation: Int64,
        _ database: Database
    ) throws {
        let removal = try database.makeStatement(sql: "DELETE FROM pattern WHERE id = ?")
        for id in changes.removed { try removal.execute(arguments: [id.rawValue]) }
        let insertion = try database.makeStatement(
            sql: """
                INSERT INTO pattern
                  (id, pack, revision, status, title, scope, definition, imported_at, generation)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET pack = excluded.pack, revision = excluded.revision,
                  status = excluded.status, title = excluded.title, scope = excluded.scope,
                  definition = excluded.definition, imported_at = excluded.imported_at,
                  generation = excluded.generation
                """)
        for (pattern, definition) in changes.written {
            try insertion.execute(arguments: [
                pattern.id.rawValue, pack.id.rawValue, pattern.revision, pattern.status.rawValue,
                pattern.title, try encoded(pattern.scope), definition, time, generation,
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
