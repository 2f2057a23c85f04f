import RecoursePCRE2
import Testing

/// A search in slices finds what one call of PCRE2 finds, from every start.
@Suite struct SearcherDifferentialTests {
    private struct Count {
        var compared = 0
        var matched = 0
    }

    /// - Parameter references: both engines of PCRE2, which differ in groups of possessive repeats.
    private func compare(
        _ regex: Regex, _ references: [ReferenceRegex], _ text: UnsafeBufferPointer<UInt8>,
        _ starts: ClosedRange<Int>,
        _ searcher: Searcher, _ count: inout Count, _ note: @autoclosure () -> String
    ) {
        let expected = references.map { $0.firstMatch(in: text, starts: starts) }
        // Only where PCRE2 gave up, or we did for time, is there nothing to compare.
        for answer in expected { if case .setAside = answer { return } }
        let result = searcher.firstMatch(of: regex, in: text, starts: starts)
        if result == .setAside(.overTime) { return }
        count.compared += 1
        if case .match? = expected.first { count.matched += 1 }
        if !expected.contains(result) {
            Issue.record("\(note()) starts \(starts): \(result), not \(expected)")
        }
    }

    @Test func smallTextsFromEveryStart() {
        var count = Count()
        let searcher = Searcher(budget: .init(perSearch: .seconds(20), matchLimit: 10_000_000))
        for seed in UInt64(0)..<4_000 {
            var grammar = RegexGrammar(seed: seed)
            let pattern = grammar.regex()
            guard let regex = try? Regex(pattern), let interpreter = try? ReferenceRegex(pattern),
                let machine = try? ReferenceRegex(pattern, usesJIT: true)
            else { continue }
            let references = [interpreter, machine]
            for _ in 0..<4 {
                let text = Array(grammar.text().utf8)
                let starts = text.indices.filter { text[$0] & 0xC0 != 0x80 } + [text.count]
                text.withUnsafeBufferPointer { buffer in
                    let chosen =
                        [0]
                        + (0..<3).compactMap { _ in starts.randomElement(using: &grammar.generator)
                        }
                    for start in chosen {
                        let end =
                            starts.filter { $0 >= start }.randomElement(using: &grammar.generator)
                            ?? start
                        compare(
                            regex, references, buffer, start...text.count, searcher, &count,
                            "seed \(seed) \(pattern) on \(text)")
                        compare(
                            regex, references, buffer, start...end, searcher, &count,
                            "seed \(seed) \(pattern) on \(text)")
                    }
                }
            }
        }
        #expect(count.compared > 50_000 && count.matched > 10_000, "\(count)")
    }

    /// Long enough for the JIT compiler and for slices of every length.
    @Test func longTexts() {
        var count = Count()
        let searcher = Searcher(
            budget: .init(perSearch: .milliseconds(200), matchLimit: 10_000_000))
        for seed in UInt64(100_000)..<100_300 {
            var grammar = RegexGrammar(seed: seed)
            let pattern = grammar.regex()
            guard let regex = try? Regex(pattern),
                let reference = try? ReferenceRegex(pattern, usesJIT: true)
            else { continue }
            let line = String(
                repeating: ["-", "x-", "-é", "- \n"].randomElement(using: &grammar.generator)!,
                count: 1_100)
            let text = Array((line + grammar.text() + line + grammar.text()).utf8)
            text.withUnsafeBufferPointer {
                compare(
                    regex, [reference], $0, 0...text.count, searcher, &count,
                    "seed \(seed) \(pattern)")
            }
        }
        #expect(count.compared > 200 && count.matched > 50, "\(count)")
    }
}
