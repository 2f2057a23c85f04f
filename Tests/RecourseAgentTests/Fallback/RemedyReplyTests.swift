import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Fallback: what a reply may say")
struct RemedyReplyTests {
    private static let excerpt = "loading\n  frobctl: unknown profile \"dev7\"\ndone\n"

    private func read(_ text: String) throws -> RemedyReply {
        try RemedyReply(text, quoting: Self.excerpt)
    }

    private func flaw(_ text: String) -> RemedyReply.Flaw? {
        do throws(RemedyReply.Flaw) {
            _ = try RemedyReply(text, quoting: Self.excerpt)
            return nil
        } catch {
            return error
        }
    }

    @Test func everyKindOfFixIsRead() throws {
        let reply = try read(
            Reply.text(
                fixes: Reply.run(["frobctl", "profile", "add", "dev7"], ["ls"]),
                Reply.rewrite("frobctl", "--profile=base"), Reply.retry(5)))
        #expect(
            reply.fixes.map(\.action) == [
                .steps([["frobctl", "profile", "add", "dev7"], ["ls"]]),
                .rewrite(["frobctl", "--profile=base"]), .retry(after: 5),
            ])
        #expect(reply.category == .configuration && reply.confidence == 0.8)
        #expect(reply.lines == ["  frobctl: unknown profile \"dev7\""], "the whole line")
        #expect(reply.refused.isEmpty)
    }

    @Test func theObjectIsFoundInProse() throws {
        let text = Reply.text(fixes: Reply.advice("Ask for a profile."))
        let reply = try read("Here it is:\n```json\n\(text)\n```\nGood luck.")
        #expect(reply.fixes.map(\.action) == [.advice("Ask for a profile.")])
    }

    @Test func whatIsNotTheObjectIsAFlaw() {
        let sound = Reply.text(fixes: Reply.retry(1))
        #expect(flaw(sound) == nil)
        #expect(flaw("") == .notTheObject("no JSON"))
        #expect(flaw("I do not know.") == .notTheObject("no JSON"))
        #expect(flaw(String(sound.dropLast(30))) != nil)
        #expect(
            flaw(sound.replacing(#""confidence": 0.8"#, with: #""confidence": 0.8, "shell": 1"#))
                == .notTheObject("\"shell\" is no field of it"))
        #expect(
            flaw(sound.replacing(#", "confidence": 0.8"#, with: ""))
                == .notTheObject("\"confidence\" is missing"))
        #expect(
            flaw(sound.replacing(#""seconds": 1"#, with: #""seconds": "1""#))
                == .notTheObject("\"fixes.Index 0.seconds\" is of another type"))
        #expect(flaw(Reply.text(title: "")) == .title)
        #expect(flaw(Reply.text(title: "red\u{1b}[31m")) == .title)
        #expect(flaw(Reply.text(category: "magic")) == .category("magic"))
        #expect(flaw(Reply.text(confidence: "7")) == .confidence)
        #expect(
            flaw(
                Reply.text(
                    fixes: Reply.retry(1), Reply.retry(2), Reply.retry(3), Reply.retry(4)))
                == .tooManyFixes)
        #expect(flaw(String(repeating: "[", count: 70_000)) == .tooLarge)
        #expect(flaw(String(repeating: "{\"title\":", count: 5_000) + "}") != nil)
    }

    @Test func linesMustStandInTheExcerpt() throws {
        #expect(flaw(Reply.text(lines: ["something else"])) == .notQuoted)
        #expect(flaw(Reply.text(lines: [])) == .notQuoted)
        let reply = try read(
            Reply.text(lines: ["made up", "done", "frobctl: unknown profile \"dev7\""]))
        #expect(reply.lines == ["done", "  frobctl: unknown profile \"dev7\""])
    }

    private static let hostile: [(String, ProposedFix.Refusal)] = [
        (Reply.run(["ls", "a\u{0}b"]), .hostileText),
        (Reply.run(["ls", "a\nb"]), .hostileText),
        (Reply.run(["ls", "a\u{202E}b"]), .hostileText),
        (Reply.run(["pip install x && rm -rf y"]), .shellText("pip install x && rm -rf y")),
        (Reply.run(["A=1", "make"]), .shellText("A=1")),
        (Reply.run(["sh", "-c", "touch x"]), .shellText("sh")),
        (Reply.run(["env", "bash", "-c", "touch x"]), .shellText("env")),
        (Reply.run(["-x"]), .shellText("-x")),
        (Reply.run(), .empty), (Reply.run([]), .empty), (Reply.run([""]), .empty),
        (Reply.rewrite(), .empty), (Reply.advice(""), .empty),
        (Reply.run(["ls"] + Array(repeating: "a", count: 50)), .tooLarge),
        (Reply.run(["ls", String(repeating: "a", count: 501)]), .tooLarge),
        (Reply.run(["ls"], ["ls"], ["ls"], ["ls"], ["ls"], ["ls"]), .tooLarge),
        (Reply.run(["rm", "-rf", "/"]), .forbidden("rm -rf /")),
        (Reply.run(["git", "push", "--force"]), .forbidden("git push --force")),
        (Reply.run(["sudo", "dd", "if=a"]), .forbidden("sudo dd if=a")),
        (Reply.run(["ls"], ["git", "reset", "--hard"]), .forbidden("git reset --hard")),
        (Reply.rewrite("git", "push", "--force"), .forbidden("git push --force")),
        (Reply.run(["login", "[redacted]"]), .secret),
        (Reply.retry(1).replacing("retry", with: "eval"), .kind("eval")),
    ]

    @Test func hostileFixesAreDroppedAndTheOthersStay() throws {
        for (fix, refusal) in Self.hostile {
            let reply = try read(Reply.text(fixes: fix, Reply.run(["ls"])))
            #expect(reply.refused == [refusal], "\(fix.prefix(120))")
            #expect(reply.fixes.map(\.action) == [.steps([["ls"]])])
        }
    }

    @Test func aPauseIsBounded() throws {
        #expect(
            try read(Reply.text(fixes: Reply.retry(90_000))).fixes.map(\.action)
                == [.retry(after: 60)])
        #expect(try read(Reply.text(fixes: Reply.retry(-1))).refused == [.tooLarge])
    }
}
