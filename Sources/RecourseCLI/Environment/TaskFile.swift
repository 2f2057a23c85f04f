#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import RecourseAgent

/// A task list on disk. Boxes are written one by one, atomically, under a lock, into the file as it is then.
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

    func mark(_ id: TaskID, as mark: TaskItem.Mark) throws {
        let lock = open(path, O_RDONLY | O_CLOEXEC)
        guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
            throw Complaint.input("\(path): \(String(cString: strerror(errno)))")
        }
        defer { close(lock) }
        let text = try Self.text(of: path)
        let marked = try list.marking(id, as: mark, in: text)
        var status = stat()
        let mode = fstat(lock, &status) == 0 ? status.st_mode & 0o777 : 0o644
        if marked != text { try OutputFile.write(marked, to: path, mode: mode) }
    }

    private static func text(of path: String) throws -> String {
        let bytes = try InputFile.bytes(of: path, limit: 16 << 20)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Complaint.input("\(path) is not UTF-8")
        }
        return text
    }
}
