#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An advisory lock beside the database that one writer of all processes holds at a time.
///
/// SQLite before 3.51.3 can corrupt a file when connections write and checkpoint at once (the
/// WAL-reset bug): all our writes and checkpoints happen under this lock. It also makes waiting
/// fair enough that no busy error is seen.
struct WriterLock {
    private let descriptor: Int32
    private let path: String

    /// - Parameter limit: milliseconds to wait for the writers of other processes.
    init(besides database: String, within limit: Int = 10_000) throws {
        path = database
        descriptor = open(database + "-lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.system(errno, path: database) }
        var waited = 0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR, waited < limit else {
                close(descriptor)
                throw StoreError.busy(path: database)
            }
            // Spread out, so that eight processes do not look at the same moments.
            let milliseconds = 1 + Int.random(in: 0..<5)
            usleep(UInt32(milliseconds * 1_000))
            waited += milliseconds
        }
    }

    func release() { close(descriptor) }
}

extension StoreError {
    static func system(_ code: Int32, path: String) -> StoreError {
        switch code {
        case EROFS, EACCES, EPERM: .readOnly(path: path)
        case EISDIR: .isADirectory(path: path)
        case ENOSPC, EDQUOT: .full(path: path)
        default: .input(path: path, reason: String(cString: strerror(code)))
        }
    }
}
