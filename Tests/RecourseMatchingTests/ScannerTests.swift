import RecourseLearning
import Testing

@testable import RecourseMatching

/// Literals of every length at every place of a text, against a search that compares everywhere.
@Suite struct ScannerTests {
    private func index(_ regexes: [String]) -> PatternIndex {
        var writer = IndexWriter()
        for (number, regex) in regexes.enumerated() { writer.add([regex], number: UInt32(number)) }
        return PatternIndex(writer)
    }

    private func found(_ index: PatternIndex, _ text: [UInt8]) -> [Int: [Int]] {
        var found: [Int: [Int]] = [:]
        text.withUnsafeBufferPointer { text in
            _ = index.forEachCandidate(in: text) { candidate in
                if case .within(let ranges) = candidate.starts {
                    found[candidate.pattern, default: []] += ranges.flatMap { Array($0) }
                } else {
                    found[candidate.pattern] = Array(0...text.count)
                }
                return false
            }
        }
        return found
    }

    private func places(of literal: String, in text: [UInt8]) -> [Int] {
        let wanted = Array(literal.utf8)
        guard text.count >= wanted.count else { return [] }
        return (0...(text.count - wanted.count)).filter { text[$0...].starts(with: wanted) }
    }

    @Test func literalsOfEveryLengthAtEveryPlace() {
        for length in 4...40 {
            let literal = String("the quick brown fox jumps over lazy dogs.".prefix(length))
            let index = index([literal])
            for place in 0..<12 {
                for tail in 0..<3 {
                    let text = Array(
                        (String(repeating: "-", count: place) + literal
                            + String(repeating: "-", count: tail)).utf8)
                    #expect(found(index, text) == [0: [place]], "\(length) \(place) \(tail)")
                }
                // Of a longer one only the part around its window is compared.
                guard length <= WindowKey.longRegion else { continue }
                let cut = Array((String(repeating: "-", count: place) + literal.dropLast()).utf8)
                #expect(found(index, cut).isEmpty)
            }
        }
    }

    @Test func equalsBruteForce() {
        for seed in UInt64(0)..<2_000 {
            var generator = SplitMix64(seed: seed)
            func word(_ lengths: ClosedRange<Int>) -> String {
                String(
                    (0..<Int.random(in: lengths, using: &generator)).map { _ in
                        "abAB :".randomElement(using: &generator) ?? "a"
                    })
            }
            let literals = (0..<Int.random(in: 1...12, using: &generator)).map { _ in word(4...16) }
            let text = Array(word(0...90).utf8)
            let found = found(index(literals), text)
            for (number, literal) in literals.enumerated() {
                let expected = places(of: literal, in: text)
                // One that is too common is not looked for, but searched for everywhere.
                if let got = found[number], got.count == text.count + 1 { continue }
                #expect(found[number, default: []] == expected, "seed \(seed): \(literal)")
            }
        }
    }

    /// Sets of bytes, with what must stand before and behind them, at the edges of the text too.
    @Test func classesOfBytes() {
        let index = index([
            "^\\[\\d{3}\\] [A-Z]{4}$", "\\b[A-Z]{2}\\d{5}\\b", "^0x[0-9a-f]{8}\\b",
            "\\d\\d:\\d\\d:\\d\\d\\.\\d{3}$",
        ])
        #expect(index.unindexed.isEmpty)
        for (text, expected) in [
            ("[123] ABCD", [0]), ("[123] ABCDE", []), ("x[123] ABCD", []),
            ("x\n[123] ABCD\ny", [0]),
            ("AB12345", [1]), ("xAB12345", []), ("AB123456", []), ("(AB12345)", [1]),
            ("0x00ff00ff", [2]), ("0x00ff00fff", []), ("12:34:56.789", [3]), ("12:34:56.7890", []),
            ("12:34:56.789\n", [3]), ("", []), ("\n\n", []),
        ] as [(String, [Int])] {
            #expect(found(index, Array(text.utf8)).keys.sorted() == expected, "\(text)")
        }
    }

    /// More members than one word of bits, and more windows than buckets.
    @Test func manyClasses() {
        let regexes = (0..<400).map { number in
            "^[A-Z]{\(1 + number % 5)}-\\d{\(1 + number / 5 % 8)}:[a-f]{\(1 + number / 40)}$"
        }
        let index = index(regexes)
        for number in stride(from: 0, to: 400, by: 13) {
            let text =
                String(repeating: "Q", count: 1 + number % 5) + "-"
                + String(repeating: "7", count: 1 + number / 5 % 8) + ":"
                + String(repeating: "c", count: 1 + number / 40)
            let candidates = found(index, Array(text.utf8)).keys
            #expect(candidates.contains(number), "\(regexes[number])")
            #expect(candidates.count < 20)
        }
    }

    /// What else the line needs refuses before any regex is run.
    @Test func checksOfTheLine() {
        let index = index(["reading (?<a>\\w+) gave status (?<b>\\d+) instead of (?<c>\\d+)"])
        for (text, expected) in [
            ("reading x gave status 5 instead of 7", 1),
            ("reading x gave\n status 5 instead of 7", 0),
            ("writing x gave status 5 instead of 7", 0), ("reading x gave status 5", 0),
            ("x reading instead of 7 gave status 5", 0),
        ] {
            #expect(found(index, Array(text.utf8)).count == expected, "\(text)")
        }
        // Farther than is looked, it may be there.
        let far = "reading " + String(repeating: "x", count: 9_000) + " gave status 5 instead of 7"
        #expect(found(index, Array(far.utf8)).count == 1)
    }

    /// Of a long run only a part is compared, which another alternative's text may hold too: their
    /// starts come in order all the same.
    @Test func partsOfAlternatives() {
        let index = index([
            "^[\\w./+-]{1,200}: (?:fatal )?error: cannot specify [‘']?-o[’']? (?:with|when) multiple"
        ])
        let text = Array("gcc: fatal error: cannot specify ‘-o’ with multiple".utf8)
        #expect(found(index, text)[0]?.contains(0) == true)
    }

    /// Literals far longer than a run, with and without a line end, across blocks too.
    @Test func longLiterals() {
        let plain = (0..<100).map { "word\($0) " }.joined()
        let broken = plain + "\n" + plain
        let index = index([plain, broken, "(?i)" + broken, "\\d{300}x"])
        #expect(index.unindexed.isEmpty)
        let digits = String(repeating: "7", count: 300) + "x"
        for padding in [0, 5, (128 << 10) - 700, (128 << 10) - 40] {
            let text = String(repeating: ".", count: padding) + broken + "\n" + digits
            let starts = found(index, Array(text.utf8))
            let last = padding + broken.utf8.count + 1
            #expect(starts[0]?.contains(padding) == true && starts[1]?.contains(padding) == true)
            #expect(starts[2]?.contains(padding) == true && starts[3]?.contains(last) == true)
        }
    }

    /// What waits at a block's end for the next one is forgotten where the pattern is settled first.
    @Test func settledPatternsAreNotToldAgain() {
        let index = index(["needle number (?<x>\\d+)"])
        var text = Array(repeating: UInt8(ascii: "."), count: 300_000)
        for place in [1_000, (128 << 10) - 100, (128 << 10) - 5, 200_000] {
            text.replaceSubrange(place..<(place + 16), with: "needle number 42".utf8)
        }
        for settles in [true, false] {
            var told: [Int] = []
            text.withUnsafeBufferPointer { text in
                _ = index.forEachCandidate(in: text) { candidate in
                    if case .within(let ranges) = candidate.starts {
                        told += ranges.map(\.lowerBound)
                    }
                    return settles
                }
            }
            #expect(told == (settles ? [1_000] : [1_000, 130_972, 131_067, 200_000]))
        }
    }

    /// Lines may end between the start and the anchor: a text near the start tells where.
    @Test func leads() {
        let index = index(["(?i)begin:\\n(?:  .*\\n)+?(?<x>Special\\w+): "])
        let text = Array(
            "Begin:\n  a\nOther: \nnoise\nBEGIN:\n  b\n  c\nspecialThing: x\nbegin:\n".utf8)
        #expect(found(index, text) == [0: [0, 25]])
    }
}
