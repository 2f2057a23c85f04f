/// What a fix may look at: the tree that the command ran in, and the machine around it. Only looks.
public protocol Workspace: Sendable {
    /// The absolute path of the working directory.
    var root: String { get }

    /// What lies at the path, relative to the root or absolute; links are followed.
    func kind(of path: String) -> FileKind?
    /// The path with `..` and links resolved, where it stays inside the root, else `nil`. What does
    /// not exist yet is resolved as far as it does.
    func contained(_ path: String) -> String?
    /// At most the first megabyte.
    func contents(of path: String) -> [UInt8]?
    /// The names in a folder.
    func entries(of directory: String) -> [String]
    /// Files below the root, relative, to depth 4, without hidden, dependency and build folders;
    /// at most 20,000.
    func files() -> [String]
    /// Whether a program of this name is on `PATH`.
    func hasProgram(_ name: String) -> Bool
    /// The names of all programs on `PATH`.
    func programs() -> [String]
    func environment(_ name: String) -> String?
    func isProcessRunning(named name: String) -> Bool
    /// Whether nothing listens on the TCP port of the loopback address.
    func isPortFree(_ port: Int) -> Bool
    /// Whether we run as the superuser.
    var isRoot: Bool { get }
    /// `linux` or `macos`.
    var platform: String { get }
    /// The standard output of a command that only looks, or `nil` where it fails or takes over five
    /// seconds.
    func output(of argv: [String]) async -> [UInt8]?
}

public enum FileKind: Hashable, Sendable {
    case file(isExecutable: Bool)
    case directory
    case other
}
