import RecourseCore

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

    /// - Parameter root: the absolute path of the working directory.
    public init(root: String) {
        self.root = root
        resolvedRoot = ResolvedPath.resolve(root, in: "/") ?? root
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

    public func files() -> [String] { FileSurvey().files(below: root) }

    func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(root)/\(path)" }
}
