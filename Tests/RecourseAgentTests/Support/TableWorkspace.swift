import RecourseCore
import Synchronization

/// A tree and a machine that are a table.
struct TableWorkspace: Workspace {
    var root = "/project"
    /// Path -> contents; a path that ends in `/` is an empty folder.
    var tree: [String: String] = [:]
    var executables: Set<String> = []
    var onPath: Set<String> = []
    var variables: [String: String] = [:]
    var processes: Set<String> = []
    var busyPorts: Set<Int> = []
    var isRoot = false
    var platform = "linux"
    /// Command text -> what it prints.
    var printed: [String: String] = [:]
    var journal = Journal()

    init(_ tree: [String: String] = [:]) { self.tree = tree }

    func kind(of path: String) -> FileKind? {
        guard let path = relative(path) else { return nil }
        if tree[path] != nil { return .file(isExecutable: executables.contains(path)) }
        return path == "." || tree.keys.contains { $0.hasPrefix(path + "/") } ? .directory : nil
    }

    func contained(_ path: String) -> String? {
        relative(path).map { $0 == "." ? root : "\(root)/\($0)" }
    }

    func contents(of path: String) -> [UInt8]? {
        relative(path).flatMap { tree[$0] }.map { Array($0.utf8) }
    }

    func entries(of directory: String) -> [String] {
        // As on a machine, what lies outside the tree can be listed too.
        let prefix =
            (relative(directory) ?? directory) == "."
            ? "" : (relative(directory) ?? directory) + "/"
        return Set(
            tree.keys.filter { $0.hasPrefix(prefix) }.compactMap { path in
                path.dropFirst(prefix.count).split(separator: "/").first.map(String.init)
            }
        ).sorted()
    }

    func files() -> [String] {
        tree.keys.filter { !$0.hasSuffix("/") && !$0.hasPrefix("/") && !$0.hasPrefix(".") }.sorted()
    }
    func hasProgram(_ name: String) -> Bool { onPath.contains(name) }
    func programs() -> [String] { onPath.sorted() }
    func environment(_ name: String) -> String? { variables[name] }
    func isProcessRunning(named name: String) -> Bool { processes.contains(name) }
    func isPortFree(_ port: Int) -> Bool { !busyPorts.contains(port) }

    func output(of argv: [String]) async -> [UInt8]? {
        journal.note("probe \(ShellQuoting.joined(argv))")
        return printed[ShellQuoting.joined(argv)].map { Array($0.utf8) }
    }

    private func relative(_ path: String) -> String? {
        var local = path[...]
        if path.hasPrefix("/") {
            guard path == root || path.hasPrefix(root + "/") else { return nil }
            local = path.dropFirst(root.count)
        }
        var parts: [Substring] = []
        for part in local.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }
}
