import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Conditions on the surroundings")
struct ConditionTests {
    static let workspace: TableWorkspace = {
        var workspace = TableWorkspace([
            "a.txt": "one two", "bin/run": "", "dir/": "", "requirements.txt": "PyYAML==6\n",
        ])
        workspace.executables = ["bin/run"]
        workspace.onPath = ["git"]
        workspace.variables = ["CI": "1"]
        workspace.processes = ["dockerd"]
        return workspace
    }()

    private func holds(
        _ build: (inout FixConditions) throws -> Void, captures: [String: String] = [:],
        rules: [String: CaptureRule] = [:], command: [String]? = ["sh", "-c", "git push | cat"],
        in workspace: TableWorkspace = workspace
    ) async throws -> Bool {
        var conditions = FixConditions()
        try build(&conditions)
        let fix = Fix(id: "f", action: .retry(after: .zero), conditions: conditions)
        return await resolved(
            fix, captures: captures, rules: rules, in: workspace, command: command
        ).refusal == nil
    }

    @Test func paths() async throws {
        #expect(try await holds { $0.files = try templates("a.txt", "bin/run") })
        #expect(try await !holds { $0.files = try templates("a.txt", "none") }, "all of them")
        #expect(try await !holds { $0.files = try templates("bin") }, "a folder is no file")
        #expect(try await holds { $0.filesAbsent = try templates("none") })
        #expect(try await !holds { $0.filesAbsent = try templates("a.txt") })
        #expect(try await holds { $0.directories = try templates("bin") })
        #expect(try await !holds { $0.directories = try templates("a.txt") })
        #expect(try await holds { $0.directoriesAbsent = try templates("none") })
        #expect(try await !holds { $0.directoriesAbsent = try templates("bin") })
        #expect(try await holds { $0.notExecutable = try templates("a.txt") })
        #expect(try await !holds { $0.notExecutable = try templates("bin/run") })
        #expect(try await !holds { $0.notExecutable = try templates("bin") })
    }

    @Test func contents() async throws {
        func text(_ file: String, _ text: String) throws -> [FixConditions.FileText] {
            [.init(file: try template(file), text: try template(text))]
        }
        #expect(try await holds { $0.contains = try text("a.txt", "e t") })
        #expect(try await !holds { $0.contains = try text("a.txt", "three") })
        #expect(try await !holds { $0.contains = try text("none", "one") })
        #expect(try await holds { $0.lacks = try text("a.txt", "three") })
        #expect(try await !holds { $0.lacks = try text("a.txt", "two") })
        #expect(try await holds { $0.mentions = try text("requirements.txt", "pyyaml") })
        #expect(try await !holds { $0.mentions = try text("requirements.txt", "yaml") })
        #expect(try await !holds { $0.mentions = try text("none", "pyyaml") })
    }

    @Test func machine() async throws {
        #expect(try await holds { $0.programs = ["git"] })
        #expect(try await !holds { $0.programs = ["git", "hg"] })
        #expect(try await holds { $0.programsAbsent = ["hg"] })
        #expect(try await !holds { $0.programsAbsent = ["git"] })
        #expect(try await holds { $0.environment = ["CI"] })
        #expect(try await !holds { $0.environment = ["CI", "TERM"] })
        #expect(try await holds { $0.noProcess = ["apt"] })
        #expect(try await !holds { $0.noProcess = ["apt", "dockerd"] })
        #expect(try await holds { $0.root = false })
        #expect(try await !holds { $0.root = true })
        #expect(try await holds { $0.platforms = ["macos", "linux"] })
        #expect(try await !holds { $0.platforms = ["macos"] })
    }

    @Test func command() async throws {
        #expect(try await holds { $0.command = #"git\s+push"# })
        #expect(try await !holds { $0.command = #"git\s+pull"# })
        #expect(try await !holds({ $0.command = "." }, command: nil))
    }

    @Test func capturesInPathsAreCheckedAsArgumentsAre() async throws {
        let path = ["p": CaptureRule(type: .path)]
        #expect(
            try await holds(
                { $0.files = try templates("{p}") }, captures: ["p": "a.txt"], rules: path))
        #expect(
            try await !holds(
                { $0.filesAbsent = try templates("{p}") }, captures: ["p": "../x"], rules: path))
        #expect(
            try await !holds({ $0.filesAbsent = try templates("{p}") }, captures: ["p": "x"]),
            "text")
    }
}
