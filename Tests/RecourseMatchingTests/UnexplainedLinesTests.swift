import RecourseCore
import RecourseMatching
import RecourseText
import Testing

@Suite struct UnexplainedLinesTests {
    private let set = PatternSet([.test("t.x", "^error: known.*$")])

    private func unexplained(_ text: String) -> [ClosedRange<Int>] {
        set.diagnosis(of: text).unexplained
    }

    @Test func errorLikeLinesThatNoMatchCovers() {
        #expect(unexplained("ok\nerror: new\nok\n") == [2...2])
        #expect(unexplained("ok\nfine\n").isEmpty)
        #expect(unexplained("").isEmpty)
        #expect(unexplained("error: a\nfatal: b\nok\nfailed: c\n") == [1...2, 4...4])
    }

    /// Two lines around a match belong to it.
    @Test func neighboursOfAMatch() {
        #expect(unexplained("error: known\nfailed 1\nfailed 2\nfailed 3\n") == [4...4])
        #expect(unexplained("failed 0\nfailed 1\nfailed 2\nerror: known\n") == [1...1])
        #expect(unexplained("error: known").isEmpty)
    }

    @Test func linesAreThoseOfTheRawOutput() {
        let output = CapturedOutput(
            bytes: Array("error: a\nok\nerror: b\nerror: c\n".utf8),
            segments: [.init(start: 0, stream: .stderr)],
            gaps: [.init(offset: 12, bytes: 900, lines: 90)])
        #expect(set.diagnosis(of: FailureText(output)).unexplained == [1...1, 93...94])
    }

    @Test func atMostFiftyOfTheEnd() {
        let text = String(repeating: "error: new\nok\n", count: 200)
        let found = unexplained(text)
        #expect(found.count == 50 && found.last == 399...399 && found.first == 301...301)
        #expect(unexplained("error: far above\n" + String(repeating: "ok\n", count: 6_000)).isEmpty)
    }
}
