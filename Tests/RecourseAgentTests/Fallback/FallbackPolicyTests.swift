import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Fallback: what of an answer may run")
struct FallbackPolicyTests {
    private static func scene(
        _ fixes: String, mode: RecoveryMode = .auto, ceiling: Risk = .workspace
    ) -> Scene {
        var scene = Scene(
            [],
            ["frobctl deploy": [.failure(FallbackTests.failing), .success]])
        scene.model = ScriptedModel(.success(Reply.text(fixes: fixes)))
        scene.policy = RecoveryPolicy(mode: mode, ceiling: ceiling)
        return scene
    }

    @Test func whatIsAboveTheCeilingIsShown() async {
        // An unknown program may do anything.
        let scene = Self.scene(Reply.run(["frobctl", "profile", "add", "dev7"]))
        let report = await scene.run("frobctl", "deploy")
        #expect(report.stop == .notAllowed && scene.runner.ran == ["frobctl deploy"])
        let raised = Self.scene(
            Reply.run(["frobctl", "profile", "add", "dev7"]), ceiling: .system)
        #expect(await raised.run("frobctl", "deploy").stop == .succeeded)
    }

    @Test func aPathIsNotWhatItsNameSays() async {
        let scene = Self.scene(Reply.run(["./tools/ls"]), ceiling: .environment)
        #expect(await scene.run("frobctl", "deploy").stop == .notAllowed)
    }

    @Test func suggestRunsNothing() async {
        let scene = Self.scene(Reply.run(["mkdir", "a"]), mode: .suggest, ceiling: .system)
        #expect(await scene.run("frobctl", "deploy").stop == .notAllowed)
        #expect(scene.runner.ran == ["frobctl deploy"])
    }

    @Test func askAsks() async {
        var scene = Self.scene(Reply.run(["frobctl", "init"]), mode: .ask)
        scene.answers = { _ in .once }
        #expect(await scene.run("frobctl", "deploy").stop == .succeeded)
        #expect(scene.journal.count(of: "ask run-") == 1)
        var refused = Self.scene(Reply.run(["frobctl", "init"]), mode: .ask)
        refused.answers = { _ in .skip }
        let report = await refused.run("frobctl", "deploy")
        #expect(report.stop == .notAllowed && refused.runner.ran == ["frobctl deploy"])
    }

    @Test func theForbiddenIsNeverEvenOffered() async {
        for mode in RecoveryMode.allCases {
            var scene = Self.scene(
                Reply.run(["git", "push", "--force"]), mode: mode, ceiling: .system)
            scene.answers = { _ in .once }
            _ = await scene.run("frobctl", "deploy")
            #expect(scene.runner.ran == ["frobctl deploy"])
            #expect(scene.journal.count(of: "ask") == 1, "only `asking`")
            #expect(scene.journal.count(of: "warned of the model's answer: `git push") == 1)
        }
    }

    @Test func aNameThatNoManifestKnowsIsNotInstalled() async {
        let install = Reply.run(["pip", "install", "frob-profiles"])
        let scene = Self.scene(install, ceiling: .system)
        #expect(await scene.run("frobctl", "deploy").stop == .notAllowed)
        #expect(scene.runner.ran == ["frobctl deploy"])
        var known = Self.scene(install, ceiling: .environment)
        known.workspace.tree = ["requirements.txt": "frob_profiles>=1\n"]
        #expect(await known.run("frobctl", "deploy").stop == .succeeded)
    }

    @Test func attemptsStayWithinTheLimit() async {
        var scene = Scene([], ["frobctl deploy": [.failure(FallbackTests.failing)]])
        scene.model = ScriptedModel(
            .success(
                Reply.text(
                    fixes: Reply.run(["mkdir", "a"]), Reply.run(["mkdir", "b"]),
                    Reply.run(["mkdir", "c"]))))
        let report = await scene.run("frobctl", "deploy")
        #expect(report.stop == .identicalFailures && report.attempts.count == 2)
        #expect(report.attempts.map(\.modelCalls) == [1, 0])
    }
}
