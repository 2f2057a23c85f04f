import GRDB
import RecourseCore

/// The imported patterns that are not younger than a generation, read one by one.
public struct StoredPatterns: PatternSource {
    private let store: KnowledgeStore
    private let generation: Int64
    public let count: Int

    public init(_ store: KnowledgeStore, upTo generation: Int64) throws {
        self.store = store
        self.generation = generation
        count = try store.patternCount() - store.patternCount(since: generation)
    }

    public func record(number: UInt32) throws -> PatternRecord? {
        try records(numbers: [number])[number]
    }

    /// In one transaction: beginning one takes as long as reading ten rows.
    public func records(numbers: [UInt32]) throws -> [UInt32: PatternRecord] {
        try store.read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT id, pack, scope, definition FROM pattern
                    WHERE number = ? AND generation <= ? AND status <> 'deprecated'
                    """)
            var records: [UInt32: PatternRecord] = [:]
            for number in numbers {
                records[number] =
                    try Row.fetchOne(statement, arguments: [Int64(number), generation])
                    .map { try PatternRecord(row: $0) }
            }
            return records
        }
    }
}
