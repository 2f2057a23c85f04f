import RecourseCore
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The tree below a directory of this machine, and the machine.
public struct LocalWorkspace: Workspace {
    public let root: String
    /// `root` without links.
    let resolvedRoot: String
    private let survey: RememberedSurvey

    /// The files as they were when they were first asked for: one failure asks many times.
    private final class RememberedSurvey: Sendable {
        private let files = Mutex<[String]?>(nil)

        func files(below root: String) -> [String] {
            files.withLock { files in
                if let files { return files }
                let found = FileSurvey().files(below: root)
                files = found
                return found
            }
        }
    }

    /// - Parameter root: the absolute path of the working directory.
    public init(root: String) {
        self.root = root
        resolvedRoot = ResolvedPath.resolve(root, in: "/") ?? root
        survey = RememberedSurvey()
    }

    public func kind(of path: String) -> FileKind? {
        let path = absolute(path)
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return switch status.st_mode & S_IFMT {
        case S_IFREG: .file(isExecutable: access(path, X_OK) == 0)
        case S_IFDIR: .directory
        default: .other
        }
    }

    public func contained(_ path: String) -> String? {
        guard let resolved = ResolvedPath.resolve(path, in: resolvedRoot),
            ResolvedPath.relative(resolved, to: resolvedRoot) != nil
        else { return nil }
        return resolved
    }

    public func contents(of path: String) -> [UInt8]? {
        SmallFile.contents(absolute(path), upTo: 1_000_000)
    }

    public func entries(of directory: String) -> [String] {
        FolderListing.entries(absolute(directory)).map(\.name)
    }

    /// As of the first call.
    public func files() -> [String] { survey.files(below: root) }

    func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(root)/\(path)" }
}
