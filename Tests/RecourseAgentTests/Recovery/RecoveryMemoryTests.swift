import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Recovery: what is remembered")
struct RecoveryMemoryTests {
    @Test func aStoreThatFailsDoesNotCostTheResult() async throws {
        let scene = Scene(
            try RecoveryTests.patterns(),
            ["app": [.failure(RecoveryTests.missing), .failure(RecoveryTests.locked), .success]],
            isForgetful: true)
        let report = await scene.run("app")
        #expect(report.stop == .succeeded)
        #expect(report.attempts.map(\.outcome) == [.shifted, .resolved])
        #expect(scene.journal.count(of: "warned not remembered") > 0)
    }

    @Test func secretsAreRedacted() async throws {
        let token = "ghp_" + String(repeating: "a1", count: 18)
        let pattern = Pattern.test(
            "app.login", "login failed",
            fixes: [.rewrite("retry", .append(try templates("--fresh")))])
        let scene = Scene(
            [pattern],
            [
                "app --password hunter2 -u \(token)": [
                    .failure("error: login failed\npassword=hunter2 \(token)\n")
                ]
            ])
        _ = await scene.run("app", "--password", "hunter2", "-u", token)
        let failure = try #require(scene.knowledge.failures.first)
        let attempt = try #require(scene.knowledge.attempts.first)
        #expect(
            attempt.argv == [["app", "--password", "[redacted]", "-u", "[redacted]", "--fresh"]])
        for text in [failure.command, failure.excerpt] + attempt.commands + attempt.argv.joined() {
            #expect(!text.contains("hunter2") && !text.contains(token), "\(text)")
        }
        #expect(failure.excerpt.contains("login failed"))
        #expect(scene.runner.ran[0].contains("hunter2"), "what runs is not redacted")
    }

    /// The earlier system's rates only ever rose.
    @Test func aFixThatFailsFallsBehindOneThatHelps() async throws {
        let fixes = try ["bad", "good"].map { try Fix.steps(FixID($0), [["touch", $0]]) }
        let pattern = Pattern.test("app.missing", "cannot find the folder", fixes: fixes)
        let knowledge = MemoryKnowledge()
        let id = try await knowledge.record(
            FailureRecord(
                fingerprint: "", program: "", command: "", directory: "", exitCode: 1, pattern: nil,
                excerpt: "",
                seconds: 0, at: 0))
        for (fix, outcome) in [("bad", Outcome.unchanged), ("good", .resolved)] {
            for _ in 0..<20 {
                let attempt = Attempt(
                    fix: FixReference(pattern: pattern.id, fix: FixID(fix)), revision: 1,
                    kind: .run, commands: [],
                    risk: .workspace, outcome: outcome, seconds: 1, startedAt: 1_000)
                try await knowledge.record(attempt, of: id, in: .everywhere)
            }
        }
        let match = PatternMatchFixture.match(pattern)
        let offers = await FixOffers(
            workspace: TableWorkspace(), command: Command(argv: ["app"], directory: "/project"),
            mayProbe: true,
            policy: RecoveryPolicy(mode: .auto), knowledge: knowledge, context: .everywhere,
            now: 1_000
        ).offers(for: PatternMatchFixture.diagnosis([match]))
        #expect(offers.map(\.fix.reference.fix) == ["good", "bad"])
        #expect(offers[0].success > 0.8 && offers[1].success < 0.2)
        #expect(offers.map(\.trials) == [20, 20])
    }

    @Test func whatIsLearnedDecidesTheNextTime() async throws {
        let fixes = try ["bad", "good"].map { try Fix.steps(FixID($0), [["touch", $0]]) }
        let pattern = Pattern.test("app.missing", "cannot find the folder", fixes: fixes)
        var first = 0
        let knowledge = MemoryKnowledge()
        for seed in 0..<30 as Range<UInt64> {
            let runner = ScriptedRunner(["app": [.failure(RecoveryTests.missing)]])
            var scene = Scene([pattern], [:])
            scene.seed = seed
            scene.policy.maximumAttempts = 1
            let recovery = scene.recovery
            let report = await Recovery(
                effects: .init(
                    runner: LearningRunner(inner: runner), workspace: { _ in TableWorkspace() },
                    knowledge: knowledge,
                    now: { 1_000 }, pause: { _ in }),
                patterns: recovery.patterns, policy: scene.policy, interface: recovery.interface,
                seed: seed
            ).run(
                CommandRequest(Command(argv: ["app"], directory: "/project"), terminal: .background)
            )
            if seed >= 15, report.stop == .succeeded { first += 1 }
        }
        #expect(first >= 12, "of fifteen, but for bare re-runs and a little exploring")
    }
}

/// Only `touch good` makes `app` succeed.
private struct LearningRunner: CommandRunner {
    let inner: ScriptedRunner

    func run(_ request: CommandRequest) async -> CommandResult {
        let result = await inner.run(request)
        return inner.ran.contains("touch good") ? ScriptedRunner.Answer.success.result : result
    }

    func apply(_ edit: FileEdit, in directory: String) async throws -> EditReceipt {
        try await inner.apply(edit, in: directory)
    }
}
