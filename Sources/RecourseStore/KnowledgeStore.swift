import GRDB
import RecourseCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The one SQLite file in which patterns, failures, attempts and tallies are kept. Thread-safe.
///
/// A look-up opens read-only, which costs half a millisecond; only what writes opens for writing.
/// Whatever is written is durable when the call returns, unless it says that it is queued:
/// write-ahead log, `synchronous = FULL`. What tasks record goes through one queue (`Recording/`) and
/// is committed in groups by a thread of its own, so that no task waits for a disk unless it asks
/// to; what a person changes is written at once.
public final class KnowledgeStore: Sendable {
    public enum Access: Sendable {
        /// Never creates the file and never changes it.
        case reading
        case writing
    }

    public let path: String
    let queue: DatabaseQueue
    /// `nil` where it was opened for reading.
    let commits: CommitQueue?

    /// - Parameter path: absolute, or relative to the process's directory; its folder is made for
    ///   writing.
    /// - Throws: `StoreError`.
    public convenience init(path: String, access: Access) throws {
        let queue =
            switch access {
            case .reading: try Self.openReading(path)
            case .writing: try Self.openWriting(path)
            }
        self.init(path: path, queue: queue)
    }

    /// Nothing throws once there is an object: its end waits for the lock.
    private init(path: String, queue: DatabaseQueue) {
        self.path = path
        self.queue = queue
        commits =
            queue.configuration.readonly ? nil : CommitQueue(path: path, database: queue)
    }

    /// The last connection to close moves the log into the file: that too only under the lock.
    deinit {
        guard let commits else { return }
        commits.close(within: .seconds(1))
        guard let lock = try? WriterLock(besides: path) else { return }
        try? queue.close()
        lock.release()
    }

    /// `nil` where there is no file, or one that its first writer has not filled yet: nothing was
    /// learned.
    public static func existing(at path: String) throws -> KnowledgeStore? {
        guard access(path, F_OK) == 0 else { return nil }
        do {
            return try KnowledgeStore(path: path, access: .reading)
        } catch StoreError.notADatabase(_, Self.emptiness) {
            return nil
        }
    }

    /// One transaction, begun IMMEDIATE, under the writers' lock.
    func write<Value>(_ change: (Database) throws -> Value) throws -> Value {
        let lock = try WriterLock(besides: path)
        defer { lock.release() }
        return try StoreError.translating(path) {
            let value = try queue.write(change)
            // The change is durable already; a checkpoint that fails is tried again after the next
            // one.
            try? Self.checkpointIfLong(queue, path: path)
            return value
        }
    }

    func read<Value>(_ query: (Database) throws -> Value) throws -> Value {
        try StoreError.translating(path) { try queue.read(query) }
    }

    private static func openReading(_ path: String) throws -> DatabaseQueue {
        try StoreError.translating(path) {
            do {
                return try checkedReadingQueue(path, uri: path)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
                // Even a reader wants to make the index of the log beside the file. Where nobody
                // can write there, and no log is left, the file stays as it is.
                guard access(path, R_OK) == 0, !isWritable(folderOf: path),
                    access(path + "-wal", F_OK) != 0
                else {
                    throw error
                }
                return try checkedReadingQueue(path, uri: immutableURI(path))
            }
        }
    }

    private static func checkedReadingQueue(_ path: String, uri: String) throws -> DatabaseQueue {
        let queue = try readingQueue(uri)
        try queue.read { try checkIdentity($0, path: path) }
        return queue
    }

    /// Works where SQLite was built to read URIs, as Debian's is.
    private static func immutableURI(_ path: String) -> String {
        let isPlain = { (byte: UInt8) in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                || "/._-".utf8.contains(byte)
        }
        let escaped = path.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return isPlain(byte)
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
        }
        return "file:" + escaped.joined() + "?immutable=1"
    }

    private static func readingQueue(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.label = "recourse.reading"
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func openWriting(_ path: String) throws -> DatabaseQueue {
        try makeFile(at: path)
        let lock = try WriterLock(besides: path)
        defer { lock.release() }
        return try StoreError.translating(path) {
            // Opening for writing turns any database to write-ahead logging: strangers' are looked
            // at first.
            let isNew = try readingQueue(path).read { database in
                let isNew = try isEmpty(database)
                if !isNew { try checkIdentity(database, path: path) }
                return isNew
            }
            let queue = try writingQueue(path)
            try migrate(queue, path: path, isNew: isNew)
            return queue
        }
    }

    private static func writingQueue(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(5)
        configuration.label = "recourse.writing"
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        // GRDB sets NORMAL when it opens in WAL mode. Checkpoints are ours, under the lock; the log
        // shrinks after one.
        try queue.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;
                    PRAGMA journal_size_limit = \(checkpointBytes)
                    """)
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
        try makeFolder(
            path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
                separator: "/"))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw StoreError.system(errno, path: path)
        }
    }

    /// What an empty file is told apart by.
    private static let emptiness = "it is empty"

    /// New, or left so by a first writer that ended, or found the disk full, before its first step
    /// was done: GRDB makes its table of steps by itself.
    private static func isEmpty(_ database: Database) throws -> Bool {
        guard try Int.fetchOne(database, sql: "PRAGMA application_id") == 0 else { return false }
        let names = try String.fetchAll(
            database,
            sql: "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
        return try names.isEmpty
            || names == ["grdb_migrations"]
                && Int.fetchOne(database, sql: "SELECT count(*) FROM grdb_migrations") == 0
    }

    /// A file is ours, or new and empty; nothing else is touched.
    private static func checkIdentity(_ database: Database, path: String) throws {
        guard try !isEmpty(database) else {
            throw StoreError.notADatabase(path: path, reason: emptiness)
        }
        let identity = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        guard identity == SchemaMigrations.applicationID else {
            throw StoreError.notADatabase(path: path, reason: "it is not a Recourse database")
        }
        guard try !SchemaMigrations.migrator.hasBeenSuperseded(database) else {
            let known = Set(SchemaMigrations.files.map(\.name))
            let applied = try SchemaMigrations.migrator.appliedIdentifiers(database)
            throw StoreError.newerSchema(
                path: path, migrations: applied.subtracting(known).sorted())
        }
    }

    private static func migrate(_ queue: DatabaseQueue, path: String, isNew: Bool) throws {
        let migrator = SchemaMigrations.migrator
        guard try !queue.read(migrator.hasCompletedMigrations) else { return }
        if !isNew {
            let applied = try queue.read { try migrator.appliedIdentifiers($0) }.max() ?? "empty"
            try copy(
                queue, to: path + ".before-" + (migrator.migrations.last ?? "") + "-at-" + applied)
        }
        try migrator.migrate(queue)
    }
}
