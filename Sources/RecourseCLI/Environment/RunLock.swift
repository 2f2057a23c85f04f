import RecourseCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Held by the one process that runs a task list; the system lets go of it when that process ends,
/// however it ends.
final class RunLock: Sendable {
    private let descriptor: Int32?

    /// Where no lock can be made (the folder cannot be written), none is held.
    /// - Throws: `Complaint` where another process runs the list.
    init(of tasks: TaskFile, besides database: String) throws {
        guard tasks.path != "-" else {
            descriptor = nil
            return
        }
        let name = ContentHash.of(Array(tasks.absolutePath.utf8)).prefix(16)
        let opened = open("\(database).run-\(name)", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            descriptor = nil
            return
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
            close(opened)
            throw Complaint.input(
                "\(tasks.path) is being run by another process",
                hint: "`recourse runs list` shows it; wait for its end, or end it")
        }
        descriptor = opened
    }

    deinit {
        if let descriptor { close(descriptor) }
    }
}
