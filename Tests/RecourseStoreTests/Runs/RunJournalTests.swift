import Foundation
import GRDB
import RecourseCore
import Testing

@testable import RecourseStore

@Suite struct RunJournalTests {
    private func run(
        _ id: RunID, at time: Double = 1, resumes: Bool = false, file: String = "/p/tasks.md",
        process: Int32 = ProcessInfo.processInfo.processIdentifier
    ) -> RunRecord {
        RunRecord(
            id: id, file: file, directory: "/p", startedAt: time, process: process,
            isResumed: resumes)
    }

    private func step(
        _ task: String, _ index: Int = 0, _ state: StepRecord.State = .done, content: String = "c",
        seconds: Double = 1, at time: Double = 1
    ) -> StepRecord {
        StepRecord(
            task: task, index: index, content: content, text: "make", state: state,
            exitCode: state == .started ? nil : 0, seconds: seconds, at: time)
    }

    @Test func theNewestStateOfEachStepIsKept() async throws {
        let scratch = try Scratch()
        let store = try scratch.writer()
        try await store.begin(run("r1"))
        try await store.record([step("1", 0, .started), step("1", 1, .started, at: 2)], of: "r1")
        // Durable at return: another connection sees it.
        #expect(try scratch.reader().steps(of: "r1").map(\.state) == [.started, .started])
        try await store.record([step("1", 0, .done)], of: "r1")
        #expect(try store.steps(of: "r1") == [step("1", 0, .done), step("1", 1, .started, at: 2)])
        let summary = try #require(try store.run("r1"))
        #expect(summary.done == 1 && summary.started == 1 && summary.failed == 0)
        #expect(summary.state == .running && summary.isProcessAlive)
        try await store.end("r1", as: .failed, at: 9)
        #expect(try store.run("r1")?.run.endedAt == 9 && store.run("r1")?.state == .failed)
    }

    @Test func aRunThatIsNotThereIsRefused() async throws {
        let store = try Scratch().writer()
        await #expect(throws: StoreError.self) { try await store.record([step("1")], of: "none") }
        await #expect(throws: StoreError.self) { try await store.end("none", as: .failed, at: 1) }
        #expect(try store.run("none") == nil && store.runs(limit: 5) == [])
        #expect(try await store.steps(ofLastRunOf: "/p/tasks.md", in: "/p") == [])
    }

    @Test func resumingGoesBackAsFarAsTheChain() async throws {
        let store = try Scratch().writer()
        try await store.begin(run("r0", at: 1))
        try await store.record([step("9")], of: "r0")
        try await store.begin(run("r1", at: 2))
        try await store.record(
            [step("1"), step("2", 0, .started), step("3", 0, .failed)], of: "r1")
        try await store.begin(run("other", at: 3, file: "/p/other.md"))
        try await store.begin(run("r2", at: 4, resumes: true))
        try await store.record([step("2", 0, .done)], of: "r2")
        try await store.begin(run("r3", at: 5, resumes: true))
        try await store.record([step("3", 0, .started)], of: "r3")
        let steps = try await store.steps(ofLastRunOf: "/p/tasks.md", in: "/p")
        #expect(
            Dictionary(uniqueKeysWithValues: steps.map { ($0.task, $0.state) })
                == ["1": .done, "2": .done, "3": .started], "r0 was not resumed")
        #expect(try store.run("r3")?.resumes == "r2" && store.run("r1")?.resumes == nil)
        #expect(try store.runs(limit: 2).map(\.run.id) == ["r3", "r2"])
        try await store.begin(run("r4", at: 6))
        #expect(try await store.steps(ofLastRunOf: "/p/tasks.md", in: "/p") == [])
        try await store.begin(run("first", resumes: true, file: "/p/new.md"))
        #expect(try store.run("first")?.resumes == nil)
    }

    @Test func changedStepsAreOthers() async throws {
        let store = try Scratch().writer()
        try await store.begin(run("r1"))
        try await store.record([step("1", content: "a"), step("1", content: "b", at: 2)], of: "r1")
        #expect(try store.steps(of: "r1").map(\.content) == ["a", "b"])
    }

    @Test func phasesAddUpAndPrecedeTheEnd() async throws {
        let scratch = try Scratch()
        let store = try scratch.writer()
        try await store.begin(run("r1"))
        for _ in 0..<3 {
            try await store.record(
                [
                    PhaseRecord(task: "1", phase: .model, seconds: 2, count: 1),
                    PhaseRecord(task: "2", phase: .state, seconds: 0.5, count: 4),
                ], of: "r1")
        }
        try await store.end("r1", as: .succeeded, at: 3)
        let statistics = try scratch.reader().phaseStatistics(since: nil)
        #expect(
            statistics == [
                PhaseStatistics(phase: .model, runs: 1, count: 3, seconds: 6),
                PhaseStatistics(phase: .state, runs: 1, count: 12, seconds: 1.5),
            ])
        #expect(try store.phaseStatistics(since: 2) == [])
    }

    @Test func durationsAreMediansOfTheNewest() async throws {
        let store = try Scratch().writer()
        try await store.begin(run("r1"))
        let steps = (0..<20).map {
            step("1", $0, content: "a", seconds: $0 < 11 ? 100 : Double($0), at: Double($0))
        }
        try await store.record(steps + [step("2", 0, .failed, content: "b")], of: "r1")
        #expect(try await store.durations(of: ["a", "b", "c"]) == ["a": 15])
    }

    @Test func parallelTasksShareCommits() async throws {
        let store = try Scratch().writer()
        try await store.begin(run("r1"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<64 {
                group.addTask { try await store.record([step("\(task)")], of: "r1") }
            }
            try await group.waitForAll()
        }
        #expect(try store.run("r1")?.done == 64)
    }

    #if os(Linux)
        @Test func aRunWhoseProcessIsGoneIsInterrupted() async throws {
            let store = try Scratch().writer()
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sleep")
            process.arguments = ["600"]
            try process.run()
            try await store.begin(run("r1", process: process.processIdentifier))
            #expect(try store.run("r1")?.state == .running)
            // Whatever mask it inherited.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let summary = try #require(try store.run("r1"))
            #expect(summary.isAbandoned && summary.state == .interrupted)
            #expect(summary.run.state == .running)
            // The same number, but another process.
            let own = getpid()
            #expect(ProcessMark.isAlive(own, mark: ProcessMark.began(own)))
            #expect(ProcessMark.isAlive(own, mark: ""))
            #expect(!ProcessMark.isAlive(own, mark: ProcessMark.began(own) + "0"))
        }
    #endif

    /// The views for people's own tools.
    @Test func viewsCanBeAsked() async throws {
        let scratch = try Scratch()
        let store = try scratch.writer()
        try await store.begin(run("r1"))
        try await store.record([step("1")], of: "r1")
        try await store.record(
            [PhaseRecord(task: "1", phase: .model, seconds: 2, count: 1)], of: "r1")
        try await store.end("r1", as: .succeeded, at: 3)
        let lines = try store.read { database in
            try ["runs", "run_steps", "phases", "model_calls"].map {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)")
            }
        }
        #expect(lines == [1, 1, 1, 0])
    }

    /// A file that a version before the journal wrote last is read as one without runs.
    @Test func anOlderFileHasNoRuns() async throws {
        let scratch = try Scratch()
        do { _ = try scratch.writer() }
        try scratch.change(
            """
            DROP VIEW runs; DROP VIEW run_steps; DROP VIEW phases; DROP VIEW model_calls;
            DROP TABLE run_phase; DROP TABLE run_step; DROP TABLE run; DROP TABLE model_call;
            DROP TABLE model_reply; DROP TABLE plan; DROP TABLE context_state; DROP TABLE model_circuit
            """)
        let store = try scratch.reader()
        #expect(try store.runs(limit: 1) == [] && store.run("r") == nil)
        #expect(try store.steps(of: "r") == [] && store.phaseStatistics(since: nil) == [])
        #expect(try store.modelStatistics(since: nil) == ModelStatistics())
        #expect(try store.modelCache().replies == 0 && store.contextState(of: "p") == nil)
        #expect(try await store.durations(of: ["a"]) == [:])
        #expect(try await store.keptReply("k", oldest: 0) == nil)
        #expect(try await store.plan(for: "k") == nil)
    }
}
