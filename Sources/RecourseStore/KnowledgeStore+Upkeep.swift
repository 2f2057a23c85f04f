import GRDB

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension KnowledgeStore {
    /// What `PRAGMA integrity_check` and `foreign_key_check` find; empty for a sound file.
    public func problems() throws -> [String] {
        try read { database in
            let integrity = try String.fetchAll(database, sql: "PRAGMA integrity_check")
            let strays = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
                let table: String = row[0] ?? "?"
                return "a row of \(table) refers to one that is not there"
            }
            return (integrity == ["ok"] ? [] : integrity) + strays
        }
    }

    /// A copy of the whole file, consistent while others write.
    /// - Throws: `StoreError`; a file that is already there is left alone.
    public func backup(to target: String) throws {
        guard access(target, F_OK) != 0 else {
            throw StoreError.input(path: target, reason: "already exists")
        }
        try StoreError.translating(target) { try Self.copy(queue, to: target) }
    }

    /// Schema steps that were applied, in order.
    public func appliedMigrations() throws -> [String] {
        try read { try SchemaMigrations.migrator.appliedMigrations($0) }
    }

    static func copy(_ queue: DatabaseQueue, to target: String) throws {
        let descriptor = open(target, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.system(errno, path: target) }
        close(descriptor)
        do {
            let copy = try DatabaseQueue(path: target)
            try queue.backup(to: copy)
            try copy.close()
        } catch {
            // Half a copy is none.
            for suffix in ["", "-journal", "-wal", "-shm"] { unlink(target + suffix) }
            throw error
        }
    }

    /// Whether files can be made beside it.
    static func isWritable(folderOf path: String) -> Bool {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
            separator: "/")
        return access(folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder, W_OK) == 0
    }

    /// The length of the log over which it is moved into the file, and to which it shrinks then.
    static let checkpointBytes = 4 << 20

    /// Moves the log into the file once it is long. Only under the writers' lock.
    static func checkpointIfLong(_ queue: DatabaseQueue, path: String) throws {
        var status = stat()
        guard stat(path + "-wal", &status) == 0, status.st_size > checkpointBytes else {
            return
        }
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
    }
}

extension StoreError {
    /// Runs work on the database and turns SQLite's errors into ours.
    static func translating<Value>(_ path: String, _ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    private init(_ error: DatabaseError, path: String) {
        var status = stat()
        let isDirectory = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        self =
            switch error.resultCode {
            case _ where isDirectory: .isADirectory(path: path)
            case .SQLITE_NOTADB, .SQLITE_CORRUPT:
                .notADatabase(path: path, reason: error.message ?? "the file is damaged")
            case .SQLITE_READONLY, .SQLITE_PERM: .readOnly(path: path)
            case .SQLITE_CANTOPEN
            where !KnowledgeStore.isWritable(folderOf: path) && access(path, R_OK) == 0:
                .readOnly(path: path)
            case .SQLITE_FULL: .full(path: path)
            // The index of the log could not be made.
            case .SQLITE_IOERR where Self.hasNoRoom(path): .full(path: path)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
            default: .input(path: path, reason: error.message ?? "\(error.resultCode)")
            }
    }

    /// Whether the file system of the path has less than 128 KB left: the index of the log takes
    /// 32.
    private static func hasNoRoom(_ path: String) -> Bool {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return false }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 128 << 10
    }
}
