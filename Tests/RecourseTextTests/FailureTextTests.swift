import RecourseCore
import RecourseText
import Testing

@Suite struct FailureTextTests {
    @Test(arguments: [
        ("", 0), ("a", 1), ("a\n", 1), ("\n", 1), ("\n\n", 2), ("a\n\n", 2), ("a\nb", 2),
        ("a\nb\n", 2), ("\na", 2),
    ])
    func countsLines(text: String, lines: Int) {
        #expect(FailureText(text).lineCount == lines)
    }

    @Test func lines() {
        let text = FailureText("first\n\nthird: é\nlast")
        #expect((0..<4).map(text.text(ofLine:)) == ["first", "", "third: é", "last"])
        #expect((0..<4).map(text.rawLine) == [1, 2, 3, 4])
        #expect(text.lineStarts == [0, 6, 7, 17])
        for offset in text.bytes.indices {
            let line = text.line(at: offset)
            let range = text.range(ofLine: line)
            #expect(range.contains(offset) || range.upperBound == offset)
        }
        #expect(text.line(at: text.bytes.count) == 3)
        #expect(text.longestLine == 10)
    }

    @Test func theEndIsOfTheLastLine() {
        let text = FailureText("a\nb\n")
        #expect(text.line(at: 4) == 1)
        #expect(text.range(ofLine: 1) == 2..<3)
        #expect(FailureText("").line(at: 0) == 0)
        #expect(FailureText("").range(ofLine: 0) == 0..<0)
    }

    @Test func rawLinesCountWhatIsMissing() {
        let output = CapturedOutput(
            bytes: Array("\u{1B}[1mone\u{1B}[0m\ntwo\nten\neleven\nthirty\n".utf8),
            segments: [.init(start: 0, stream: .stdout)],
            gaps: [.init(offset: 16, bytes: 99, lines: 7), .init(offset: 27, bytes: 80, lines: 18)])
        let text = FailureText(output)
        #expect(String(decoding: text.bytes, as: UTF8.self) == "one\ntwo\nten\neleven\nthirty\n")
        #expect((0..<5).map(text.rawLine) == [1, 2, 10, 11, 30])
    }

    /// A gap behind the last line moves no line that is there.
    @Test func aGapAtTheEnd() {
        for body in ["one\ntwo\n", "one\ntwo", ""] {
            let bytes = Array(body.utf8)
            let output = CapturedOutput(
                bytes: bytes, segments: [], gaps: [.init(offset: bytes.count, bytes: 5, lines: 2)])
            let text = FailureText(output)
            #expect((0..<text.lineCount).map(text.rawLine) == Array(1..<1 + text.lineCount))
        }
    }

    @Test func aGapAtTheStart() {
        let output = CapturedOutput(
            bytes: Array("a\nb\n".utf8), segments: [], gaps: [.init(offset: 0, bytes: 5, lines: 2)])
        #expect([0, 1].map(FailureText(output).rawLine) == [3, 4])
    }

    @Test func gapsAndLongEscapes() {
        let output = CapturedOutput(
            bytes: Array("a\n\u{1B}]0;title\nb\n".utf8), segments: [],
            gaps: [.init(offset: 2, bytes: 1, lines: 1), .init(offset: 12, bytes: 1, lines: 1)])
        #expect((0..<3).map(FailureText(output).rawLine) == [1, 3, 5])
    }
}
