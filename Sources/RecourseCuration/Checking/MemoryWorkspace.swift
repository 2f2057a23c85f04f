import RecourseCore

/// A working tree that exists only as a table: what an example of a pack says its look-ups see.
public struct MemoryWorkspace: Workspace {
    public let root = "/project"
    private let contents: [String: [UInt8]]
    private let programsAbsent: Set<String>

    /// - Parameters:
    ///   - files: path -> contents; none has its run bit. A path that ends in `/` is an empty
    ///     folder.
    ///   - programsAbsent: what is not on `PATH`; everything else is.
    public init(_ files: [String: String], programsAbsent: Set<String> = []) {
        self.programsAbsent = programsAbsent
        contents = files.mapValues { Array($0.utf8) }
    }

    public func kind(of path: String) -> FileKind? {
        guard let path = relative(path) else { return nil }
        if contents[path] != nil { return .file(isExecutable: false) }
        let prefix = path == "." ? "" : path + "/"
        return contents.keys.contains { $0.hasPrefix(prefix) } || path == "." ? .directory : nil
    }

    public func contained(_ path: String) -> String? {
        relative(path).map { $0 == "." ? root : "\(root)/\($0)" }
    }

    public func contents(of path: String) -> [UInt8]? { relative(path).flatMap { contents[$0] } }

    public func entries(of directory: String) -> [String] {
        guard let directory = relative(directory) else { return [] }
        let prefix = directory == "." ? "" : directory + "/"
        let names = contents.keys.filter { $0.hasPrefix(prefix) }.compactMap { path in
            path.dropFirst(prefix.count).split(separator: "/").first.map(String.init)
        }
        return Set(names).sorted()
    }

    public func files() -> [String] { contents.keys.filter { !$0.hasSuffix("/") }.sorted() }

    public func hasProgram(_ name: String) -> Bool { !programsAbsent.contains(name) }
    public func programs() -> [String] { [] }
    /// Proxies are set, so that examples can show what becomes of them; nothing else is.
    public func environment(_ name: String) -> String? {
        name.lowercased().hasSuffix("_proxy") ? "http://127.0.0.1:3128" : nil
    }
    public func isProcessRunning(named name: String) -> Bool { false }
    public func isPortFree(_ port: Int) -> Bool { true }
    public var isRoot: Bool { true }
    public var platform: String { "linux" }
    public func output(of argv: [String]) async -> [UInt8]? { nil }

    private func relative(_ path: String) -> String? {
        var parts: [Substring] = []
        let isAbsolute = path.hasPrefix("/")
        let local =
            isAbsolute
            ? (path == root || path.hasPrefix(root + "/") ? path.dropFirst(root.count) : nil)
            : path[...]
        guard let local else { return nil }
        for part in local.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }
}
