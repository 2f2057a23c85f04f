import Foundation
import Testing

/// Tasks without commands, planned by a model that answers as a script says.
@Suite struct PlannedTaskTests {
    private struct Stage {
        var shop: Workshop
        var model: ScriptedModel

        /// A list of tasks with these titles, and a model that has plans for them.
        init(_ titles: String..., plans: String, more: String = "") throws {
            shop = try Workshop()
            model = try ScriptedModel("{\"plans\": {\(plans)}\(more)}", in: shop)
            try write(titles)
        }

        func write(_ titles: [String]) throws {
            let lines = titles.enumerated().map { "- [ ] \($0 + 1) \($1)\n" }
            try shop.write("tasks.md", lines.joined())
        }

        func run(_ arguments: String...) async throws -> Ran {
            let running = try await shop.start(
                Binary.path, ["run", "tasks.md"] + arguments, environment: model.environment)
            return await running.ended()
        }

        var list: String { shop.text("tasks.md") ?? "" }
    }

    private static let folder =
        #""Make": [{"steps": ["mkdir made"], "criteria": [{"kind": "file_exists", "path": "made"}]}]"#

    // MARK: Whether it runs

    @Test func aPlanWithinTheCeilingRuns() async throws {
        let stage = try Stage("Make", plans: Self.folder)
        let ran = try await stage.run("--mode", "auto", "--report", "r.json")
        #expect(
            ran
                == Ran(
                    err: """
                        [1/1] 1 Make
                          plan 1 step, simple, workspace; asked for
                          $ mkdir made
                          done in # s
                        recourse: 1 done, 0 recovered in # s

                        """))
        #expect(stage.shop.exists("made"))
        #expect(stage.list == "- [x] 1 Make\n")
        #expect(stage.model.count == 1)
        let task = try #require((stage.shop.document("r.json")["tasks"] as? [[String: Any]])?.first)
        #expect(task["plan"] as? String == "asked")
        #expect(task["complexity"] as? String == "simple")
    }

    @Test(arguments: [["--mode", "suggest"], [], ["--mode", "auto", "--ceiling", "retry"]])
    func aPlanThatNobodyLetsRun(_ arguments: [String]) async throws {
        let stage = try Stage("Make", plans: Self.folder)
        let running = try await stage.shop.start(
            Binary.path, ["run", "tasks.md"] + arguments, environment: stage.model.environment)
        let ran = await running.ended()
        #expect(ran.status == 1)
        #expect(ran.err.contains("  plan 1 step, simple, workspace; asked for\n"))
        #expect(
            ran.err.contains(
                "  not planned the plan is of class workspace and was not allowed; --mode auto --ceiling workspace lets it run\n"
            ), "\(ran)")
        #expect(stage.shop.names == ["tasks.md"])
        #expect(stage.list == "- [ ] 1 Make\n")
    }

    @Test
    func suggestShowsTheSteps() async throws {
        let stage = try Stage("Make", plans: Self.folder)
        #expect(try await stage.run("--mode", "suggest").err.contains("mkdir made"))
    }

    /// Nothing of a plan runs whose last step would not be allowed.
    @Test func theWorstStepDecides() async throws {
        let stage = try Stage(
            "Make", plans: #""Make": [{"steps": ["mkdir made", "echo x > made/file"]}]"#)
        let ran = try await stage.run("--mode", "auto")
        #expect(ran.status == 1)
        #expect(ran.err.contains("the plan is of class overwrite and was not allowed"))
        #expect(!stage.shop.exists("made"))
        let allowed = try await stage.run("--mode", "auto", "--ceiling", "overwrite")
        #expect(allowed.status == 0, "\(allowed)")
        #expect(stage.shop.text("made/file") == "x\n")
    }

    // MARK: Ways through a plan

    @Test func decisionsAndCriteria() async throws {
        let stage = try Stage(
            "Decide", "Look",
            plans: #"""
                "Decide": [{"steps": ["echo maybe", "mkdir wrong", "mkdir right"],
                            "decisions": [{"after": 1, "kind": "output_contains", "value": "maybe",
                                           "then": 3, "otherwise": 2}]}],
                "Look": [{"steps": ["mkdir looked"],
                          "criteria": [{"kind": "command_succeeds", "value": "test -d looked"},
                                       {"kind": "file_exists", "path": "right"}]}]
                """#)
        let ran = try await stage.run("--mode", "auto", "--jobs", "1")
        #expect(ran.status == 0, "\(ran)")
        #expect(ran.out == "maybe\n")
        #expect(stage.shop.names == ["looked", "right", "tasks.md"])
        #expect(stage.model.count == 1)
    }

    @Test func aPersonHasToLook() async throws {
        let stage = try Stage(
            "Decide",
            plans: #"""
                "Decide": [{"steps": ["echo maybe", "mkdir wrong"],
                            "decisions": [{"after": 1, "kind": "output_contains", "value": "maybe",
                                           "then": -1, "otherwise": 2}],
                            "fallbacks": [["mkdir fallback"]]}]
                """#)
        let ran = try await stage.run("--mode", "auto")
        #expect(ran.status == 1)
        #expect(ran.err.contains("step 1 shows that a person has to look"), "\(ran)")
        #expect(stage.shop.names == ["tasks.md"])
    }

    @Test func aFallbackIsTried() async throws {
        let stage = try Stage(
            "Fall",
            plans: #"""
                "Fall": [{"steps": ["ls not-there"], "fallbacks": [["mkdir fell"]],
                          "criteria": [{"kind": "file_exists", "path": "fell"}]}]
                """#)
        let ran = try await stage.run("--mode", "auto", "--report", "r.json")
        #expect(ran.status == 0, "\(ran)")
        #expect(
            ran.err.contains(
                """
                  step 1 failed: the command ended with status 2; trying the plan's next way
                  $ mkdir fell
                  done in # s

                """))
        #expect(stage.shop.exists("fell"))
        let task = try #require((stage.shop.document("r.json")["tasks"] as? [[String: Any]])?.first)
        #expect(task["failed_ways"] as? Int == 1)
    }

    /// The next plan is told of the first one's end, and is the one that is kept.
    @Test func anotherPlanIsAskedFor() async throws {
        let stage = try Stage(
            "Again",
            plans: #"""
                "Again": [{"steps": ["mkdir first"], "criteria": [{"kind": "file_exists", "path": "second"}]},
                          {"steps": ["mkdir second"]}]
                """#)
        let ran = try await stage.run("--mode", "auto")
        #expect(
            ran
                == Ran(
                    err: """
                        [1/1] 1 Again
                          plan 1 step, simple, workspace; asked for
                          $ mkdir first
                          not met: second exists; asking for another plan
                          plan 1 step, simple, workspace; asked for
                          $ mkdir second
                          done in # s
                        recourse: 1 done, 0 recovered in # s

                        """))
        #expect(stage.model.count == 2)
        #expect(stage.model.questions.last?.contains("mkdir first") == true)
    }

    @Test func noWayIsLeft() async throws {
        let stage = try Stage(
            "Never",
            plans: #"""
                "Never": [{"steps": ["mkdir a"], "criteria": [{"kind": "file_exists", "path": "none"}]},
                          {"steps": ["mkdir b"], "criteria": [{"kind": "file_exists", "path": "none"}]}]
                """#)
        let ran = try await stage.run("--mode", "auto")
        #expect(ran.status == 1)
        #expect(
            ran.err.contains("not met: none exists; no way is left\n  failed in # s\n"), "\(ran)")
        #expect(stage.model.count == 2)
        #expect(stage.list == "- [ ] 1 Never\n")
    }

    // MARK: Replies

    @Test func aReplyThatCannotBeUsedIsAskedForAgainOnce() async throws {
        let stage = try Stage(
            "Once", plans: #""Once": ["Certainly! Here is a plan.", {"steps": ["mkdir once"]}]"#)
        let ran = try await stage.run("--mode", "auto")
        #expect(ran.status == 0, "\(ran)")
        #expect(stage.shop.exists("once"))
        #expect(stage.model.count == 2)
    }

    static let refused = [
        (#""no JSON", "none again""#, "there is no JSON object with the key tasks in it"),
        (
            #"{"steps": [{"kind": "write", "path": "../x", "text": "a"}]}"#,
            "tasks[0]: step 1: a path is not a plain relative one inside the tree"
        ),
        (
            #"{"steps": [{"kind": "write", "path": "/tmp/x", "text": "a"}]}"#,
            "tasks[0]: step 1: a path is not a plain relative one inside the tree"
        ),
        (
            #"{"steps": [{"kind": "write", "path": ".git/hooks/pre-commit", "text": "a"}]}"#,
            "tasks[0]: step 1: it writes into version control"
        ),
        (
            #"{"steps": [{"kind": "patch", "text": "--- a/../x\n+++ b/../x\n@@ -1 +1 @@\n-a\n+b\n"}]}"#,
            "tasks[0]: step 1: a path is not a plain relative one inside the tree"
        ),
        (
            #"{"steps": ["mkdir made", "rm -rf ."]}"#,
            "tasks[0]: step 2: the command destroys work or switches a check off"
        ),
    ]

    @Test(arguments: refused) func aPersonIsToldOfOneThatStaysUnusable(
        _ answers: String, _ reason: String
    ) async throws {
        let stage = try Stage("Bad", plans: "\"Bad\": [\(answers)]")
        let ran = try await stage.run("--mode", "auto", "--ceiling", "system")
        #expect(
            ran
                == Ran(
                    err: """
                        [1/1] 1 Bad
                          not planned the model's answers cannot be used: \(reason); add ``- Run: `cmd` `` below task 1
                          failed in # s
                        recourse: 0 done, 1 failed, 0 recovered in # s

                        """, status: 1))
        #expect(stage.model.count == 2)
        #expect(stage.shop.names == ["tasks.md"])
        #expect(!FileManager.default.fileExists(atPath: stage.shop.root + "/x"))
        #expect(stage.list == "- [ ] 1 Bad\n")
    }

    /// A link of the tree's leads out of it.
    @Test func aWayOutOfTheTree() async throws {
        let stage = try Stage(
            "Out",
            plans: #""Out": [{"steps": [{"kind": "write", "path": "out/x", "text": "a"}]}]"#)
        try await stage.shop.shell("ln -s .. out")
        let ran = try await stage.run("--mode", "auto", "--ceiling", "system")
        #expect(ran.status == 1)
        #expect(
            ran.err.contains(
                "  not planned the plan is refused: it writes outside of the tree: out/x"),
            "\(ran)")
        #expect(!FileManager.default.fileExists(atPath: stage.shop.root + "/x"))
    }

    // MARK: How often it is asked

    private static let three = #"""
        "Red": [{"steps": ["mkdir red"]}], "Green": [{"steps": ["mkdir green"]}],
        "Blue": [{"steps": ["mkdir blue"]}]
        """#

    @Test func severalTasksInOneRequest() async throws {
        let stage = try Stage("Red", "Green", "Blue", plans: Self.three)
        let ran = try await stage.run("--mode", "auto")
        #expect(ran.status == 0, "\(ran)")
        #expect(ran.err.contains("  plan 1 step, simple, workspace; asked for with 2 more\n"))
        #expect(stage.model.count == 1)
        #expect(stage.shop.names == ["blue", "green", "red", "tasks.md"])
    }

    @Test func aPlanIsKept() async throws {
        let stage = try Stage("Red", "Green", "Blue", plans: Self.three)
        #expect(try await stage.run("--mode", "auto").status == 0)
        try await stage.shop.shell("rmdir red green blue")
        try stage.write(["Red", "Green", "Blue"])
        let ran = try await stage.run("--mode", "auto")
        #expect(ran.status == 0, "\(ran)")
        #expect(ran.err.contains("  plan 1 step, simple, workspace; made before\n"))
        #expect(stage.model.count == 1)
        // Not where it is told not to.
        try await stage.shop.shell("rmdir red green blue")
        try stage.write(["Red", "Green", "Blue"])
        #expect(try await stage.run("--mode", "auto", "--without", "plans").status == 0)
        #expect(stage.model.count == 2)
    }

    @Test func theBaselineAsksFiveQuestionsATask() async throws {
        let stage = try Stage("Red", "Green", plans: Self.three)
        let ran = try await stage.run("--mode", "auto", "--baseline")
        #expect(ran.status == 0, "\(ran)")
        #expect(stage.model.count == 10)
        #expect(stage.shop.names == ["green", "red", "tasks.md"])
    }

    @Test func theMostCalls() async throws {
        let stage = try Stage("Red", "Green", plans: Self.three)
        let none = try await stage.run("--mode", "auto", "--max-calls", "0")
        #expect(none.status == 1)
        #expect(
            none.err.contains(
                "  not planned the budget is used up: max-calls; add ``- Run: `cmd` `` below task 1\n"
            ),
            "\(none)")
        #expect(stage.model.count == 0)
        #expect(stage.shop.names == ["tasks.md"])
        let one = try await stage.run("--mode", "auto", "--max-calls", "1")
        #expect(one.status == 0, "\(one)")
        #expect(stage.model.count == 1)
    }

    /// The second question that a bad reply calls for is one, too.
    @Test func theMostCallsCountRepetitions() async throws {
        let stage = try Stage("Once", plans: #""Once": ["prose", {"steps": ["mkdir once"]}]"#)
        let ran = try await stage.run("--mode", "auto", "--max-calls", "1")
        #expect(ran.status == 1)
        #expect(stage.model.count == 1)
        #expect(!stage.shop.exists("once"))
    }

    @Test func noModel() async throws {
        let stage = try Stage("Red", plans: Self.three)
        let ran = try await stage.run("--mode", "auto", "--no-model")
        #expect(ran.status == 1)
        #expect(ran.err.contains("task 1 carries no command; add ``- Run: `cmd` `` below it"))
        #expect(stage.model.count == 0)
        #expect(stage.list == "- [ ] 1 Red\n")
    }

    /// A task that says what to do is asked nobody about.
    @Test func declaredCommandsNeedNoModel() async throws {
        let stage = try Stage("Red", plans: Self.three)
        try stage.shop.write("tasks.md", "- [ ] 1 Red\n  - Run: `echo declared`\n")
        let ran = try await stage.run("--mode", "auto")
        #expect(ran.status == 0 && ran.out == "declared\n")
        #expect(stage.model.count == 0)
    }

    // MARK: Ended early

    @Test(arguments: [SIGINT, SIGTERM] as [Int32])
    func aSignalWhileTheModelThinks(_ signal: Int32) async throws {
        let stage = try Stage("Red", plans: Self.three, more: ", \"latency\": 60")
        let running = try await stage.shop.start(
            Binary.path, ["run", "tasks.md", "--mode", "auto"],
            environment: stage.model.environment)
        for _ in 0..<1_000 where stage.model.count == 0 {
            try await Task.sleep(for: .milliseconds(10))
        }
        let start = ContinuousClock.now
        running.send(signal)
        let ran = await running.ended()
        #expect(ContinuousClock.now - start < .seconds(10))
        #expect(ran.status == 130, "\(ran)")
        #expect(stage.list == "- [ ] 1 Red\n")
        let runs = try await stage.shop.run("runs", "list", "--format", "json")
        let row = (runs.json["rows"] as? [[String: Any]])?.first
        #expect(row?["state"] as? String == "interrupted")
    }

    @Test
    func theTimeOfTheRunWhileTheModelThinks() async throws {
        let stage = try Stage("Red", plans: Self.three, more: ", \"latency\": 8")
        let running = try await stage.shop.start(
            Binary.path, ["run", "tasks.md", "--mode", "auto", "--max-time", "1s"],
            environment: stage.model.environment)
        let start = ContinuousClock.now
        let ran = await running.ended()
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(ran.status == 1)
        #expect(!stage.shop.exists("red"))
    }

    @Test
    func aPlanIsResumed() async throws {
        let stage = try Stage(
            "Steps",
            plans: #"""
                "Steps": [{"steps": ["echo a >> log", "echo b > at; sleep 30"]},
                          {"steps": ["echo first", "echo a >> log", "echo b > at; sleep 0"]}]
                """#)
        let running = try await stage.shop.start(
            Binary.path, ["run", "tasks.md", "--mode", "auto", "--ceiling", "system"],
            environment: stage.model.environment)
        await stage.shop.appeared("at")
        running.send(SIGINT)
        _ = await running.ended()
        _ = try await stage.run(
            "--mode", "auto", "--ceiling", "system", "--resume", "--rerun-unknown")
        #expect(stage.shop.log == ["a"])
    }

    // MARK: Files

    private static let files = #"""
        "Files": [{"steps": [
            {"kind": "patch", "text": "--- a/p.txt\n+++ b/p.txt\n@@ -1 +1 @@\n-old\n+new\n"},
            {"kind": "write", "path": "made.txt", "text": "made\n"},
            {"kind": "write", "path": "kept.txt", "text": "changed\n"}]}]
        """#

    @Test func changesAreShownAndUndone() async throws {
        let stage = try Stage("Files", plans: Self.files)
        try stage.shop.write("p.txt", "old\n")
        try stage.shop.write("kept.txt", "kept\n")
        let ran = try await stage.run(
            "--mode", "auto", "--ceiling", "overwrite", "--report", "../r.json")
        #expect(
            ran
                == Ran(
                    err: """
                        [1/1] 1 Files
                          plan 3 steps, simple, overwrite; asked for
                          changed p.txt
                            --- a/p.txt
                            +++ b/p.txt
                            @@ -1 +1 @@
                            -old
                            +new
                          created made.txt
                            diff --git a/made.txt b/made.txt
                            new file mode 100644
                            --- /dev/null
                            +++ b/made.txt
                            @@ -0,0 +1 @@
                            +made
                          changed kept.txt
                            --- a/kept.txt
                            +++ b/kept.txt
                            @@ -1 +1 @@
                            -kept
                            +changed
                          done in # s
                        recourse: 1 done, 0 recovered in # s

                        """))
        #expect(stage.shop.text("p.txt") == "new\n")
        #expect(stage.shop.text("made.txt") == "made\n")

        let run = try #require(stage.shop.document("../r.json")["run"] as? String)
        let other = try await stage.shop.run("undo", "--run", "none")
        #expect(other == Ran(err: "nothing to undo\n", status: 1))
        let undone = try await stage.shop.run("undo", "--run", run)
        #expect(undone.status == 0, "\(undone)")
        #expect(stage.shop.text("p.txt") == "old\n")
        #expect(stage.shop.text("kept.txt") == "kept\n")
        #expect(stage.shop.names == ["kept.txt", "p.txt", "tasks.md"])
        #expect(
            try await stage.shop.run("undo", "--run", run)
                == Ran(err: "nothing to undo\n", status: 1))
    }

    @Test func aFailedWayPutsItsFilesBack() async throws {
        let stage = try Stage(
            "Back",
            plans: #"""
                "Back": [{"steps": [{"kind": "write", "path": "kept.txt", "text": "changed\n"},
                                    {"kind": "write", "path": "new.txt", "text": "new\n"}, "ls not-there"],
                          "fallbacks": [["cat kept.txt"]]}]
                """#)
        try stage.shop.write("kept.txt", "kept\n")
        let ran = try await stage.run("--mode", "auto", "--ceiling", "overwrite")
        #expect(ran.status == 0, "\(ran)")
        #expect(ran.out == "kept\n")
        #expect(ran.err.contains("  as before kept.txt\n"))
        #expect(stage.shop.names == ["kept.txt", "tasks.md"])
    }

    @Test func writingOverAFileIsClassedBefore() async throws {
        let stage = try Stage(
            "Over",
            plans: #"""
                "Over": [{"steps": ["mkdir made", {"kind": "write", "path": "kept.txt", "text": "changed\n"}]}]
                """#)
        try stage.shop.write("kept.txt", "kept\n")
        let ran = try await stage.run("--mode", "auto")
        #expect(ran.status == 1)
        #expect(!ran.err.contains("AboveCeiling("))
        #expect(stage.shop.text("kept.txt") == "kept\n")
        #expect(!stage.shop.exists("made"), "nothing of it runs")
    }
}
