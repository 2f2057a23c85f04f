import RecourseCore
import Synchronization
import Testing

@testable import RecourseAgent

@Suite("Fallback: asking a model")
struct FallbackTests {
    static let failing = "frobctl: unknown profile \"dev7\"\n"
    private static let add = ["mkdir", "-p", "profiles/dev7"]

    /// A command that fails until the folder was made.
    private static func scene(
        _ model: ScriptedModel?, patterns: [Pattern] = [],
        _ answers: [ScriptedRunner.Answer] = [.failure(failing), .success]
    ) -> Scene {
        var scene = Scene(patterns, ["frobctl deploy": answers])
        scene.model = model
        return scene
    }

    @Test func anUnknownFailureIsAskedAboutAndResolved() async throws {
        let model = ScriptedModel(.success(Reply.text(fixes: Reply.run(Self.add))))
        var scene = Self.scene(model)
        let lessons = Mutex<[Lesson]>([])
        let journal = scene.journal
        scene.teach = { lesson in
            journal.note("teach")
            lessonsAppend(lesson)
            return .learned("model.frobctl-unknown-profile")
        }
        @Sendable func lessonsAppend(_ lesson: Lesson) { lessons.withLock { $0.append(lesson) } }
        let report = await scene.run("frobctl", "deploy")
        #expect(report.stop == .succeeded && report.exit.isSuccess)
        #expect(report.modelCalls == 1 && report.attempts.map(\.modelCalls) == [1])
        #expect(model.requests.count == 1)
        #expect(
            scene.runner.ran == ["frobctl deploy", "mkdir -p profiles/dev7", "frobctl deploy"])
        let attempt = try #require(scene.knowledge.attempts.first)
        #expect(attempt.risk == .workspace && attempt.outcome == .resolved)
        #expect(attempt.fix.pattern == "model.the-profile-is-unknown")
        let lesson = try #require(lessons.withLock { $0 }.first)
        #expect(lesson.cure == .steps([Self.add]) && lesson.risk == .workspace)
        #expect(lesson.command.argv == ["frobctl", "deploy"] && lesson.exit == 1)
        #expect(lesson.decisiveLines == [#"frobctl: unknown profile "dev7""#])
        #expect(lesson.excerpt == Self.failing && lesson.category == .configuration)
        #expect(lesson.teacher == "scripted-1")
        #expect(lesson.fingerprint == scene.knowledge.failures.first?.fingerprint)
        let durable = try #require(scene.journal.index(of: "durable model."))
        #expect(durable < (try #require(scene.journal.index(of: "teach"))))
        #expect(scene.journal.count(of: "taught") == 1)
    }

    @Test func withoutAModelNothingChanges() async {
        let scene = Self.scene(nil)
        let report = await scene.run("frobctl", "deploy")
        #expect(report.stop == .unknown && report.modelCalls == 0)
        #expect(scene.runner.ran == ["frobctl deploy"])
        #expect(scene.journal.count(of: "asking") == 0)
    }

    @Test func whatAPatternExplainsIsNotAskedAbout() async throws {
        let known = Pattern.test(
            "frob.profile", "unknown profile",
            fixes: [try .steps("add", [["mkdir", "-p", "profiles"]])])
        let model = ScriptedModel(.success(Reply.text(fixes: Reply.run(Self.add))))
        let scene = Self.scene(model, patterns: [known])
        #expect(await scene.run("frobctl", "deploy").stop == .succeeded)
        #expect(model.requests.isEmpty)
        // Nor where the policy lets none of its fixes run.
        var careful = Self.scene(model, patterns: [known])
        careful.policy = RecoveryPolicy(mode: .suggest)
        #expect(await careful.run("frobctl", "deploy").stop == .notAllowed)
        #expect(model.requests.isEmpty)
    }

    @Test func knownFixesThatDoNotHelpAreToldToTheModel() async throws {
        let known = Pattern.test(
            "frob.profile", "unknown profile", fixes: [try .steps("add", [["mkdir", "wrong"]])])
        let model = ScriptedModel(.success(Reply.text(fixes: Reply.run(Self.add))))
        let scene = Self.scene(
            model, patterns: [known], [.failure(Self.failing), .failure(Self.failing), .success])
        let report = await scene.run("frobctl", "deploy")
        #expect(report.stop == .succeeded)
        #expect(report.attempts.map(\.modelCalls) == [0, 1])
        #expect(model.requests[0].turns[0].text.contains("unchanged: mkdir wrong"))
    }

    @Test func aFailingModelLeavesTheOfflineAnswer() async {
        for error in [ModelError.timeout(stage: "whole"), .unreachable("no route"), .cutOff] {
            let scene = Self.scene(ScriptedModel(.failure(error)))
            let report = await scene.run("frobctl", "deploy")
            #expect(report.stop == .unknown && report.attempts.isEmpty)
            #expect(report.modelCalls == 1)
            #expect(scene.journal.count(of: "not answered") == 1)
        }
        let off = Self.scene(ScriptedModel(.failure(.overBudget(limit: "max-calls"))))
        #expect(await off.run("frobctl", "deploy").modelCalls == 0, "none was made")
    }

    @Test func aReplyThatCannotBeReadIsAskedForOnceMore() async throws {
        let model = ScriptedModel(
            .success("Sure! Run it again."), .success(Reply.text(fixes: Reply.run(Self.add))))
        let scene = Self.scene(model)
        let report = await scene.run("frobctl", "deploy")
        #expect(report.stop == .succeeded && report.modelCalls == 2)
        #expect(report.attempts.map(\.modelCalls) == [2])
        let again = try #require(model.requests.last)
        #expect(again.turns.map(\.role) == [.user, .assistant, .user])
        #expect(again.turns[2].text.contains("no JSON"))
        let hopeless = ScriptedModel(.success("no"))
        let report2 = await Self.scene(hopeless).run("frobctl", "deploy")
        #expect(report2.stop == .unknown && hopeless.requests.count == 2)
    }

    @Test func aKindOfFailureIsAskedAboutOnce() async {
        let model = ScriptedModel(.success(Reply.text(fixes: Reply.run(Self.add))))
        let scene = Self.scene(
            model, [.failure(Self.failing), .success, .failure(Self.failing), .success])
        let recovery = scene.recovery
        let request = CommandRequest(
            Command(argv: ["frobctl", "deploy"], directory: "/project"), terminal: .foreground)
        let first = await recovery.run(request)
        let second = await recovery.run(request)
        #expect(first.stop == .succeeded && second.stop == .succeeded)
        #expect(first.modelCalls == 1 && second.modelCalls == 0)
        #expect(second.attempts.map(\.modelCalls) == [0])
        #expect(model.requests.count == 1)
        // The answer to another command is none to this.
        let other = await recovery.run(
            CommandRequest(
                Command(argv: ["frobctl", "deploy", "-v"], directory: "/project"),
                terminal: .foreground))
        #expect(other.exit.isSuccess)
        #expect(model.requests.count == 1)
    }

    @Test func severalWhoAskTheSameAtOnceShareOneCall() async {
        let model = ScriptedModel(.success(Reply.text(fixes: Reply.advice("Wait."))))
        let scene = Self.scene(model, [.failure(Self.failing)])
        let recovery = scene.recovery
        let calls = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    await recovery.run(
                        CommandRequest(
                            Command(argv: ["frobctl", "deploy"], directory: "/project"),
                            terminal: .background)
                    ).modelCalls
                }
            }
            return await group.reduce(0, +)
        }
        #expect(calls == 1 && model.requests.count == 1)
    }

    @Test func advisedOnlyIsShownAndNothingRuns() async {
        let model = ScriptedModel(.success(Reply.text(fixes: Reply.advice("Ask Ann."))))
        let scene = Self.scene(model)
        let report = await scene.run("frobctl", "deploy")
        #expect(report.stop == .noFix && report.attempts.isEmpty && report.modelCalls == 1)
        #expect(scene.journal.count(of: "answered The profile is unknown, 1 offered") == 1)
    }

    @Test func aRewriteAndARetryAreLearnedAsWhatTheyAre() async throws {
        let rewrite = ScriptedModel(
            .success(Reply.text(fixes: Reply.rewrite("ls", "--profile", "dev7"))))
        var scene = Self.scene(rewrite)
        let cures = Mutex<[Lesson.Cure]>([])
        scene.teach = { lesson in
            cures.withLock { $0.append(lesson.cure) }
            return .refused(.noDecisiveLine)
        }
        let report = await scene.run("frobctl", "deploy")
        #expect(report.command.argv == ["ls", "--profile", "dev7"])
        scene = Self.scene(ScriptedModel(.success(Reply.text(fixes: Reply.retry(2)))))
        scene.teach = { lesson in
            cures.withLock { $0.append(lesson.cure) }
            return .refused(.noDecisiveLine)
        }
        _ = await scene.run("frobctl", "deploy")
        #expect(scene.journal.count(of: "pause 2s") == 1)
        #expect(
            cures.withLock { $0 } == [.rewrite(["ls", "--profile", "dev7"]), .retry(after: 2)])
    }

    @Test func aFixOfAPatternIsVerifiedAndTeachesNothing() async throws {
        let known = Pattern.test(
            "frob.profile", "unknown profile",
            fixes: [try .steps("add", [["mkdir", "-p", "profiles"]])])
        var scene = Self.scene(nil, patterns: [known])
        scene.teach = { _ in .learned("never.this") }
        scene.verified = { $0.outcome == .resolved ? .promoted($0.fix.pattern) : nil }
        _ = await scene.run("frobctl", "deploy")
        #expect(scene.journal.count(of: "taught promoted(frob.profile)") == 1)
        #expect(scene.journal.count(of: "taught") == 1)
    }
}
