import RecourseCore
import RecourseLearning
import RecourseText
import Testing

@Suite struct TerminalCleanerTests {
    private func clean(_ raw: String) -> String { clean(Array(raw.utf8)) }

    private func clean(_ raw: [UInt8]) -> String {
        String(decoding: FailureText(.init(raw)).bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("plain\ttext\n", "plain\ttext\n"),
        ("\u{1B}[31merror:\u{1B}[0m bad\n", "error: bad\n"),
        ("\u{1B}[38;5;196;1mred\u{1B}[m", "red"),
        ("\u{1B}[?25lhidden cursor\u{1B}[?25h", "hidden cursor"),
        ("\u{1B}[1;31;40;4mmany\u{1B}[K", "many"),
        ("a\u{1B}(Bb\u{1B}=c\u{1B}7d", "abcd"),
        ("\u{1B}]0;title\u{07}text", "text"),
        ("\u{1B}]8;;https://x.test\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        (
            "\u{1B}P1;2|data\u{1B}\\a\u{1B}_apc\u{1B}\\b\u{1B}^pm\u{1B}\\c\u{1B}Xsos\u{1B}\\d",
            "abcd"
        ),
        ("a\u{1B}#8b\u{1B}Mc", "abc"),
    ])
    func dropsTerminalSequences(raw: String, expected: String) {
        #expect(clean(raw) == expected)
    }

    /// What is cut off may cost its own line, never the line end.
    @Test(arguments: [
        ("\u{1B}[31", ""), ("\u{1B}[", ""), ("\u{1B}", ""), ("\u{1B}]0;title", ""), ("\u{1B}P", ""),
        ("\u{1B}[12;", ""), ("\u{1B}(", ""), ("\u{1B}]x\u{1B}", ""), ("ok\u{1B}[3", "ok"),
    ])
    func anUnfinishedSequenceEndsWithItsLine(raw: String, left: String) {
        #expect(clean(raw) == left)
        #expect(clean(raw + "\nnext\n") == left + "\nnext\n")
        #expect(clean(raw + "\r\nnext\n").hasSuffix("\nnext\n"))
    }

    @Test(arguments: [
        ("10%\r50%\r100%\n", "100%\n"), ("long progress\rok\n", "ok\n"), ("a\r\nb\r\n", "a\nb\n"),
        ("a\r\r\nb", "a\nb"), ("a\rb\r\rc\r\n", "c\n"), ("kept\r", "kept"), ("kept\r\n", "kept\n"),
        ("a\r\u{1B}[K\n", "a\n"), ("a\r\u{1B}[Kb\n", "b\n"), ("one\ntwo\rzwei\n", "one\nzwei\n"),
        ("\r\r\r", ""), ("[1/4] Resolving\u{1B}[2K\u{1B}[1Gerror no\n", "error no\n"),
        ("50%\u{1B}[G100%", "100%"), ("50%\u{1B}[0G100%", "100%"), ("kept\u{1B}[2K\n", "kept\n"),
        ("a\u{1B}[5Gb", "ab"), ("a\u{1B}[Kb", "ab"),
    ])
    func aLineBegunAnewIsOverwritten(raw: String, expected: String) {
        #expect(clean(raw) == expected)
    }

    @Test(arguments: [
        ("abc\u{08}d", "abd"), ("a\u{08}\u{08}\u{08}b", "b"), ("N\u{08}NA\u{08}A", "NA"),
        ("x\n\u{08}y", "x\ny"), ("é\u{08}e", "e"), ("a\u{1F600}\u{08}b", "ab"), ("\u{08}", ""),
        ("abc\r\u{08}\n", "abc\n"), ("|\u{08}/\u{08}-\u{08}done", "done"),
    ])
    func backspaceTakesOneCharacterOfItsLine(raw: String, expected: String) {
        #expect(clean(raw) == expected)
    }

    @Test func controlsAreDropped() {
        let controls: [UInt8] =
            Array(0x00...0x08) + [0x0B, 0x0C] + Array(0x0E...0x1A) + Array(0x1C...0x1F) + [0x7F]
        for control in controls where control != 0x08 {
            #expect(clean([0x61, control, 0x62]) == "ab", "\(control)")
        }
        for control in UInt8(0x80)...0x9F {
            #expect(clean([0x61, 0xC2, control, 0x62]) == "ab", "\(control)")
        }
        #expect(clean("a\u{A0}b") == "a\u{A0}b")
    }

    /// Every line is cleaned as if it stood alone, so line numbers map one to one.
    @Test func linesAreIndependent() {
        let pieces: [[UInt8]] = [
            [0x0A], [0x0A], [0x0D], [0x08], [0x1B], [0x1B, 0x5B], [0x1B, 0x5D], [0x5B], [0x5D],
            [0x5C], [0x6D],
            [0x61], [0x62, 0x20], [0x07], [0x00], [0x9C], [0xC2], [0xC3, 0xA9], [0xE2, 0x82],
            [0x32, 0x4B], [0x31, 0x47],
            [0x0D, 0x0A],
        ]
        for seed in UInt64(0)..<3_000 {
            var generator = SplitMix64(seed: seed)
            var raw: [UInt8] = []
            for _ in 0..<Int.random(in: 0...40, using: &generator) {
                raw += pieces.randomElement(using: &generator) ?? []
            }
            let text = FailureText(.init(raw))
            let alone = raw.split(separator: 0x0A, omittingEmptySubsequences: false)
                .map { FailureText(.init(Array($0))).bytes }
            #expect(text.bytes == Array(alone.joined(separator: [0x0A])), "seed \(seed): \(raw)")
            #expect(String(validating: text.bytes, as: UTF8.self) != nil, "seed \(seed): \(raw)")
        }
    }

    @Test func aLineOfAMegabyteIsKept() {
        let line = String(repeating: "0123456789", count: 100_000)
        let clock = ContinuousClock()
        var text = FailureText("")
        let time = clock.measure {
            text = FailureText("\u{1B}[1m" + line + "\r" + line + "\u{1B}[0m\nend")
        }
        #expect(
            text.lineCount == 2 && text.text(ofLine: 0) == line && text.text(ofLine: 1) == "end")
        #expect(time < .seconds(10))
    }

    /// A progress bar that is redrawn for ever costs no more than its bytes.
    @Test func overwritingIsLinear() {
        let frames = String(repeating: "progress 50%\r\u{1B}[2K", count: 100_000)
        let spinner = String(repeating: "|\u{08}", count: 200_000)
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(clean(frames + "done\n") == "done\n")
            #expect(clean(spinner + "done\n") == "done\n")
        }
        #expect(time < .seconds(20))
    }
}
