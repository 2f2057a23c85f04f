/// A change to one file of the tree that a task's step or a fix makes instead of running a command.
///
/// Nothing about it is trusted: the path is checked where the change is planned (`ChangePath`) and
/// again where it is carried out, there against the links on the disk.
public enum FileChange: Hashable, Sendable, Codable {
    /// The whole file, new or in the place of the old one. An existing file keeps its mode, and
    /// gains the right to be executed where `isExecutable`.
    case write(path: String, contents: String, isExecutable: Bool = false)
    case patch(FilePatch)
    case delete(path: String)
    case edit(FileEdit)

    /// Bytes that a file, old or new, may have; an `edit` has its own limit.
    public static let largest = 1 << 20

    /// Relative to the root of the tree; that of an `edit` may be absolute inside it.
    public var path: String {
        switch self {
        case .write(let path, _, _), .delete(let path): path
        case .patch(let patch): patch.path
        case .edit(let edit): edit.path
        }
    }

    /// One line for people: `write src/a.c (12 lines)`, `patch src/a.c (+3 -1)`.
    public var text: String {
        let name = ShellQuoting.quoted(path)
        switch self {
        case .write(_, let contents, let isExecutable):
            let ends = contents.utf8.count { $0 == 0x0A }
            let lines = ends + (contents.isEmpty || contents.utf8.last == 0x0A ? 0 : 1)
            let kind = isExecutable ? "an executable" : ""
            return "write \(name) (\(lines) line\(lines == 1 ? "" : "s")"
                + (kind.isEmpty ? ")" : ", \(kind))")
        case .patch(let patch): return "patch \(name) (+\(patch.added) -\(patch.removed))"
        case .delete: return "delete \(name)"
        case .edit(let edit): return edit.text
        }
    }
}
