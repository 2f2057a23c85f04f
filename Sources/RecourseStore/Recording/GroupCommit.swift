import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes groups of changes, each in one transaction with a mark of how far it came.
struct GroupCommit: Sendable {
    let path: String
    let database: DatabaseQueue
    /// Names this writer in the file.
    let writer: Int64

    /// So long one attempt waits for other processes.
    private static let lockMilliseconds = 250
    /// Marks that are older name processes that are gone.
    private static let marksKept: Double = 30 * 86_400

    init(path: String, database: DatabaseQueue) {
        self.path = path
        self.database = database
        writer = Int64.random(in: 1...Int64.max)
    }

    /// Returns when the group is durable. Each change is in a savepoint: one that fails by itself
    /// leaves the others alone. What an earlier attempt wrote after all is not written again.
    /// - Throws: `StoreError`: nothing is known of the group, and it is to be tried again.
    func callAsFunction(_ entries: [CommitBacklog.Entry]) throws(StoreError) {
        do {
            let lock = try WriterLock(besides: path, within: Self.lockMilliseconds)
            defer { lock.release() }
            try StoreError.translating(path) {
                try database.writeWithoutTransaction { database in
                    try database.inTransaction(.immediate) {
                        try write(entries, database)
                        return .commit
                    }
                }
            }
            // Durable already: a checkpoint that fails is tried again after the next group.
            try? KnowledgeStore.checkpointIfLong(database, path: path)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .input(path: path, reason: "\(error)")
        }
    }

    private func write(_ entries: [CommitBacklog.Entry], _ database: Database) throws {
        let written =
            try Int64.fetchOne(
                database.cachedStatement(sql: "SELECT number FROM writer WHERE id = ?"),
                arguments: [writer])
        let changes = database.totalChangesCount
        for entry in entries where entry.number > written ?? 0 {
            try apply(entry.change, database)
        }
        // Nothing that was only asked makes the log longer.
        guard database.totalChangesCount != changes, let last = entries.last?.number else { return }
        let now = Date().timeIntervalSince1970
        if written == nil {
            try database.execute(
                sql: "DELETE FROM writer WHERE at < ?", arguments: [now - Self.marksKept])
        }
        try database.cachedStatement(
            sql: """
                INSERT INTO writer (id, number, at) VALUES (?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET number = excluded.number, at = excluded.at
                """
        ).execute(arguments: [writer, last, now])
    }

    private func apply(_ change: QueuedChange, _ database: Database) throws {
        do {
            try database.inSavepoint {
                try change.change(database)
                return .commit
            }
            change.tried(.success(()))
        } catch {
            // The file failed, or SQLite gave the whole transaction up: the group is tried again.
            if let error = error as? DatabaseError, Self.isOfTheFile(error) { throw error }
            guard database.isInsideTransaction else { throw error }
            let told = Result { try StoreError.translating(path) { throw error } }
            change.tried(told)
        }
    }

    private static func isOfTheFile(_ error: DatabaseError) -> Bool {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_NOMEM, .SQLITE_READONLY, .SQLITE_INTERRUPT,
            .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_FULL, .SQLITE_CANTOPEN, .SQLITE_PROTOCOL,
            .SQLITE_NOTADB, .SQLITE_PERM:
            true
        default: false
        }
    }
}
