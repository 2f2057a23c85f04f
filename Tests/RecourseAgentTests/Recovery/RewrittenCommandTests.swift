import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Recovery: rewritten commands")
struct RewrittenCommandTests {
    private func scene(_ second: ScriptedRunner.Answer) throws -> Scene {
        let rewrite = Fix.rewrite("parents", .insert(try templates("-p"), after: nil))
        let patterns: [Pattern] = [
            .test("mk.no-parent", "no parent folder", category: .fileNotFound, fixes: [rewrite]),
            .test(
                "mk.locked", "the lock file is stale", category: .resource,
                fixes: [try .steps("touch", [["touch", "lock"]])]),
            .test("mk.usage", "unrecognized option", category: .usage),
        ]
        return Scene(
            patterns,
            ["mk a": [.failure("error: no parent folder\n")], "mk -p a": [second, .success]])
    }

    @Test func resolved() async throws {
        let scene = try scene(.success)
        let report = await scene.run("mk", "a")
        #expect(report.stop == .succeeded)
        #expect(report.command.text == "mk -p a")
        #expect(report.attempts[0].argv == [["mk", "-p", "a"]])
    }

    @Test func keptWhenItShifts() async throws {
        let scene = try scene(.failure(RecoveryTests.locked))
        let report = await scene.run("mk", "a")
        #expect(scene.runner.ran == ["mk a", "mk -p a", "touch lock", "mk -p a"])
        #expect(report.stop == .succeeded)
        #expect(report.attempts.map(\.outcome) == [.shifted, .resolved])
    }

    @Test func droppedWhenWorse() async throws {
        let scene = try scene(.failure("error: unrecognized option -p\n", exit: 2))
        let report = await scene.run("mk", "a")
        #expect(report.attempts.map(\.outcome) == [.worse])
        #expect(report.command.text == "mk a")
        #expect(report.exit == .exited(1), "what the person's own command said")
    }

    @Test func droppedWhenNothingChanges() async throws {
        let scene = try scene(.failure("error: no parent folder\n"))
        let report = await scene.run("mk", "a")
        #expect(report.attempts.map(\.outcome) == [.unchanged])
        #expect(report.command.text == "mk a")
    }

    @Test func anotherProgramThatSaysTheSameIsNoProgress() async throws {
        let pattern = Pattern.test(
            "py.syntax", "invalid syntax", fixes: [.rewrite("three", .program("python3"))])
        let same = ScriptedRunner.Answer.failure("SyntaxError: invalid syntax\n")
        let scene = Scene([pattern], ["python x.py": [same], "python3 x.py": [same]])
        let report = await scene.run("python", "x.py")
        #expect(report.attempts.map(\.outcome) == [.unchanged])
        #expect(report.command.programName == "python")
    }
}
