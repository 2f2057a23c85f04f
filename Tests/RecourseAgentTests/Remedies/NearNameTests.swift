import RecourseCore
import Testing

@testable import RecourseAgent

/// What was nearly typed, and when nobody should act on it.
@Suite("Near names")
struct NearNameTests {
    private func conditions(_ change: (inout FixConditions) throws -> Void) throws -> Fix {
        var fix = try Fix.steps("f", [["touch", "x"]])
        try change(&fix.conditions)
        return fix
    }

    @Test func aLookUpThatMustFindNothing() async throws {
        let fix = try conditions {
            $0.findsNone = [.similar(try template("{dir}"), among: .directories)]
        }
        func applies(_ dir: String, _ tree: [String: String]) async -> Bool {
            await resolved(
                fix, captures: ["dir": dir], rules: ["dir": CaptureRule(type: .path)],
                in: TableWorkspace(tree)
            ).refusal == nil
        }
        #expect(await applies("build", ["src/a": ""]))
        #expect(await !applies("confg", ["config/a": ""]))
        #expect(await !applies("confg/prod", ["config/prod/a": ""]), "a part of the path is near")
        #expect(await !applies("buld", ["build/a": "", "bulb/a": ""]), "two are as near")
    }

    @Test func aFileAnywhereBelow() async throws {
        let fix = try conditions {
            $0.findsNone = [.file(try template("go.mod"), take: .path, containing: nil)]
        }
        #expect(await resolved(fix, in: TableWorkspace(["a.go": ""])).refusal == nil)
        #expect(await resolved(fix, in: TableWorkspace(["svc/go.mod": ""])).refusal != nil)
        let two = TableWorkspace(["a/go.mod": "", "b/go.mod": ""])
        #expect(await resolved(fix, in: two).refusal != nil)
    }

    /// The names that a server has, asked with what the failure says.
    @Test func aNameThatACommandPrints() async throws {
        let argv: [Template] = [
            "psql", "-XAtc", "SELECT datname FROM pg_database", "-h", try template("{host}"),
        ]
        let fix = try conditions {
            $0.findsNone = [.output(argv, like: try template("{name}"), pick: .closest)]
        }
        var workspace = TableWorkspace()
        workspace.printed = [
            "psql -XAtc 'SELECT datname FROM pg_database' -h localhost": "postgres\nwarehouse\n"
        ]
        func applies(_ name: String) async -> Bool {
            await resolved(
                fix, captures: ["name": name, "host": "localhost"],
                rules: ["host": CaptureRule(type: .host), "name": CaptureRule(type: .identifier)],
                in: workspace
            ).refusal == nil
        }
        #expect(await !applies("warehuose"))
        #expect(await applies("ledger"))
    }

    @Test func onlyAProgramIsRunnable() async throws {
        let fix = try conditions { $0.runnable = [try template("{path}")] }
        func applies(_ contents: String) async -> Bool {
            await resolved(
                fix, captures: ["path": "tool"], rules: ["path": CaptureRule(type: .path)],
                in: TableWorkspace(["tool": contents])
            ).refusal == nil
        }
        #expect(await applies("#!/bin/sh\n"))
        #expect(await applies("\u{7F}ELF\u{2}"))
        #expect(await !applies("name,count\na,1\n"))
        #expect(await !applies(""))
    }

    @Test(arguments: [
        ("tset", "test", true), ("rest", "reset", false), ("distclaen", "distclean", false),
    ])
    func aGuessNeverDestroys(typed: String, near: String, runs: Bool) async throws {
        let fix = try Fix.steps(
            "f", [["make", "{near}"]],
            lookups: ["near": .similar(try template("{target}"), among: .makeTargets)])
        let answer = try await resolved(
            fix, captures: ["target": typed], rules: ["target": CaptureRule(type: .identifier)],
            in: TableWorkspace(["Makefile": "\(near):\n\ttrue\nall:\n\ttrue\n"])
        ).get()
        #expect(answer.steps == [["make", near]])
        #expect((answer.withheld == nil) == runs)
    }

    @Test func adviceNamesWhatIsNotSaid() async throws {
        let fix = Fix(id: "f", action: .advice(try template("look at {file}, line {line}")))
        let answer = try await resolved(fix, captures: ["file": "a.c"]).get()
        #expect(answer.advice == "look at a.c, line …")
    }
}
