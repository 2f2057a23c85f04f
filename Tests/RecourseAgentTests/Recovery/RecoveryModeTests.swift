import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Recovery: who decides")
struct RecoveryModeTests {
    private func scene(_ mode: RecoveryMode, fixes: [FixID] = ["a", "b"]) throws -> Scene {
        let fixes = try fixes.map { try Fix.steps($0, [["touch", $0.rawValue]]) }
        var scene = Scene(
            [.test("app.missing", "cannot find the folder", fixes: fixes)],
            ["app": [.failure(RecoveryTests.missing), .success]])
        scene.policy = RecoveryPolicy(mode: mode)
        return scene
    }

    @Test func suggestRunsNothing() async throws {
        let scene = try scene(.suggest)
        let report = await scene.run("app")
        #expect(scene.runner.ran == ["app"])
        #expect(report.stop == .notAllowed)
        #expect(scene.journal.count(of: "failed app.missing, 2 offered") == 1)
        #expect(scene.journal.count(of: "ask") == 0)
    }

    @Test(arguments: [Answer.once, .always])
    func yes(answer: Answer) async throws {
        var scene = try scene(.ask, fixes: ["a"])
        scene.answers = { _ in answer }
        #expect(await scene.run("app").stop == .succeeded)
        #expect(scene.runner.ran == ["app", "touch a", "app"])
    }

    @Test(arguments: [Answer.skip, .never])
    func noAsksAboutTheNext(answer: Answer) async throws {
        var scene = try scene(.ask)
        scene.answers = { _ in answer }
        #expect(await scene.run("app").stop == .notAllowed)
        #expect(scene.runner.ran == ["app"])
        #expect(scene.journal.count(of: "ask a") == 1)
        #expect(scene.journal.count(of: "ask b") == 1)
    }

    @Test func stopAsksNoMore() async throws {
        let scene = try scene(.ask)
        let report = await scene.run("app")
        #expect(report.stop == .notAllowed)
        #expect(report.exit == .exited(1))
        #expect(scene.journal.count(of: "ask") == 1)
    }

    @Test func skippingOneRunsTheOther() async throws {
        var scene = try scene(.ask)
        scene.answers = { $0.fix.reference.fix == "a" ? .skip : .once }
        #expect(await scene.run("app").stop == .succeeded)
        #expect(scene.runner.ran == ["app", "touch b", "app"])
    }

    @Test func anUnapprovedPackRunsNothingNotEvenToLook() async throws {
        let fix = try Fix.steps(
            "f", [["touch", "{v}"]], lookups: ["v": .output(["id", "-un"], like: nil, pick: .only)])
        var scene = Scene(
            [.test("app.missing", "cannot find the folder", fixes: [fix])],
            ["app": [.failure(RecoveryTests.missing), .success]])
        scene.workspace.printed = ["id -un": "me\n"]
        scene.origin = .imported
        for mode in RecoveryMode.allCases {
            scene.policy = RecoveryPolicy(mode: mode)
            _ = await scene.run("app")
        }
        #expect(scene.journal.count(of: "probe") == 0)
        #expect(scene.runner.ran.allSatisfy { $0 == "app" })
    }

    @Test func adviceIsNoFix() async throws {
        let advice = Fix(id: "a", action: .advice(try template("buy a disk")))
        let scene = Scene(
            [.test("app.missing", "cannot find the folder", fixes: [advice])],
            ["app": [.failure(RecoveryTests.missing)]])
        #expect(await scene.run("app").stop == .noFix)
    }

    @Test func inputThatIsUsedUp() async throws {
        var scene = try scene(.auto)
        scene.rewinds = false
        #expect(await scene.run("app").stop == .notRepeatable)
        #expect(scene.runner.ran == ["app"])
    }

    @Test func interruptedAtFirst() async throws {
        let scene = Scene(try RecoveryTests.patterns(), ["app": [.interrupted]])
        #expect(await scene.run("app").stop == .interrupted)
        #expect(scene.journal.entries == ["run app"])
    }

    @Test func interruptedWhileItRunsAgain() async throws {
        let scene = Scene(
            try RecoveryTests.patterns(), ["app": [.failure(RecoveryTests.missing), .interrupted]])
        let report = await scene.run("app")
        #expect(report.stop == .interrupted)
        #expect(report.attempts.map(\.outcome) == [.inconclusive])
        #expect(report.attempts[0].leadsTo == nil)
    }

    @Test func interruptedInAStep() async throws {
        let scene = Scene(
            try RecoveryTests.patterns(),
            ["app": [.failure(RecoveryTests.locked)], "touch lock": [.interrupted]])
        let report = await scene.run("app")
        #expect(report.stop == .interrupted)
        #expect(scene.runner.ran == ["app", "touch lock"])
        #expect(report.exit == .exited(1))
    }
}
