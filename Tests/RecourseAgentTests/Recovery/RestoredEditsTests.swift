import RecourseAgent
import RecourseCore
import Testing

@Suite struct RestoredEditsTests {
    /// A fix that edits two files and runs `prepare`, for a command that fails with these in turn.
    private func scene(
        _ app: [ScriptedRunner.Answer], prepare: ScriptedRunner.Answer = .success,
        restoreError: EditError? = nil, changedSince: Set<String> = []
    ) throws -> Scene {
        let fix = Fix(
            id: "edit",
            action: .remedy(
                Remedy(
                    edits: [
                        Edit(file: try template("run.sh"), operation: .crlfToLF),
                        Edit(file: try template("b.sh"), operation: .stripBOM),
                    ], steps: [try templates("touch", "made")])))
        var scene = Scene(
            [.test("test.kind", "^bad", fixes: [fix])], ["app": app, "touch made": [prepare]],
            restoreError: restoreError, changedSince: changedSince)
        scene.workspace.tree = ["run.sh": "a\r\n", "b.sh": "\u{feff}a\n"]
        return scene
    }

    private static let bad = ScriptedRunner.Answer.failure("bad line\n")

    @Test func putsBackWhatDidNotHelpTheLastFirst() async throws {
        let scene = try scene([Self.bad, Self.bad])
        let report = await scene.run("app")
        #expect(report.attempts.map(\.outcome) == [.unchanged])
        let entries = scene.journal.entries
        #expect(
            entries.filter { $0.hasPrefix("restore") }
                == ["restore b.sh", "restore run.sh", "restored b.sh run.sh"])
        let told = try #require(scene.journal.index(of: "told"))
        #expect(try #require(scene.journal.index(of: "restored")) < told)
    }

    @Test func putsBackWhereAStepFailed() async throws {
        let scene = try scene([Self.bad], prepare: .failure("no\n"))
        _ = await scene.run("app")
        #expect(scene.journal.count(of: "restored b.sh run.sh") == 1)
    }

    @Test func keepsWhatHelped() async throws {
        let scene = try scene([Self.bad, .success])
        let report = await scene.run("app")
        #expect(report.stop == .succeeded)
        #expect(scene.runner.applied.count == 2)
        #expect(scene.journal.count(of: "restore") == 0)
    }

    @Test func keepsWhatShiftedTheFailure() async throws {
        let scene = try scene([Self.bad, .failure("something else entirely\n")])
        let report = await scene.run("app")
        #expect(report.attempts.map(\.outcome) == [.shifted])
        #expect(scene.journal.count(of: "restore") == 0)
    }

    @Test func saysWhatStays() async throws {
        let changed = try scene([Self.bad, Self.bad], changedSince: ["b.sh"])
        _ = await changed.run("app")
        #expect(changed.journal.count(of: "restored run.sh") == 1)
        #expect(changed.journal.count(of: "warned b.sh was not put back") == 1)

        let broken = try scene([Self.bad, Self.bad], restoreError: .unsupported(path: "run.sh"))
        let report = await broken.run("app")
        #expect(report.attempts.map(\.outcome) == [.unchanged])
        #expect(broken.journal.count(of: "warned run.sh, b.sh was not put back") == 1)
    }
}
