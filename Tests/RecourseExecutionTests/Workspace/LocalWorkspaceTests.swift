import RecourseCore
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

@Suite struct LocalWorkspaceTests {
    @Test func containsWhatLiesInside() throws {
        let folder = try TemporaryFolder()
        try folder.folder("tree")
        try folder.folder("tree/sub")
        try folder.write("tree/a", "")
        try folder.link("tree/in", to: "sub")
        try folder.link("tree/absolute", to: "\(folder.path)/tree/sub")
        try folder.link("tree/out", to: "..")
        try folder.link("tree/dangling", to: "sub/later")
        try folder.link("tree/escaping", to: "../later")
        try folder.link("tree/loop", to: "loop")
        try folder.link("other", to: "tree")
        for root in ["\(folder.path)/tree", "\(folder.path)/other", "\(folder.path)/tree/sub/.."] {
            let workspace = LocalWorkspace(root: root)
            let tree = "\(folder.path)/tree"
            let expected: [String: String?] = [
                "a": "\(tree)/a", "./a": "\(tree)/a", "sub//../a": "\(tree)/a", ".": tree, "": tree,
                "none": "\(tree)/none", "none/deep/er": "\(tree)/none/deep/er",
                "none/../a": "\(tree)/a", "in/x": "\(tree)/sub/x", "absolute/x": "\(tree)/sub/x",
                "dangling": "\(tree)/sub/later", "\(tree)/a": "\(tree)/a",
                "in/../a": "\(tree)/a", "..": nil, "../x": nil, "none/../../x": nil,
                "out": nil, "out/x": nil, "out/tree/a": "\(tree)/a", "escaping": nil, "loop": nil,
                "/etc/passwd": nil, "\(tree)2/a": nil, "a\0b": nil,
            ]
            for (path, resolved) in expected {
                #expect(workspace.contained(path) == resolved, "\(path) in \(root)")
            }
        }
    }

    @Test func tellsWhatLiesThere() throws {
        let folder = try TemporaryFolder()
        try folder.write("plain", "text")
        try folder.write("tool", "", mode: 0o755)
        try folder.folder("sub")
        try #require(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        try folder.link("link", to: "tool")
        try folder.link("dangling", to: "none")
        let workspace = LocalWorkspace(root: folder.path)
        #expect(workspace.kind(of: "plain") == .file(isExecutable: false))
        #expect(workspace.kind(of: "tool") == .file(isExecutable: true))
        #expect(workspace.kind(of: "link") == .file(isExecutable: true))
        #expect(workspace.kind(of: "\(folder.path)/sub") == .directory)
        #expect(workspace.kind(of: "pipe") == .other)
        #expect(workspace.kind(of: "dangling") == nil)
        #expect(workspace.contents(of: "plain") == Array("text".utf8))
        #expect(workspace.contents(of: "pipe") == nil)
        #expect(workspace.contents(of: "sub") == nil)
        #expect(workspace.contents(of: "none") == nil)
        #expect(
            workspace.entries(of: ".") == ["dangling", "link", "pipe", "plain", "sub", "tool"])
        #expect(workspace.entries(of: "none").isEmpty)
    }

    @Test func readsAtMostAMegabyte() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("large", "x")
        try #require(truncate(file, 3_000_000) == 0)
        #expect(LocalWorkspace(root: folder.path).contents(of: "large")?.count == 1_000_000)
    }

    @Test func listsFilesBreadthFirst() throws {
        let folder = try TemporaryFolder()
        for name in [
            "b", "b/c", "b/c/d", "b/c/d/e", "node_modules", "target", "build", "dist", "venv",
            "__pycache__", "vendor", ".git",
        ] {
            try folder.folder(name)
            try folder.write("\(name)/file", "")
        }
        try folder.write("a", "")
        try folder.write("z", "")
        try folder.write(".hidden", "")
        try folder.link("link", to: "z")
        try folder.link("circle", to: ".")
        #expect(
            LocalWorkspace(root: folder.path).files()
                == ["a", "link", "z", "b/file", "b/c/file", "b/c/d/file"])
        #expect(FileSurvey(depth: 9, most: 4).files(below: folder.path).count == 4)
        #expect(
            FileSurvey(depth: 9).files(below: folder.path).last == "b/c/d/e/file")
    }

    @Test func knowsPrograms() throws {
        let workspace = LocalWorkspace(root: "/")
        #expect(workspace.hasProgram("sh"))
        #expect(!workspace.hasProgram("recourse-no-such-program"))
        #expect(workspace.programs().contains("sh"))
        #expect(workspace.programs() == workspace.programs().sorted())
        #expect(workspace.environment("PATH") == getenv("PATH").map { String(cString: $0) })
        #expect(workspace.environment("RECOURSE_NO_SUCH_VARIABLE") == nil)
        #expect(["linux", "macos"].contains(workspace.platform))
        #expect(workspace.isRoot == (geteuid() == 0))
    }

    @Test func findsAProcessByItsName() async throws {
        let folder = try TemporaryFolder()
        let name = "recourse-long-name-\(UInt32.random(in: 1000...9999))"
        try folder.link(name, to: "/bin/sleep")
        let workspace = LocalWorkspace(root: folder.path)
        #expect(!workspace.isProcessRunning(named: name))
        let task = Task { await shell("./\(name) 60", in: folder.path) }
        #expect(await eventually { workspace.isProcessRunning(named: name) })
        task.cancel()
        _ = await task.value
        #expect(!workspace.isProcessRunning(named: name))
    }

    @Test(arguments: [AF_INET, AF_INET6]) func seesAPortThatIsListenedOn(family: Int32) throws {
        let workspace = LocalWorkspace(root: "/")
        #expect(!workspace.isPortFree(0))
        #expect(!workspace.isPortFree(65_536))
        let listener = try Listener(family)
        #expect(!workspace.isPortFree(listener.port))
        let port = listener.port
        listener.stop()
        #expect(workspace.isPortFree(port))
    }

    @Test func givesTheOutputOfACommandThatLooks() async throws {
        let workspace = LocalWorkspace(root: "/")
        #expect(
            await workspace.output(of: ["sh", "-c", "echo out; echo err >&2; cat"])
                == Array("out\n".utf8))
        #expect(await workspace.output(of: ["sh", "-c", "echo out; exit 1"]) == nil)
        #expect(await workspace.output(of: ["recourse-no-such-program"]) == nil)
        #expect(await workspace.output(of: ["sh", "-c", "seq 1 400000"])?.count ?? 0 <= 1_000_000)
        let seconds = uniqueSeconds()
        #expect(await workspace.output(of: ["sleep", seconds]) == nil)
        #expect(processes(withArgument: seconds).isEmpty)
    }
}

/// A socket that listens on a port of the system's choice.
private final class Listener {
    let port: Int
    private let descriptor: Int32

    init(_ family: Int32) throws {
        #if canImport(Darwin)
            let stream = SOCK_STREAM
        #else
            let stream = Int32(SOCK_STREAM.rawValue)
        #endif
        descriptor = socket(family, stream, 0)
        try #require(descriptor >= 0)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_in6()
        var length = socklen_t(
            family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size)
        address.sin6_family = sa_family_t(family)
        if family == AF_INET6 { address.sin6_addr = in6addr_loopback }
        let socket = descriptor
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(socket, pointer, length) == 0 && listen(socket, 1) == 0
                    && getsockname(socket, pointer, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin6_port))
        try #require(isListening)
    }

    func stop() { close(descriptor) }
}
