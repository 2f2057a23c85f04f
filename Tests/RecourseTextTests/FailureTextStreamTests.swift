import RecourseCore
import RecourseLearning
import RecourseText
import Testing

@Suite struct FailureTextStreamTests {
    private typealias Piece = (stream: OutputStream, text: String)

    private func text(_ pieces: [Piece]) -> FailureText {
        var bytes: [UInt8] = []
        var segments: [CapturedOutput.Segment] = []
        for piece in pieces {
            segments.append(.init(start: bytes.count, stream: piece.stream))
            bytes += piece.text.utf8
        }
        return FailureText(CapturedOutput(bytes: bytes, segments: segments))
    }

    /// The stream of every byte that is left, as `o` and `e`.
    private func streams(_ pieces: [Piece]) -> String {
        let text = text(pieces)
        return String(text.bytes.indices.map { text.stream(at: $0) == .stdout ? "o" : "e" })
    }

    @Test func segmentsFollowTheText() {
        #expect(
            streams([(.stdout, "ab\n"), (.stderr, "\u{1B}[31mcd\u{1B}[0m\n"), (.stdout, "e")])
                == "oooeeeo")
        #expect(streams([(.stdout, "\u{1B}[3"), (.stderr, "1mx")]) == "e")
        #expect(streams([(.stdout, ""), (.stderr, "x"), (.stdout, "")]) == "e")
    }

    /// The line belongs to what stands there at last.
    @Test func whatOverwritesALineTakesItsStream() {
        #expect(streams([(.stdout, "Building…\r"), (.stderr, "error: x\n")]) == "eeeeeeeee")
        #expect(streams([(.stdout, "a\nBuilding"), (.stderr, "\re"), (.stdout, "!")]) == "ooeo")
        #expect(streams([(.stdout, "10%"), (.stderr, "20%"), (.stdout, "\r30%")]) == "ooo")
        #expect(streams([(.stdout, "ab"), (.stderr, "c\u{08}\u{08}d")]) == "oe")
        #expect(streams([(.stdout, "ab"), (.stderr, "\u{08}"), (.stdout, "c")]) == "oo")
        #expect(streams([(.stdout, "kept\r"), (.stderr, "\nnext")]) == "ooooeeeee")
    }

    @Test func whatIsKnownOfStreams() {
        #expect(!FailureText("x").hasKnownStreams)
        #expect(text([(.stderr, "x")]).hasKnownStreams)
        #expect(FailureText("x").stream(at: 0) == .output)
        #expect(
            FailureText(CapturedOutput(Array("x".utf8), stream: .stderr)).stream(at: 0) == .stderr)
    }

    @Test func theNextSegment() {
        let text = text([(.stdout, "ab"), (.stderr, "cd"), (.stdout, "ef")])
        #expect((0...6).map { text.nextSegment(after: $0) } == [2, 2, 4, 4, nil, nil, nil])
    }

    /// With nothing but text and line ends, each byte keeps its stream, however it is cut.
    @Test func anyInterleaving() {
        for seed in UInt64(0)..<500 {
            var generator = SplitMix64(seed: seed)
            var (pieces, expected): ([Piece], String) = ([], "")
            for _ in 0..<Int.random(in: 1...12, using: &generator) {
                let stream: OutputStream = Bool.random(using: &generator) ? .stdout : .stderr
                let text = ["", "a", "b\n", "\n", "cd\ne"].randomElement(using: &generator) ?? ""
                pieces.append((stream, text))
                expected += String(repeating: stream == .stdout ? "o" : "e", count: text.utf8.count)
            }
            #expect(streams(pieces) == expected, "seed \(seed): \(pieces)")
        }
    }

    /// Hundreds of thousands of tiny segments that are overwritten, and looked up.
    @Test func manySegmentsAreNoTrouble() {
        let pieces: [Piece] = (0..<200_000).map {
            ($0 % 2 == 0 ? .stdout : .stderr, $0 % 3 == 2 ? "\r" : "x")
        }
        let clock = ContinuousClock()
        var count = 0
        let time = clock.measure {
            let text = text(
                pieces + [(.stdout, String(repeating: "\u{08}", count: 100_000) + "end\n")])
            for _ in 0..<100_000 where text.stream(at: 0) == .stdout { count += 1 }
        }
        #expect(count == 100_000 && time < .seconds(20))
    }
}
