import RecourseCore
import RecourseCuration
import Testing

@Suite struct MemoryWorkspaceTests {
    private let workspace = MemoryWorkspace(
        ["Makefile": "all:", "src/a.c": "a", "src/deep/b.c": "b", "empty/": ""],
        programsAbsent: ["ninja"])

    @Test(
        arguments: [
            (".", "/project"), ("", "/project"), ("/project", "/project"),
            ("/project/", "/project"),
            ("src", "/project/src"),
            ("./src//a.c", "/project/src/a.c"), ("src/../Makefile", "/project/Makefile"),
            ("none/..", "/project"),
            ("/project/src/../..", nil), ("..", nil), ("../work/src", nil), ("/etc/passwd", nil),
            ("/workshop", nil),
            ("src/../../etc", nil), ("/", nil), ("not/there", "/project/not/there"),
        ] as [(String, String?)])
    func pathsStayInside(path: String, wanted: String?) {
        #expect(workspace.contained(path) == wanted)
        if wanted == nil {
            #expect(workspace.kind(of: path) == nil && workspace.contents(of: path) == nil)
            #expect(workspace.entries(of: path).isEmpty)
        }
    }

    @Test func kinds() {
        #expect(workspace.kind(of: "Makefile") == .file(isExecutable: false))
        #expect(workspace.kind(of: "/project/src/a.c") == .file(isExecutable: false))
        #expect(
            workspace.kind(of: "src") == .directory && workspace.kind(of: "src/deep/") == .directory
        )
        #expect(workspace.kind(of: "empty") == .directory && workspace.kind(of: ".") == .directory)
        #expect(workspace.kind(of: "sr") == nil && workspace.kind(of: "src/a") == nil)
        #expect(MemoryWorkspace([:]).kind(of: ".") == .directory)
    }

    @Test func contentsAndNames() {
        #expect(workspace.contents(of: "src/a.c") == Array("a".utf8))
        #expect(workspace.contents(of: "src") == nil && workspace.contents(of: "empty/") == nil)
        #expect(workspace.entries(of: ".") == ["Makefile", "empty", "src"])
        #expect(
            workspace.entries(of: "src") == ["a.c", "deep"] && workspace.entries(of: "empty") == [])
        #expect(workspace.files() == ["Makefile", "src/a.c", "src/deep/b.c"])
    }

    @Test func surroundings() async {
        #expect(!workspace.hasProgram("ninja") && workspace.hasProgram("make"))
        #expect(
            workspace.environment("http_proxy") != nil
                && workspace.environment("HTTPS_PROXY") != nil)
        #expect(workspace.environment("PATH") == nil)
        #expect(workspace.isPortFree(80) && !workspace.isProcessRunning(named: "init"))
        #expect(await workspace.output(of: ["ls"]) == nil)
    }
}
