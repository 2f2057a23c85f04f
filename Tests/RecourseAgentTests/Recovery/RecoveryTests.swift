import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Recovery, end to end")
struct RecoveryTests {
    static let missing = "app: error: cannot find the folder cache\n"
    static let locked = "app: error: the lock file is stale\n"

    /// `app` needs a folder, and then its lock gone.
    static func patterns() throws -> [Pattern] {
        [
            .test(
                "app.missing", "cannot find the folder (?<dir>.+)$", category: .fileNotFound,
                captures: ["dir": CaptureRule(type: .path)],
                fixes: [try .steps("create", [["mkdir", "{dir}"]])]),
            .test(
                "app.locked", "the lock file is stale", category: .resource,
                fixes: [try .steps("touch", [["touch", "lock"], ["chmod", "600", "lock"]])]),
        ]
    }

    @Test func aCommandThatSucceedsCostsNothing() async throws {
        let scene = Scene(try Self.patterns(), [:])
        let report = await scene.run("app")
        #expect(report.stop == .succeeded)
        #expect(scene.journal.entries == ["run app"], "not even the patterns are loaded")
    }

    /// The earlier system printed that it had recovered and ran nothing.
    @Test func theFixIsRunAndNotSimulated() async throws {
        let scene = Scene(try Self.patterns(), ["app": [.failure(Self.missing), .success]])
        let report = await scene.run("app")
        #expect(scene.runner.ran == ["app", "mkdir cache", "app"])
        #expect(report.stop == .succeeded)
        #expect(report.exit == .exited(0))
        #expect(report.attempts.map(\.outcome) == [.resolved])
        #expect(report.attempts[0].commands == ["mkdir cache", "app"])
        #expect(report.attempts[0].argv == [["mkdir", "cache"]])
        #expect(report.attempts[0].leadsTo == nil)
        #expect(scene.runner.requests[0].terminal == .foreground)
        #expect(scene.runner.requests[1].terminal == .background)
        #expect(scene.runner.requests[1].timeout == Fix.defaultTimeout)
    }

    @Test func shiftedThenResolved() async throws {
        let scene = Scene(
            try Self.patterns(), ["app": [.failure(Self.missing), .failure(Self.locked), .success]])
        let report = await scene.run("app")
        #expect(
            scene.runner.ran == [
                "app", "mkdir cache", "app", "touch lock", "chmod 600 lock", "app",
            ])
        #expect(report.attempts.map(\.outcome) == [.shifted, .resolved])
        #expect(scene.knowledge.failures.map(\.pattern) == ["app.missing", "app.locked"])
        #expect(scene.knowledge.attemptedFailures.map(\.number) == [1, 2])
        #expect(report.attempts[0].leadsTo == scene.knowledge.failures[1].fingerprint)
        #expect(scene.knowledge.failures[0].fingerprint != scene.knowledge.failures[1].fingerprint)
    }

    @Test func whatIsToldIsDurableBefore() async throws {
        let scene = Scene(
            try Self.patterns(), ["app": [.failure(Self.missing), .failure(Self.locked), .success]])
        _ = await scene.run("app")
        #expect(
            scene.journal.entries == [
                "run app", "load patterns", "durable failure app.missing",
                "failed app.missing, 1 offered",
                "applying create", "run mkdir cache", "again", "run app",
                "durable app.missing/create shifted",
                "told app.missing/create shifted", "durable failure app.locked",
                "failed app.locked, 1 offered",
                "applying touch", "run touch lock", "run chmod 600 lock", "again", "run app",
                "durable app.locked/touch resolved", "told app.locked/touch resolved",
            ])
    }

    /// The earlier system ran every failing command three times.
    @Test func aFailureThatNothingExplainsIsRunOnce() async throws {
        let scene = Scene(try Self.patterns(), ["app": [.failure("something else\n", exit: 7)]])
        let report = await scene.run("app")
        #expect(scene.runner.ran == ["app"])
        #expect(report.stop == .unknown)
        #expect(report.exit == .exited(7))
        #expect(scene.knowledge.failures.map(\.pattern) == [nil])
    }

    /// The earlier system looked at stderr alone.
    @Test func standardOutputIsNotLost() async throws {
        let scene = Scene(
            try Self.patterns(),
            ["app": [.failure("exit\n", stdout: "step 1\n" + Self.missing), .success]])
        let report = await scene.run("app")
        #expect(report.stop == .succeeded)
        let excerpt = try #require(scene.knowledge.failures.first?.excerpt)
        #expect(excerpt.contains("step 1") && excerpt.contains("cannot find the folder"))
    }

    @Test func aStepThatFailsEndsTheFix() async throws {
        let scene = Scene(
            try Self.patterns(),
            ["app": [.failure(Self.locked)], "touch lock": [.failure("read-only\n")]])
        let report = await scene.run("app")
        #expect(scene.runner.ran == ["app", "touch lock"], "neither the next step nor the command")
        #expect(report.stop == .exhausted)
        #expect(report.exit == .exited(1))
        #expect(report.attempts.map(\.outcome) == [.unchanged])
        #expect(scene.journal.count(of: "step failed touch lock") == 1)
    }

    @Test func aStepThatCannotBeStartedSaysNothingOfTheFix() async throws {
        let gone = ScriptedRunner.Answer(exit: .notStarted(reason: "no such file", code: 127))
        let scene = Scene(
            try Self.patterns(), ["app": [.failure(Self.locked)], "touch lock": [gone]])
        let report = await scene.run("app")
        #expect(report.attempts.map(\.outcome) == [.inconclusive])
        #expect(scene.knowledge.tally(of: report.attempts[0].fix)?.trials == 0)
        #expect(scene.journal.count(of: "warned touch lock: no such file") == 1)
    }

    @Test func threeIdenticalFailures() async throws {
        let fixes = try ["a", "b", "c", "d"].map { try Fix.steps(FixID($0), [["touch", $0]]) }
        let scene = Scene(
            [.test("app.missing", "cannot find the folder", fixes: fixes)],
            ["app": [.failure(Self.missing)]])
        let report = await scene.run("app")
        #expect(report.stop == .identicalFailures)
        #expect(report.attempts.count == 2)
        #expect(scene.runner.ran.count { $0 == "app" } == 3)
    }

    @Test func aLoopEnds() async throws {
        let scene = Scene(
            try Self.patterns(),
            ["app": [.failure(Self.missing), .failure(Self.locked), .failure(Self.missing)]])
        let report = await scene.run("app")
        #expect(report.attempts.map(\.outcome) == [.shifted, .unchanged])
        #expect(report.stop == .exhausted)
    }

    @Test func attemptsAreLimited() async throws {
        let fixes = try ["a", "b", "c"].map { try Fix.steps(FixID($0), [["touch", $0]]) }
        var scene = Scene(
            [.test("app.missing", "cannot find the folder", fixes: fixes)],
            ["app": [.failure(Self.missing)]])
        scene.policy.maximumAttempts = 1
        let report = await scene.run("app")
        #expect(report.stop == .exhausted)
        #expect(report.attempts.count == 1)
    }

    @Test func retryWaits() async throws {
        let pattern = Pattern.test(
            "net.reset", "reset by peer", category: .network,
            fixes: [Fix(id: "again", action: .retry(after: .seconds(2)))])
        let scene = Scene([pattern], ["app": [.failure("error: reset by peer\n"), .success]])
        let report = await scene.run("app")
        #expect(report.stop == .succeeded)
        #expect(scene.runner.ran == ["app", "app"])
        #expect(scene.journal.count(of: "pause 2s") == 1)
    }

    @Test func aCommandThatCannotBeStartedIsRecognised() async throws {
        let absent = ScriptedRunner.Answer(
            exit: .notStarted(reason: "python: command not found", code: 127))
        let pattern = Pattern.test(
            "shell.command-not-found", "(?<name>\\S+): command not found",
            fixes: [.rewrite("known", .program("python3"))])
        let scene = Scene([pattern], ["python x.py": [absent]])
        let report = await scene.run("python", "x.py")
        #expect(scene.runner.ran == ["python x.py", "python3 x.py"])
        #expect(report.stop == .succeeded)
        #expect(report.command.argv == ["python3", "x.py"])
        #expect(scene.knowledge.failures.first?.exitCode == 127)
    }

    @Test func edits() async throws {
        let fix = Fix(
            id: "unix",
            action: .remedy(
                Remedy(edits: [Edit(file: try template("run.sh"), operation: .crlfToLF)])))
        let pattern = Pattern.test("sh.crlf", "bad interpreter", fixes: [fix])
        func scene(_ error: EditError?) -> Scene {
            var scene = Scene(
                [pattern], ["./run.sh": [.failure("bad interpreter\n"), .success]], editError: error
            )
            scene.workspace.tree = ["run.sh": "a\r\n"]
            return scene
        }
        let good = scene(nil)
        #expect(
            await good.run("./run.sh").attempts.map(\.commands) == [
                ["edit crlf-to-lf run.sh", "./run.sh"]
            ])
        #expect(good.runner.applied.map(\.path) == ["run.sh"])
        let bad = scene(.outsideTree(path: "run.sh"))
        let report = await bad.run("./run.sh")
        #expect(report.attempts.map(\.outcome) == [.inconclusive])
        #expect(bad.runner.ran == ["./run.sh"])
    }
}
