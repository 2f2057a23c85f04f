import GRDB
import RecourseCore

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

    /// One import, as its rows name it.
    private struct Occasion {
        var time: Double
        var origin: String
        var generation: Int64
    }

    /// Puts packs in place of their older versions, in one transaction: all or nothing. What a pack
    /// no longer has is kept as a tombstone.
    /// - Parameters:
    ///   - rules: forms of secrets that came with the packs; they replace those that came before.
    ///   - dryRun: only says what would change.
    /// - Throws: `StoreError.input` for a pattern that two packs would have.
    public func importPacks(
        _ packs: [Pack], rules: [PackID: [RedactionRule]] = [:], origin: String, at time: Double,
        dryRun: Bool = false
    ) throws -> ImportSummary {
        let work: (Database) throws -> ImportSummary = { database in
            var summary = ImportSummary()
            try self.refuseSharedPatterns(packs, database)
            let generation = dryRun ? 0 : try Self.beginGeneration(database)
            let occasion = Occasion(time: time, origin: origin, generation: generation)
            for pack in packs {
                let changes = try Self.changes(of: pack, &summary, database)
                guard !dryRun else { continue }
                try Self.put(pack, occasion, database)
                try Self.remove(changes.removed, occasion, database)
                try Self.put(changes.written, of: pack, occasion, database)
                try Self.put(rules[pack.id] ?? [], of: pack.id, at: time, database)
            }
            return summary
        }
        return dryRun ? try read(work) : try write(work)
    }

    /// Puts one pattern into a pack, beside what is there.
    /// - Parameter pack: its manifest; made where it is not there yet.
    /// - Throws: `StoreError.input` where another pack has the id.
    public func save(_ pattern: Pattern, in pack: Pack, origin: String, at time: Double) throws {
        try write { database in
            let known = try Self.known("id = ?", [pattern.id.rawValue], database)[pattern.id]
            if let known, known.pack != pack.id, !known.isRemoved {
                throw StoreError.input(
                    path: path, reason: "`\(pattern.id)` belongs to pack \(known.pack)")
            }
            let occasion = Occasion(
                time: time, origin: origin, generation: try Self.beginGeneration(database))
            try Self.put(pack, occasion, database)
            let definition = try StoredJSON.text(pattern)
            guard known?.definition != definition || known?.isRemoved == true else { return }
            try Self.put(
                [Written(pattern: pattern, definition: definition, replaced: known)], of: pack,
                occasion, database)
        }
    }

    private func refuseSharedPatterns(_ packs: [Pack], _ database: Database) throws {
        var owners: [PatternID: PackID] = [:]
        let replaced = Set(packs.map(\.id))
        // A pack may take up what another has given up.
        let living = "SELECT id, pack FROM pattern WHERE NOT \(try Self.removal(database))"
        for row in try Row.fetchAll(database, sql: living) {
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

    /// A pattern as it is stored.
    private struct Known {
        var pack: PackID
        var revision: Int
        var definition: String
        var isRemoved: Bool
    }

    private struct Written {
        var pattern: Pattern
        var definition: String
        var replaced: Known?
    }

    private static func known(
        _ condition: String, _ arguments: StatementArguments, _ database: Database
    ) throws -> [PatternID: Known] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT id, pack, revision, definition, \(try removal(database)) AS removed
                FROM pattern WHERE \(condition)
                """, arguments: arguments)
        return Dictionary(
            rows.map { row in
                (
                    PatternID(row["id"] as String),
                    Known(
                        pack: PackID(row["pack"] as String), revision: row["revision"],
                        definition: row["definition"], isRemoved: row["removed"])
                )
            }, uniquingKeysWith: { $1 })
    }

    /// A dry run may look at a file that an older version wrote last.
    private static func removal(_ database: Database) throws -> String {
        try database.columns(in: "pattern").contains { $0.name == "removed" } ? "removed" : "0"
    }

    /// What differs from what is stored.
    private struct PackChanges {
        var written: [Written] = []
        var removed: [PatternID: Known] = [:]
    }

    private static func changes(
        of pack: Pack, _ summary: inout ImportSummary, _ database: Database
    ) throws -> PackChanges {
        var rest = try known("pack = ?", [pack.id.rawValue], database)
        var changes = PackChanges()
        for pattern in pack.patterns {
            let definition = try StoredJSON.text(pattern)
            let known = rest.removeValue(forKey: pattern.id)
            switch known {
            case nil: summary.added.append(pattern.id)
            case .some(let known) where known.isRemoved: summary.added.append(pattern.id)
            case .some(let known) where known.definition == definition:
                summary.unchanged.append(pattern.id)
                continue
            case .some: summary.updated.append(pattern.id)
            }
            changes.written.append(
                Written(pattern: pattern, definition: definition, replaced: known))
        }
        changes.removed = rest.filter { !$0.value.isRemoved }
        summary.removed += changes.removed.keys.sorted()
        return changes
    }

    private static func put(_ pack: Pack, _ occasion: Occasion, _ database: Database) throws {
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
                try StoredJSON.text(pack.programs), occasion.origin, occasion.time,
            ])
    }

    private static func remove(
        _ removed: [PatternID: Known], _ occasion: Occasion, _ database: Database
    ) throws {
        for (id, known) in removed.sorted(by: { $0.key < $1.key }) {
            try database.execute(
                sql: """
                    UPDATE pattern SET status = 'deprecated', removed = 1, generation = ? WHERE id = ?
                    """, arguments: [occasion.generation, id.rawValue])
            try note(
                PatternEvent(
                    at: occasion.time, pattern: id, kind: .removed, revision: known.revision,
                    detail: occasion.origin), replacing: known.definition, database)
        }
    }

    /// Patterns that did not change keep their numbers and their generation.
    private static func put(
        _ written: [Written], of pack: Pack, _ occasion: Occasion, _ database: Database
    ) throws {
        let insertion = try database.makeStatement(
            sql: """
                INSERT INTO pattern
                  (id, pack, revision, status, title, scope, definition, imported_at, generation)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET pack = excluded.pack, revision = excluded.revision,
                  status = excluded.status, title = excluded.title, scope = excluded.scope,
                  definition = excluded.definition, imported_at = excluded.imported_at,
                  generation = excluded.generation, removed = 0
                """)
        for change in written {
            let pattern = change.pattern
            try insertion.execute(arguments: [
                pattern.id.rawValue, pack.id.rawValue, pattern.revision, pattern.status.rawValue,
                pattern.title, try StoredJSON.text(pattern.scope), change.definition, occasion.time,
                occasion.generation,
            ])
            let isNew = change.replaced.map(\.isRemoved) ?? true
            try note(
                PatternEvent(
                    at: occasion.time, pattern: pattern.id, kind: isNew ? .added : .changed,
                    revision: pattern.revision, detail: occasion.origin),
                replacing: isNew ? nil : change.replaced?.definition, database)
        }
    }
}
