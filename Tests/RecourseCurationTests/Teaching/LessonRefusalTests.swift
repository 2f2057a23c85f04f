import RecourseCore
import RecourseMatching
import Testing

@testable import RecourseCuration

@Suite struct LessonRefusalTests {
    private static let add = Lesson.Cure.steps([["frobctl", "profile", "add", "dev7"]])

    @Test func withoutAWordThereIsNothingToLearn() async {
        #expect(
            await Taught.refusal(Taught.lesson(Self.add, excerpt: "", lines: []))
                == .noDecisiveLine)
        #expect(
            await Taught.refusal(
                Taught.lesson(Self.add, excerpt: "error 12\n", lines: ["error 12"]))
                == .tooLittleStays(line: "error 12"))
    }

    @Test func whatPassingRunsPrintIsNoFailure() async {
        let passing = [
            Taught.run("note\nfrobctl: unknown profile \"tmp1\"\n", exit: 0),
            Taught.run("all is well\n", exit: 0),
        ]
        #expect(
            await Taught.refusal(
                Taught.lesson(Self.add), Taught.surroundings(passing: passing))
                == .matchesPassingRuns(1))
    }

    @Test func whatHasAnotherKnownCauseIsNotClaimed() async throws {
        let other = Pattern(
            id: "frob.offline", title: "Offline", scope: .line("^frobctl: server is away$"))
        let failures = [
            Taught.run("frobctl: unknown profile \"x9\"\nfrobctl: server is away\n"),
            Taught.run("frobctl: server is away\n", fingerprint: "cafe"),
        ]
        #expect(
            await Taught.refusal(
                Taught.lesson(Self.add), Taught.surroundings(known: [other], failures: failures))
                == .matchesOtherCauses(["frob.offline"]))
        // The same words without a known cause are gained.
        let unknown = [Taught.run("frobctl: unknown profile \"x9\"\n")]
        #expect(
            await Taught.refusal(
                Taught.lesson(Self.add), Taught.surroundings(known: [other], failures: unknown))
                == nil)
    }

    @Test func secretsAreNotLearned() async {
        #expect(
            await Taught.refusal(Taught.lesson(.steps([["frobctl", "login", "[redacted]"]])))
                == .notRepeatable("it holds a secret"))
        #expect(
            await Taught.refusal(
                Taught.lesson(
                    .rewrite(["frobctl", "--user", "me"]),
                    command: ["frobctl", "--password", "[redacted]"]))
                == .notRepeatable("it holds a secret"))
    }

    @Test func aRewriteBehindAShellIsNotLearned() async {
        #expect(
            await Taught.refusal(
                Taught.lesson(
                    .rewrite(["frobctl", "deploy", "-v"]),
                    command: ["sh", "-c", "frobctl deploy"]))
                == .notRepeatable("the command runs behind a shell or another program"))
    }

    @Test func whatTheLinterFindsIsRefused() async {
        let linter = PackLinter { _, _, _, _ in .command("something else") }
        do {
            _ = try await LessonDraft(
                of: Taught.lesson(Self.add), among: Taught.surroundings(), checkedBy: linter)
            Issue.record("it was drafted")
        } catch {
            guard case .unsound(let findings) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(findings.count == 1 && findings[0].hasPrefix("fix-resolves-differently"))
        }
    }

    @Test func theForbiddenIsRefusedEvenHere() async {
        guard
            case .unsound(let findings)? = await Taught.refusal(
                Taught.lesson(.steps([["rm", "-rf", "/"]])))
        else {
            Issue.record("it was drafted")
            return
        }
        #expect(findings.contains { $0.hasPrefix("forbidden") })
    }

    @Test func whatIsCutMissesItsFailure() async {
        let lesson = Taught.lesson(Self.add, lines: ["frobctl: unknown profile of mine"])
        #expect(await Taught.refusal(lesson) == .missesItsFailure)
    }
}
