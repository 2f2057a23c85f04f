import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Task run")
struct TaskRunTests {
    private struct MarkFailure: Error {}

    private func run(
        _ text: String, _ script: [String: [ScriptedRunner.Answer]] = [:], patterns: [Pattern] = [],
        stopsAtFailure: Bool = false, marks: Bool = true, jobs: Int = 2,
        records: MemoryJournal? = nil, earlier: [StepRecord] = []
    ) async throws -> (summary: TaskRun.Summary, scene: Scene) {
        let list = try TaskList(parsing: text)
        let scene = Scene(
            patterns, Dictionary(uniqueKeysWithValues: script.map { ("sh -c \($0)", $1) }))
        let journal = scene.journal
        let run = TaskRun(
            list: list, directory: "/project", run: "r1", earlier: earlier,
            effects: TaskRun.Effects(
                recovery: scene.recovery, runner: scene.runner, workspace: scene.workspace,
                journal: records,
                mark: { id, mark in
                    if !marks { throw MarkFailure() }
                    journal.note("mark \(id) [\(mark.rawValue)]")
                },
                tell: { event in Self.line(event).map { journal.note($0) } }),
            options: TaskRun.Options(
                jobs: jobs, timeout: .seconds(9), stopsAtFailure: stopsAtFailure))
        return (try await run.run(TaskSchedule(list)), scene)
    }

    private static func line(_ event: TaskRun.Event) -> String? {
        switch event {
        case .began(let task, let number, let total): "began \(task.id) \(number)/\(total)"
        case .checkFailed(let task, _, _): "check failed \(task.id)"
        case .cancelled(let task): "cancelled \(task.id)"
        case .withoutCommands(let task): "without \(task.id)"
        case .skipped(let task, let text): "skipped \(task.id) \(text)"
        case .unknown(let task, let text): "unknown \(task.id) \(text)"
        case .warned(let task, let text): "warned \(task.id) \(text)"
        default: nil
        }
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

    @Test func aStepIsInTheJournalBeforeItIsDone() async throws {
        let records = MemoryJournal()
        _ = try await run(
            "- [ ] 1 A\n  - Run: `a`\n  - Run: `b`\n", ["b": [.failure("no\n", exit: 3)]],
            records: records)
        #expect(
            records.written.map { $0.map { "\($0.index) \($0.state.rawValue)" } } == [
                ["0 started"], ["0 done", "1 started"], ["1 failed"],
            ])
        #expect(records.written.last?.first?.exitCode == 3)
    }

    @Test func whatWasDoneIsNotDoneAgain() async throws {
        let records = MemoryJournal()
        let text = "- [ ] 1 A\n  - Run: `a`\n  - Run: `b`\n"
        _ = try await run(text, ["b": [.failure("no\n")]], records: records)
        let (summary, scene) = try await run(text, earlier: records.latest)
        #expect(scene.runner.ran == ["sh -c b"])
        #expect(scene.journal.count(of: "skipped 1 a") == 1)
        #expect(summary.done == ["1"])
    }

    @Test func anEditedStepIsAnotherStep() async throws {
        let records = MemoryJournal()
        _ = try await run("- [ ] 1 A\n  - Run: `a`\n", records: records)
        let (_, scene) = try await run("- [ ] 1 A\n  - Run: `a2`\n", earlier: records.latest)
        #expect(scene.runner.ran == ["sh -c a2"])
    }

    @Test(arguments: [true, false])
    func aStepThatWasInFlight(isIdempotent: Bool) async throws {
        let text = "- [ ] 1 A\n  - Run: `a`\n" + (isIdempotent ? "  - Idempotent: yes\n" : "")
        let step = StepRecord(
            task: "1", index: 0, content: TaskStep(.command("a")).content, text: "a",
            state: .started, at: 0)
        let (summary, scene) = try await run(text, earlier: [step])
        #expect(scene.runner.ran == (isIdempotent ? ["sh -c a"] : []))
        #expect(summary.succeeded == isIdempotent)
        #expect(scene.journal.count(of: "unknown 1 a") == (isIdempotent ? 0 : 1))
    }

    @Test func aJournalThatCannotBeWrittenCostsNoTask() async throws {
        let (summary, scene) = try await run(
            "- [ ] 1 A\n  - Run: `a`\n  - Run: `b`\n", records: MemoryJournal(isBroken: true))
        #expect(summary.done == ["1"])
        #expect(scene.journal.entries.filter { $0.hasPrefix("warned 1") }.count == 1)
    }

    @Test func whatIsToldIsInTheOrderOfTheList() async throws {
        let text = (1...6).map { "- [ ] \($0) T\n  - Run: `sleep 0.0\(7 - $0)`\n" }.joined()
        let (summary, scene) = try await run(text, jobs: 6)
        #expect(
            scene.journal.entries.filter { $0.hasPrefix("began") }
                == (1...6).map { "began \($0) \($0)/6" })
        #expect(summary.done == (1...6).map { TaskID("\($0)") })
    }

    @Test func aBoxThatCannotBeWrittenStopsTheRun() async {
        await #expect(throws: MarkFailure.self) {
            try await run("- [ ] 1 A\n  - Run: `a`\n", marks: false)
        }
    }
}
