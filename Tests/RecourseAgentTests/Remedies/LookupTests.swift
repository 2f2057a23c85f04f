import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Look-ups")
struct LookupTests {
    /// What a look-up finds, as the argument of a step, or why it finds nothing.
    private func found(
        _ lookup: Lookup, in workspace: TableWorkspace = TableWorkspace(),
        captures: [String: String] = [:],
        rules: [String: CaptureRule] = [:], command: [String]? = nil, mayProbe: Bool = true
    ) async throws -> String? {
        let fix = try Fix.steps("f", [["echo", "{v}"]], lookups: ["v": lookup])
        let answer = await resolved(
            fix, captures: captures, rules: rules, in: workspace, command: command,
            mayProbe: mayProbe)
        if case .success(let fix) = answer { return fix.steps[0][1] }
        return nil
    }

    static let tree = TableWorkspace([
        "a/CMakeLists.txt": "project(x)", "a/b/main.c": "int main", "c/main.c": "",
        "d/e/only.txt": "", "top.txt": "",
    ])

    @Test func theOnlyFile() async throws {
        func file(_ name: String, _ take: Lookup.PathPart, containing: String? = nil) async throws
            -> String?
        {
            try await found(
                .file(
                    try template(name), take: take,
                    containing: containing.map { Template(literal: $0) }),
                in: Self.tree)
        }
        #expect(try await file("CMakeLists.txt", .path) == "a/CMakeLists.txt")
        #expect(try await file("CMakeLists.txt", .directory) == "a")
        #expect(try await file("CMakeLists.txt", .name) == "CMakeLists.txt")
        #expect(try await file("e/only.txt", .directory) == "d")
        #expect(try await file("top.txt", .directory) == ".")
        #expect(try await file("CMake*.txt", .path) == "a/CMakeLists.txt")
        #expect(try await file("none.txt", .path) == nil)
        #expect(try await file("main.c", .path) == nil, "there are two")
        #expect(try await file("main.c", .path, containing: "main") == "a/b/main.c")
        #expect(try await file("b/main.c", .path) == "a/b/main.c")
        #expect(try await file("../top.txt", .path) == nil)
        #expect(try await file("/project/top.txt", .path) == nil)
    }

    @Test func aNameThatLooksLikeAnOptionIsRefused() async throws {
        let workspace = TableWorkspace(["src/-rf": ""])
        #expect(
            try await found(.file(try template("-rf"), take: .name, containing: nil), in: workspace)
                == nil)
        #expect(
            try await found(
                .file(try template("src/*"), take: .name, containing: nil), in: workspace) == nil)
        let path = ["p": CaptureRule(type: .path)]
        #expect(
            try await found(.name(try template("{p}")), captures: ["p": "src/-rf"], rules: path)
                == nil)
    }

    @Test func similarNames() async throws {
        var workspace = TableWorkspace([
            "src/config.toml": "", "src/other.toml": "", "src/confix/x": "", "data1.csv": "",
            "data2.csv": "",
            "package.json": #"{"scripts": {"build": "x", "test": "y"}}"#,
            "Makefile": "VAR := x\n.PHONY: all\nall: install\r\ninstall:\n\techo: x\n%.o: %.c\n",
            ".git/refs/heads/main": "", ".git/refs/heads/feature/x": "",
            ".git/refs/remotes/origin/develop": "",
            ".git/packed-refs": "# pack\n0 refs/heads/release\n0 refs/remotes/origin/HEAD\n",
        ])
        workspace.onPath = ["python3", "perl"]
        func near(_ name: String, _ among: Lookup.Names, _ command: [String]? = nil) async throws
            -> String?
        {
            try await found(
                .similar(try template("{x}"), among: among), in: workspace, captures: ["x": name],
                command: command)
        }
        #expect(try await near("src/confg.toml", .files) == "src/config.toml")
        #expect(try await near("src/confi", .directories) == "src/confix")
        #expect(try await near("src/confi", .files) == nil)
        #expect(try await near("data3.csv", .files) == nil, "two are as near")
        #expect(try await near("biuld", .npmScripts) == "build")
        #expect(try await near("instal", .makeTargets) == "install")
        #expect(try await near("mian", .gitBranches) == "main")
        #expect(try await near("feature/y", .gitBranches) == "feature/x")
        #expect(try await near("relase", .gitBranches) == "release")
        #expect(try await near("develp", .gitBranches) == "develop")
        #expect(try await near("pyhton3", .programs) == "python3")
        #expect(
            try await near("fil.txt", .operands, ["sh", "-c", "cat -n file.txt"]) == "file.txt")
    }

    @Test func similarNeverLeavesTheTree() async throws {
        let workspace = TableWorkspace(["/etc/passwd": "root", "a": ""])
        let lookup = Lookup.similar(try template("{x}"), among: .files)
        #expect(try await found(lookup, in: workspace, captures: ["x": "/etc/passwf"]) == nil)
    }

    @Test func operandsAndOptions() async throws {
        let command = ["sh", "-c", "cd x && tar -f 'a b.tgz' --level=9 -C out in.txt"]
        #expect(try await found(.operand(#".*\.txt"#), command: command) == "in.txt")
        #expect(try await found(.operand(#"--level=(?<value>\d)"#), command: command) == "9")
        #expect(try await found(.operand(#"[a-z.]+"#), command: command) == nil, "several")
        #expect(try await found(.option("-f"), command: command) == "a b.tgz")
        #expect(try await found(.option("--level"), command: command) == "9")
        #expect(try await found(.option("-z"), command: command) == nil)
        #expect(
            try await found(.option("-v"), command: ["a", "-v", "-x"]) == nil,
            "another option is no value")
        #expect(try await found(.option("-f")) == nil, "no command is known")
    }

    @Test func programsAndPorts() async throws {
        var workspace = TableWorkspace()
        workspace.onPath = ["g++"]
        workspace.busyPorts = [8001, 8002]
        #expect(try await found(.program(["clang++", "g++"]), in: workspace) == "g++")
        #expect(try await found(.program(["clang++"]), in: workspace) == nil)
        func port(_ text: String) async throws -> String? {
            try await found(.freePort(try template("{p}")), in: workspace, captures: ["p": text])
        }
        #expect(try await port("8000") == "8003")
        #expect(try await port("65534") == "65535")
        for text in ["65535", "0", "-1", "x"] { #expect(try await port(text) == nil) }
        workspace.busyPorts = Set(8000...8100)
        #expect(try await port("8000") == nil)
    }

    @Test func partsOfAPath() async throws {
        func part(_ make: (Template) -> Lookup, _ path: String) async throws -> String? {
            try await found(
                make(try template("{p}")), captures: ["p": path],
                rules: ["p": CaptureRule(type: .path)])
        }
        #expect(try await part(Lookup.parent, "a/b/c.tar.gz") == "a/b")
        #expect(try await part(Lookup.name, "a/b/c.tar.gz") == "c.tar.gz")
        #expect(try await part(Lookup.stem, "a/b/c.tar.gz") == "c.tar")
        #expect(try await part(Lookup.stem, "a/Makefile") == "Makefile")
        #expect(try await part(Lookup.parent, "c") == nil)
        #expect(try await part(Lookup.name, "a/") == nil)
        #expect(try await part(Lookup.parent, "../a") == nil, "outside the tree")
    }

    @Test func chains() async throws {
        let workspace = TableWorkspace(["x/data/input.csv": ""])
        let fix = try Fix.steps(
            "f", [["cp", "{c}", "{d}"]],
            lookups: [
                "b": .similar(try template("{a}"), among: .operands), "a": .operand("inptu.*"),
                "c": .file(try template("{b}"), take: .path, containing: nil),
                "d": .stem(try template("{c}")),
            ])
        let command = ["join", "inptu.csv", "input.csv"]
        #expect(
            try await resolved(fix, in: workspace, command: command).get().steps == [
                ["cp", "x/data/input.csv", "input"]
            ])
    }

    @Test func lookupsThatWaitForEachOtherFindNothing() async throws {
        let fix = try Fix.steps(
            "f", [["echo", "{a}"]],
            lookups: ["a": .name(try template("{b}")), "b": .name(try template("{a}"))])
        #expect(await resolved(fix).refusal == .lookup("a"))
    }

    @Test func probes() async throws {
        var workspace = TableWorkspace()
        workspace.printed = [
            "pyenv versions --bare": "3.9.1\n  3.10.2\n3.11.4\n", "id -un": "me\n", "rm x": "y",
        ]
        let versions: [Template] = ["pyenv", "versions", "--bare"]
        let like = try template("{v}")
        #expect(
            try await found(.output(versions, like: nil, pick: .newest), in: workspace) == "3.11.4")
        #expect(
            try await found(
                .output(versions, like: like, pick: .closest), in: workspace,
                captures: ["v": "3.10.9"])
                == "3.10.2")
        #expect(
            try await found(
                .output(versions, like: like, pick: .closest), in: workspace, captures: ["v": "2.7"]
            ) == nil)
        #expect(try await found(.output(versions, like: nil, pick: .only), in: workspace) == nil)
        #expect(
            try await found(.output(["id", "-un"], like: nil, pick: .only), in: workspace) == "me")
        workspace.journal = Journal()
        #expect(
            try await found(.output(["rm", "x"], like: nil, pick: .only), in: workspace) == nil)
        #expect(
            try await found(
                .output(["id", "-un"], like: nil, pick: .only), in: workspace, mayProbe: false)
                == nil)
        #expect(workspace.journal.entries.isEmpty, "what changes something is never run to look")
    }
}
