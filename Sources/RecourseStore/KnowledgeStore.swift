#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import GRDB
import RecourseCore

/// The one SQLite file in which patterns, failures, attempts and tallies are kept. Thread-safe.
///
/// A look-up opens read-only, which costs half a millisecond; only what writes opens for writing. Whatever is written is
/// durable when the call returns: write-ahead log, `synchronous = FULL`.
public final class KnowledgeStore: Sendable {
    public enum Access: Sendable {
        /// Never creates the file and never changes it.
        case reading
        case writing
    }

    public let path: String
    let queue: DatabaseQueue

    /// - Parameter path: absolute, or relative to the process's directory; its folder is made for writing.
    /// - Throws: `StoreError`.
    public init(path: String, access: Access) throws {
        self.path = path
        switch access {
        case .reading:
            queue = try StoreError.translating(path) { try Self.openReading(path) }
            try StoreError.translating(path) { try queue.read { try Self.checkIdentity($0, path: path) } }
        case .writing:
            try Self.makeFile(at: path)
            let lock = try WriterLock(besides: path)
            defer { lock.release() }
            queue = try StoreError.translating(path) { try Self.openWriting(path) }
            try StoreError.translating(path) { try Self.migrate(queue, path: path) }
        }
    }

    /// The last connection to close moves the log into the file: that too only under the lock.
    deinit {
        guard !queue.configuration.readonly, let lock = try? WriterLock(besides: path) else { return }
        try? queue.close()
        lock.release()
    }

    /// `nil` where there is no file: nothing was learned yet.
    public static func existing(at path: String) throws -> KnowledgeStore? {
        guard access(path, F_OK) == 0 else { return nil }
        return try KnowledgeStore(path: path, access: .reading)
    }

    /// One transaction, begun IMMEDIATE, under the writers' lock.
    func write<Value>(_ change: (Database) throws -> Value) throws -> Value {
        let lock = try WriterLock(besides: path)
        defer { lock.release() }
        return try StoreError.translating(path) {
            let value = try queue.write(change)
            try checkpointIfLong()
            return value
        }
    }

    func read<Value>(_ query: (Database) throws -> Value) throws -> Value {
        try StoreError.translating(path) { try queue.read(query) }
    }

    private static func openReading(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.label = "recourse.reading"
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func openWriting(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        configuration.label = "recourse.writing"
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        // GRDB sets NORMAL when it opens in WAL mode. Checkpoints are ours, under the lock.
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0")
        }
        return queue
    }

    /// Owner only, before SQLite sees it: its side files take the same mode.
    private static func makeFile(at path: String) throws {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        if !folder.isEmpty { try makeFolder(folder.joined(separator: "/")) }
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.system(errno, path: path) }
        close(descriptor)
    }

    private static func makeFolder(_ path: String) throws {
        guard !path.isEmpty, access(path, F_OK) != 0 else { return }
        try makeFolder(path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/"))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw StoreError.system(errno, path: path)
        }
    }

    /// A file is ours, or new and empty; nothing else is touched.
    private static func checkIdentity(_ database: Database, path: String) throws {
        let identity = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard identity == SchemaMigrations.applicationID else {
            throw StoreError.notADatabase(path: path, reason: "it is not a Recourse database")
        }
        guard try !SchemaMigrations.migrator.hasBeenSuperseded(database) else {
            let known = Set(SchemaMigrations.files.map(\.name))
            let applied = try SchemaMigrations.migrator.appliedIdentifiers(database)
            throw StoreError.newerSchema(path: path, migrations: applied.subtracting(known).sorted())
        }
    }

    private static func migrate(_ queue: DatabaseQueue, path: String) throws {
        let migrator = SchemaMigrations.migrator
        let (isEmpty, isCurrent) = try queue.read { database in
            let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
            if !isEmpty { try checkIdentity(database, path: path) }
            return (isEmpty, try migrator.hasCompletedMigrations(database))
        }
        guard !isCurrent else { return }
        if !isEmpty {
            let applied = try queue.read { try migrator.appliedIdentifiers($0) }.max() ?? "empty"
            try copy(queue, to: path + ".before-" + (migrator.migrations.last ?? "") + "-at-" + applied)
        }
        try migrator.migrate(queue)
    }
}
