import RecourseAgent

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A task list on disk. Boxes are written one by one, atomically, under a lock, into the file as it
/// is then.
struct TaskFile: Sendable {
    let path: String
    let list: TaskList

    /// - Throws: `Complaint` naming file and line.
    init(path: String) throws {
        self.path = path
        let text = try Self.text(of: path)
        do {
            list = try TaskList(parsing: text)
        } catch {
            throw Complaint(error, file: path)
        }
    }

    /// What its runs are known by in the journal.
    var absolutePath: String {
        guard path != "-" else { return path }
        guard let pointer = realpath(path, nil) else { return path }
        defer { free(pointer) }
        return String(cString: pointer)
    }

    /// What came from standard input has no boxes to write.
    func mark(_ id: TaskID, as mark: TaskItem.Mark) throws {
        guard path != "-" else { return }
        let held = try heldLock()
        defer { close(held) }
        let text = try Self.text(of: path)
        let marked = try list.marking(id, as: mark, in: text)
        if marked != text { try OutputFile.write(marked, to: path) }
    }

    /// The file's lock. Whoever held it before has put another file in its place: then that one's.
    private func heldLock() throws -> Int32 {
        while true {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
                let reason = String(cString: strerror(errno))
                if descriptor >= 0 { close(descriptor) }
                throw Complaint.input("\(path): \(reason)")
            }
            var locked = stat()
            var present = stat()
            if fstat(descriptor, &locked) == 0, stat(path, &present) == 0,
                locked.st_ino == present.st_ino,
                locked.st_dev == present.st_dev
            {
                return descriptor
            }
            close(descriptor)
        }
    }

    private static func text(of path: String) throws -> String {
        let bytes = try InputFile.bytes(of: path, limit: 16 << 20)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Complaint.input("\(path) is not UTF-8")
        }
        return text
    }
}
