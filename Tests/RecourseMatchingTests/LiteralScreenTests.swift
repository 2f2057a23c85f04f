import RecourseCore
import RecourseLearning
import RecourseMatching
import Testing

@Suite struct LiteralScreenTests {
    private func folded(_ text: some Sequence<UInt8>) -> [UInt8] { text.map { $0 | 0x20 } }

    private func places(of literal: String, in text: [UInt8]) -> [Int] {
        let (wanted, text) = (folded(literal.utf8), folded(text))
        guard text.count >= wanted.count else { return [] }
        return (0...(text.count - wanted.count)).filter { text[$0...].starts(with: wanted) }
    }

    /// All literals in all texts, against a search that compares everywhere.
    @Test func equalsBruteForce() {
        for seed in UInt64(0)..<3_000 {
            var generator = SplitMix64(seed: seed)
            func word(_ lengths: ClosedRange<Int>) -> String {
                String(
                    (0..<Int.random(in: lengths, using: &generator)).map { _ in
                        "abAB :".randomElement(using: &generator) ?? "a"
                    })
            }
            let literals = (0..<Int.random(in: 1...12, using: &generator)).map { _ in word(4...9) }
            let text = Array(word(0...60).utf8)
            let screen = LiteralScreen(literals.map { [$0] })
            text.withUnsafeBytes { bytes in
                let expected = literals.indices.filter {
                    !places(of: literals[$0], in: text).isEmpty
                }
                #expect(screen.candidates(in: bytes) == expected, "seed \(seed)")
                let offsets = literals.flatMap { places(of: $0, in: text) }.sorted()
                #expect(screen.offsets(in: bytes) == offsets, "seed \(seed)")
            }
        }
    }

    @Test func whatHasNoLiteralIsAlwaysACandidate() {
        let screen = LiteralScreen([["a+"], ["needle"], ["x.y", "z+"], ["x.y", "hays"]])
        for (text, expected) in [
            ("", [0, 2]), ("NEEDLE", [0, 1, 2]), ("hay hays", [0, 2, 3]), ("abc", [0, 2]),
        ] {
            Array(text.utf8).withUnsafeBytes {
                #expect(screen.candidates(in: $0) == expected, "\(text)")
            }
        }
        #expect(LiteralScreen.screens("needle") && !LiteralScreen.screens("a+"))
    }

    @Test func noPatternsAndNoText() {
        let none = LiteralScreen([[String]]())
        Array("text".utf8).withUnsafeBytes {
            #expect(none.candidates(in: $0).isEmpty && none.offsets(in: $0).isEmpty)
        }
        [UInt8]().withUnsafeBytes { #expect(LiteralScreen([["abcd"]]).candidates(in: $0).isEmpty) }
    }

    @Test func literalsAtTheEdges() {
        let screen = LiteralScreen([["abcdefgh"]])
        for text in ["abcdefgh", "xabcdefgh", "abcdefghx", "ABCDEFGH"] {
            Array(text.utf8).withUnsafeBytes {
                #expect(screen.candidates(in: $0) == [0], "\(text)")
            }
        }
        for text in ["bcdefgh", "abcdefg", "abcd efgh"] {
            Array(text.utf8).withUnsafeBytes {
                #expect(screen.candidates(in: $0).isEmpty, "\(text)")
            }
        }
    }

    /// Literals that somebody else found, and that are damaged, hide nothing.
    @Test func storedLiteralsAreChecked() {
        for texts in [[[]], [Array("ab".utf8)], []] as [[[UInt8]]] {
            let record = PatternRecord(
                id: "a.b", pack: "p", origin: .imported, scope: .line("abcd"),
                requiredTexts: .anyOf(texts), body: .encoded([]))
            let set = PatternSet([record])
            Array("zzzz".utf8).withUnsafeBytes { #expect(set.screen.candidates(in: $0) == [0]) }
        }
    }
}
