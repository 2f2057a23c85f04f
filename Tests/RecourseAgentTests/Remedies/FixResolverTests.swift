import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Fix resolver")
struct FixResolverTests {
    static let module = CaptureRule(
        type: .identifier, maps: ["package": ["yaml": "PyYAML"]], known: ["numpy"])

    /// `python3 -m pip install -- X` for what the output calls `module`.
    private func install(
        _ name: String, in workspace: TableWorkspace = TableWorkspace()
    ) async throws -> ResolvedFix {
        let fix = try Fix.steps(
            "install", [["python3", "-m", "pip", "install", "--", "{module.package}"]])
        return try await resolved(
            fix, captures: ["module": name], rules: ["module": Self.module], in: workspace
        ).get()
    }

    @Test func installOfAVouchedName() async throws {
        let mapped = try await install("yaml")
        #expect(mapped.steps == [["python3", "-m", "pip", "install", "--", "PyYAML"]])
        #expect(mapped.withheld == nil)
        #expect(try await install("numpy").withheld == nil)
        #expect(mapped.risk == .environment)
    }

    @Test func installOfAStrangersNameIsWithheld() async throws {
        #expect(try await install("evil").withheld != nil)
    }

    @Test(arguments: [
        "requirements.txt": "Evil_Name>=1\n", "pyproject.toml": "dependencies = [\"evil.name\"]",
    ])
    func manifestVouches(file: String, contents: String) async throws {
        let named = TableWorkspace([file: contents])
        #expect(try await install("evil-name", in: named).withheld == nil)
        #expect(try await install("evil", in: named).withheld != nil)
    }

    @Test func manifestOfAnotherLanguageDoesNotVouch() async throws {
        let node = TableWorkspace(["package.json": #"{"dependencies": {"evil": "1"}}"#])
        #expect(try await install("evil", in: node).withheld != nil)
    }

    @Test func aPartOfACaptureIsStillCaptured() async throws {
        let fix = try Fix.steps(
            "install", [["npm", "install", "{name}"]],
            lookups: ["name": .name(try template("{path}"))])
        let answer = try await resolved(
            fix, captures: ["path": "src/evil"], rules: ["path": CaptureRule(type: .path)]
        ).get()
        #expect(answer.steps == [["npm", "install", "evil"]])
        #expect(answer.withheld != nil)
    }

    @Test func aRewriteThatInstallsAStrangersNameIsWithheld() async throws {
        let rules = ["module": Self.module]
        let append = Fix.rewrite("add", .append(try templates("{module.package}")))
        let command = ["pip", "install", "flask"]
        let evil = try await resolved(
            append, captures: ["module": "evil"], rules: rules, command: command
        ).get()
        #expect(evil.withheld != nil)
        let known = try await resolved(
            append, captures: ["module": "yaml"], rules: rules, command: command
        ).get()
        #expect(known.withheld == nil)
        let set = Fix.rewrite(
            "set", .set(try templates("npm", "install")), .append(try templates("{module}")))
        let replaced = try await resolved(set, captures: ["module": "evil"], rules: rules).get()
        #expect(replaced.withheld != nil)
        #expect(replaced.risk == .environment)
    }

    static let risks: [([String], Risk?, Risk)] = [
        (["mkdir", "a"], nil, .workspace), (["mkdir", "a"], .overwrite, .overwrite),
        (["mkdir", "/opt/a"], .inspect, .system), (["rm", "-r", "a"], .workspace, .overwrite),
        (["pip", "install", "x"], .inspect, .environment), (["sh", "-c", "x"], .inspect, .system),
        (["ls"], nil, .retry),
    ]

    @Test(arguments: risks)
    func riskIsTheHigherOfDeclaredAndComputed(argv: [String], declared: Risk?, expected: Risk)
        async throws
    {
        #expect(
            try await resolved(try Fix.steps("s", [argv], risk: declared)).get().risk == expected)
    }

    @Test(arguments: [
        ["git", "push", "--force"], ["git", "reset", "--hard"], ["rm", "-rf", "/"],
        ["chmod", "-R", "777", "a"],
        ["curl", "-k", "u"], ["pip", "install", "--break-system-packages", "x"],
        ["git", "commit", "--no-verify"],
    ])
    func whatDestroysWorkIsWithheld(argv: [String]) async throws {
        #expect(try await resolved(try Fix.steps("s", [["ls"], argv])).get().withheld != nil)
        let rewrite = Fix.rewrite("r", .set(argv.map { Template(literal: $0) }))
        #expect(try await resolved(rewrite).get().withheld != nil)
    }

    @Test func aRewriteThatAddsForceIsWithheldAndOneThatKeepsItIsNot() async throws {
        let force = Fix.rewrite("r", .append(try templates("--force")))
        #expect(try await resolved(force, command: ["git", "push"]).get().withheld != nil)
        #expect(
            try await resolved(force, command: ["sh", "-c", "cd a && git push"]).get().withheld
                != nil)
        let branch = Fix.rewrite("r", .append(try templates("main")))
        #expect(
            try await resolved(branch, command: ["git", "push", "--force"]).get().withheld == nil)
    }

    @Test func rewriteWithoutACommandOrAnEffect() async throws {
        let fix = Fix.rewrite("r", .environment([:]))
        #expect(
            await resolved(fix, command: nil).refusal == .rewrite("the failed command is not known")
        )
        #expect(await resolved(fix).refusal == .rewrite("nothing would change"))
    }

    @Test func adviceShowsWhateverTheOutputSays() async throws {
        let fix = Fix(id: "a", action: .advice(try template("look at {x}: `{{`")))
        let advice = try await resolved(fix, captures: ["x": "-rf; $(y)"]).get()
        #expect(advice.text == "look at -rf; $(y): `{`")
        #expect(advice.command == nil)
        #expect(advice.withheld != nil)
    }

    @Test func edits() async throws {
        let workspace = TableWorkspace(["run.sh": "a\r\nb\r\n", "main.go": "x\nimport y\n"])
        func edit(_ operation: Edit.Operation, captures: [String: String]) async -> Result<
            ResolvedFix, Inapplicable
        > {
            let fix = Fix(
                id: "e",
                action: .remedy(
                    Remedy(edits: [
                        Edit(file: Template(literal: captures["f"] ?? ""), operation: operation)
                    ])))
            return await resolved(
                fix, captures: captures, rules: ["n": CaptureRule(type: .int)], in: workspace)
        }
        let unix = try await edit(.crlfToLF, captures: ["f": "run.sh"]).get()
        #expect(unix.edits == [FileEdit(path: "run.sh", operation: .crlfToLF)])
        #expect(unix.text == "edit crlf-to-lf run.sh")
        #expect(unix.risk == .workspace)
        #expect(await edit(.crlfToLF, captures: ["f": "main.go"]).refusal != nil)
        #expect(await edit(.crlfToLF, captures: ["f": "../run.sh"]).refusal != nil)
        let line = Edit.Operation.deleteLine(
            line: try template("{n}"), containing: try template("import"))
        #expect(
            try await edit(line, captures: ["f": "main.go", "n": "2"]).get().edits.first?.operation
                == .deleteLine(line: 2, containing: "import"))
        #expect(await edit(line, captures: ["f": "main.go", "n": "1"]).refusal != nil)
        #expect(
            await edit(line, captures: ["f": "main.go", "n": "x"]).refusal
                == .refusedCapture(name: "n"))
    }
}
