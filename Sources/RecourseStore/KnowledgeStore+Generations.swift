import GRDB
import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A state of the set of imported patterns, named so that an index can say which one it knows.
public struct PatternGeneration: Hashable, Sendable {
    public let number: Int64
    /// Drawn at random: two files that were one once do not have the same.
    let token: [UInt8]

    private static let numberLength = 8
    private static let tokenLength = 16

    init(number: Int64, token: [UInt8]) {
        self.number = number
        self.token = token
    }

    /// As the identity of an index.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: number.littleEndian, Array.init) + token
    }

    /// - Parameter bytes: what `bytes` were; what follows them is not looked at.
    public init(bytes: [UInt8]) {
        number = bytes.prefix(Self.numberLength).reversed().reduce(0) { $0 << 8 | Int64($1) }
        token = Array(bytes.dropFirst(Self.numberLength).prefix(Self.tokenLength))
    }
}

extension KnowledgeStore {
    /// The present one; `nil` in a file that was last written by a version that knew none.
    public func patternGeneration() throws -> PatternGeneration? {
        try read { database in
            guard try database.tableExists("pattern_generation") else { return nil }
            return try Row.fetchOne(
                database,
                sql:
                    "SELECT generation, token FROM pattern_generation ORDER BY generation DESC LIMIT 1"
            ).map { PatternGeneration(number: $0["generation"], token: Array($0["token"] as Data)) }
        }
    }

    /// Whether this file was once in that state.
    public func knows(_ generation: PatternGeneration) throws -> Bool {
        try read { database in
            guard try database.tableExists("pattern_generation") else { return false }
            return try Data.fetchOne(
                database, sql: "SELECT token FROM pattern_generation WHERE generation = ?",
                arguments: [generation.number]
            ).map(Array.init) == generation.token
        }
    }

    /// Patterns that are younger than the generation, and their numbers.
    public func patternRecords(
        since generation: Int64
    ) throws -> [(number: UInt32, record: PatternRecord)] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT number, id, pack, scope, definition
                    FROM pattern INDEXED BY pattern_by_generation
                    WHERE generation > ? AND status <> 'deprecated' ORDER BY number
                    """, arguments: [generation]
            ).map {
                (UInt32(truncatingIfNeeded: $0["number"] as Int64), try PatternRecord(row: $0))
            }
        }
    }

    public func patternCount(since generation: Int64) throws -> Int {
        try read { database in
            try Int.fetchOne(
                database,
                sql:
                    """
                    SELECT count(*) FROM pattern INDEXED BY pattern_by_generation
                    WHERE generation > ? AND status <> 'deprecated'
                    """,
                arguments: [generation]) ?? 0
        }
    }

    /// How many patterns are looked for.
    public func patternCount() throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT live FROM pattern_count") ?? 0 }
    }

    static func beginGeneration(_ database: Database) throws -> Int64 {
        try database.execute(sql: "INSERT INTO pattern_generation DEFAULT VALUES")
        return database.lastInsertedRowID
    }
}
