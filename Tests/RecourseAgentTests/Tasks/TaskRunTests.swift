import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Task run")
struct TaskRunTests {
    private struct MarkFailure: Error {}

    private func run(
        _ text: String, _ script: [String: [ScriptedRunner.Answer]] = [:], patterns: [Pattern] = [],
        stopsAtFailure: Bool = false, marks: Bool = true
    ) async throws -> (summary: TaskRun.Summary, scene: Scene) {
        let list = try TaskList(parsing: text)
        let scene = Scene(
            patterns, Dictionary(uniqueKeysWithValues: script.map { ("sh -c \($0)", $1) }))
        let journal = scene.journal
        let run = TaskRun(
            list: list, recovery: scene.recovery, runner: scene.runner, directory: "/project",
            timeout: .seconds(9),
            stopsAtFailure: stopsAtFailure,
            mark: { id, mark in
                if !marks { throw MarkFailure() }
                journal.note("mark \(id) [\(mark.rawValue)]")
            },
            tell: { event in
                switch event {
                case .began(let task, let number, let total):
                    journal.note("began \(task.id) \(number)/\(total)")
                case .checkFailed(let task, _, _): journal.note("check failed \(task.id)")
                case .cancelled(let task): journal.note("cancelled \(task.id)")
                case .withoutCommands(let task): journal.note("without \(task.id)")
                case .command, .commandEnded, .ended: break
                }
            })
        return (try await run.run(TaskSchedule(list)), scene)
    }

    @Test func commandsThenChecksThenTheTick() async throws {
        let (summary, scene) = try await run(
            "- [ ] 1 A\n  - Check: `c`\n  - Run: `a`\n  - Run: `b`\n- [x] 2 B\n")
        #expect(
            scene.journal.entries == [
                "began 1 1/1", "mark 1 [-]", "run sh -c a", "run sh -c b", "run sh -c c",
                "mark 1 [x]",
            ])
        #expect(summary.succeeded)
        #expect(summary.done == ["1"])
        #expect(summary.alreadyDone == 1)
        #expect(scene.runner.requests.map(\.terminal) == [.watched, .watched, .background])
        #expect(
            scene.runner.requests.allSatisfy {
                $0.timeout == .seconds(9) && $0.command.directory == "/project"
            })
    }

    @Test func aCommandThatFails() async throws {
        let (summary, scene) = try await run(
            "- [ ] 1 A\n  - Run: `a`\n  - Run: `b`\n- [ ] 2 B\n  - Needs: 1\n  - Run: `x`\n- [ ] 3 C\n  - Run: `c`\n",
            ["a": [.failure("error: no\n")]])
        #expect(scene.runner.ran == ["sh -c a", "sh -c c"])
        #expect(
            scene.journal.entries.filter { $0.hasPrefix("mark 1") } == ["mark 1 [-]", "mark 1 [ ]"])
        #expect((summary.done, summary.failed, summary.cancelled) == (["3"], ["1"], ["2"]))
        #expect(!summary.succeeded)
    }

    @Test func stopsAtFailureWhereAsked() async throws {
        let (summary, scene) = try await run(
            "- [ ] 1 A\n  - Run: `a`\n- [ ] 2 B\n  - Run: `b`\n", ["a": [.failure("error\n")]],
            stopsAtFailure: true)
        #expect(scene.runner.ran == ["sh -c a"])
        #expect(summary.cancelled == ["2"])
    }

    /// The earlier system never evaluated its success criteria.
    @Test func aCheckThatFailsFailsTheTask() async throws {
        let (summary, scene) = try await run(
            "- [ ] 1 A\n  - Run: `a`\n  - Check: `c`\n  - Check: `d`\n",
            ["c": [.failure("", exit: 1)]])
        #expect(summary.failed == ["1"])
        #expect(scene.runner.ran == ["sh -c a", "sh -c c"])
        #expect(scene.journal.count(of: "check failed 1") == 1)
    }

    @Test func recoveries() async throws {
        let (summary, scene) = try await run(
            "- [ ] 1 A\n  - Run: `a`\n  - Run: `b`\n",
            ["a": [.failure(RecoveryTests.missing), .success]],
            patterns: try RecoveryTests.patterns())
        #expect(scene.runner.ran == ["sh -c a", "mkdir cache", "sh -c a", "sh -c b"])
        #expect(summary.recoveries == 1)
        #expect(summary.attempts.map(\.outcome) == [.resolved])
        #expect(summary.succeeded)
    }

    @Test func parentsNeedNoCommandAndLeavesDo() async throws {
        let (summary, scene) = try await run("- [ ] 1 A\n- [ ] 1.1 B\n  - Run: `b`\n- [ ] 2 C\n")
        #expect(summary.done == ["1.1", "1"])
        #expect(summary.failed == ["2"])
        #expect(scene.journal.count(of: "without 2") == 1)
    }

    @Test func interrupted() async throws {
        let (summary, scene) = try await run(
            "- [ ] 1 A\n  - Run: `a`\n- [ ] 2 B\n  - Run: `b`\n", ["a": [.interrupted]])
        #expect(summary.wasInterrupted && !summary.succeeded)
        #expect(scene.runner.ran == ["sh -c a"])
        #expect(
            scene.journal.entries.filter { $0.hasPrefix("mark 1") } == ["mark 1 [-]", "mark 1 [ ]"])
    }

    @Test func aTaskLeftInProgressIsRunAgain() async throws {
        let (summary, _) = try await run("- [-] 1 A\n  - Run: `a`\n")
        #expect(summary.done == ["1"])
    }

    @Test func aBoxThatCannotBeWrittenStopsTheRun() async {
        await #expect(throws: MarkFailure.self) {
            try await run("- [ ] 1 A\n  - Run: `a`\n", marks: false)
        }
    }
}
