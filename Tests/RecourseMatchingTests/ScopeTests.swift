import RecourseCore
import RecourseLearning
import RecourseText
import Testing

@testable import RecourseMatching

@Suite struct ScopeTests {
    private func diagnosis(_ scope: PatternScope, _ text: String) -> Diagnosis {
        PatternSet([.test("t.x", scope: scope)]).diagnosis(of: text)
    }

    private func matches(_ scope: PatternScope, _ text: String) -> Bool {
        !diagnosis(scope, text).matches.isEmpty
    }

    @Test func aLineAnywhere() {
        #expect(matches(.line("^error: .*$"), "a\nerror: b\nc"))
        #expect(matches(.line("one\\ntwo"), "zero\none\ntwo"))
        #expect(!matches(.line("^error$"), "errors"))
    }

    @Test func onlyTheTail() {
        let scope = PatternScope.tail("^fatal: x$")
        let chatter = String(repeating: "chatter\n", count: 39)
        #expect(matches(scope, "fatal: x\n" + chatter))
        #expect(!matches(scope, "fatal: x\n" + chatter + "one more\n"))
        #expect(matches(scope, chatter + chatter + "fatal: x"))
        #expect(matches(scope, "fatal: x"))
    }

    @Test func stepsInOrder() {
        let scope = PatternScope.block([
            .init(regex: "^first (?<a>\\w+)$"), .init(regex: "^then (?<b>\\w+)$"),
            .init(regex: "^last$"),
        ])
        #expect(matches(scope, "first x\nthen y\nlast\n"))
        #expect(matches(scope, "noise\nfirst x\nnoise\nthen y\nnoise\nlast"))
        #expect(!matches(scope, "then y\nfirst x\nlast"))
        #expect(!matches(scope, "first x\nthen y\n"))
        let match = diagnosis(scope, "-\nfirst x\nthen y\nlast").matches.first
        #expect(match?.captures == ["a": "x", "b": "y"])
        #expect(
            match?.spans.map(\.line) == [2, 3, 4]
                && match?.spans.map(\.text) == ["first x", "then y", "last"])
    }

    @Test(arguments: [(0, false), (1, false), (2, false), (3, true), (4, true)])
    func withinSoManyLines(within: Int, matches: Bool) {
        let scope = PatternScope.block([
            .init(regex: "^first$"), .init(regex: "^then$", within: within),
        ])
        #expect(self.matches(scope, "first\n1\n2\nthen\n") == matches)
    }

    @Test func withinTheSameLine() {
        let scope = PatternScope.block([.init(regex: "first"), .init(regex: "then", within: 0)])
        #expect(matches(scope, "first then"))
        #expect(!matches(scope, "first\nthen"))
    }

    /// An earlier find of the first step that leads nowhere does not hide a later one.
    @Test func aLaterStartIsTried() {
        let scope = PatternScope.block([
            .init(regex: "^Traceback"), .init(regex: "^KeyError", within: 3),
        ])
        #expect(matches(scope, "Traceback\nhandled\n1\n2\n3\nTraceback\nKeyError\n"))
        #expect(!matches(scope, "Traceback\nhandled\n1\n2\n3\nKeyError\n"))
    }

    /// Blocks of three steps, in all texts, against trying everything.
    @Test func equalsBruteForce() {
        for seed in UInt64(0)..<4_000 {
            var generator = SplitMix64(seed: seed)
            let lines = (0..<Int.random(in: 0...14, using: &generator)).map { _ in
                ["aaaa", "bbbb", "cccc", "-"].randomElement(using: &generator)!
            }
            let within = (0..<3).map { _ in Int.random(in: 0...4, using: &generator) }
            let steps = zip(["aaaa", "bbbb", "cccc"], within).map {
                PatternStep(regex: "^\($0.0)$", within: $0.1)
            }
            let (first, second, third) = (
                lines.indices.filter { lines[$0] == "aaaa" },
                lines.indices.filter { lines[$0] == "bbbb" },
                lines.indices.filter { lines[$0] == "cccc" }
            )
            let expected = first.contains { a in
                second.contains { b in
                    a < b && b - a <= within[1]
                        && third.contains { c in b < c && c - b <= within[2] }
                }
            }
            #expect(
                matches(.block(steps), lines.joined(separator: "\n")) == expected,
                "seed \(seed): \(lines) \(within)")
        }
    }

    @Test func aBlockOfNothingIsNothing() {
        #expect(!matches(.block([]), "anything"))
    }

    @Test func spansSayWhereAndWhat() {
        let text = FailureText.streams(
            (.stdout, "ok\n"), (.stderr, "\u{1B}[31merror: é\u{1B}[0m\ncaused by\n"))
        let set = PatternSet([.test("t.x", "error: (?<what>.*)\\ncaused by")])
        let match = set.diagnosis(of: text).matches.first
        #expect(match?.captures == ["what": "é"] && match?.position == 3)
        #expect(
            match?.spans == [
                .init(stream: .stderr, range: 3..<22, line: 2, endLine: 3, text: "error: é")
            ])
    }
}
