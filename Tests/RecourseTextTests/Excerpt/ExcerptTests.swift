import RecourseCore
import RecourseLearning
import RecourseText
import Testing

@Suite struct ExcerptTests {
    private static let pieces = [
        "", "ok 12 parts", "error: no such part", "    at shop.Cart.total(Cart.java:12)",
        "Traceback (most recent call last):", "  File \"a.py\", line 3, in f",
        "Caused by: java.io.IOException: closed", "The command \"make\" exited with 2.",
        "$ make test", "   ^", "--- FAIL: TestTotal (0.00s)", "\u{1F4A5} \u{FFFD}", "%%%% ----",
        "src/cart.c:3:1: warning: unused", "make: *** [all] Error 1", "\t\t\tdeep", "1) first",
    ]

    private static func log(lines: Int, using generator: inout SplitMix64) -> FailureText {
        FailureText(
            (0..<lines).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }.joined(separator: "\n"))
    }

    @Test(arguments: 1...60)
    func rangesAreInOrderAndWithinTheBudget(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let text = Self.log(lines: Int.random(in: 0...300, using: &generator), using: &generator)
        for budget in [0, 1, 2, 7, 20, 50, 200] {
            let marks = (0..<2).map { _ in
                let start = Int.random(in: -5...310, using: &generator)
                return start...(start + Int.random(in: 0...40, using: &generator))
            }
            let lines = Excerpt.of(text, budget: budget, marked: marks).lines
            let count = lines.reduce(0) { $0 + $1.count }
            #expect(count == min(budget, text.lineCount))
            for range in lines {
                #expect(range.lowerBound >= 0 && range.upperBound < text.lineCount)
            }
            for (range, next) in zip(lines, lines.dropFirst()) {
                #expect(range.upperBound + 1 < next.lowerBound)
            }
            #expect(Excerpt.of(text, budget: budget, marked: marks).lines == lines)
        }
    }

    @Test(arguments: ["", "\n", "a", "a\nb", "a\n\nb\n", "\n\n\n"])
    func everythingIsKeptWhereItFits(body: String) {
        let text = FailureText(body)
        let all = text.lineCount == 0 ? [] : [0...(text.lineCount - 1)]
        #expect(Excerpt.of(text, budget: 5).lines == all)
        #expect(Excerpt.of(text, budget: 0).lines.isEmpty)
        #expect(Excerpt.of(text, budget: -1).lines.isEmpty)
    }

    private static let before = (1...90).map { "compiled part \($0)" }
    private static let after = (1...30).map { "removed part \($0)" }

    private static func kept(_ middle: [String], budget: Int) -> [String] {
        let text = FailureText((before + middle + after).joined(separator: "\n"))
        return Excerpt.of(text, budget: budget).lines.joined().map(text.text(ofLine:))
    }

    @Test func aTraceThatFitsIsWhole() {
        let trace =
            ["Exception in thread \"main\" shop.EmptyCartException: nothing in it"]
            + (1...6).map { "    at shop.Cart.step\($0)(Cart.java:\($0))" }
            + ["Caused by: java.io.IOException: closed"]
            + (1...6).map { "    at shop.Store.read\($0)(Store.java:\($0))" } + ["    ... 4 more"]
        for budget in [trace.count, 20, 50] {
            let kept = Self.kept(trace, budget: budget)
            #expect(kept.filter { trace.contains($0) } == trace)
        }
    }

    @Test func ofATraceThatIsTooLongTheHeadAndTheCausesAreKept() {
        let head = "Exception in thread \"main\" shop.EmptyCartException: nothing in it"
        let cause = "Caused by: java.io.IOException: closed"
        let trace =
            [head] + (1...60).map { "    at shop.Cart.step\($0)(Cart.java:\($0))" } + [cause]
            + (1...60).map { "    at shop.Store.read\($0)(Store.java:\($0))" }
        let kept = Self.kept(trace, budget: 20)
        #expect(kept.contains(head))
        #expect(kept.contains(cause))
        #expect(kept.contains(trace[1]) && kept.contains(trace[2]))
    }

    @Test func ofAPythonTraceThatIsTooLongTheExceptionIsKept() {
        let trace =
            ["Traceback (most recent call last):"]
            + (1...40).flatMap { ["  File \"a.py\", line \($0), in f\($0)", "    f\($0 + 1)()"] }
            + ["RecursionError: too deep"]
        let kept = Self.kept(trace, budget: 20)
        #expect(kept.contains(trace[0]))
        #expect(kept.contains(trace[1]))
        #expect(kept.contains("RecursionError: too deep"))
    }

    @Test func whatThePatternsMatchedIsKept() {
        let text = FailureText(
            (Self.before + ["error: first", "error: second", "error: third"] + Self.after)
                .joined(separator: "\n"))
        for line in [0, 40, 91, 122] {
            for budget in [1, 5, 20] {
                let lines = Excerpt.of(text, budget: budget, marked: [line...line]).lines
                #expect(lines.contains { $0.contains(line) }, "\(line) of \(budget)")
            }
        }
    }

    @Test func theStepThatFailedCountsMoreThanOneThatPassed() {
        let step = (1...40).map { "note \($0)" } + ["error: cannot read part"]
        let text = FailureText(
            (["$ make check"] + step + ["$ make test"] + step
                + ["The command \"make test\" exited with 2."]).joined(separator: "\n"))
        let lines = Excerpt.of(text, budget: 2).lines
        #expect(lines.contains { $0.contains(83) })
        #expect(!lines.contains { $0.contains(41) })
    }

    @Test func aLongLineAndJunk() {
        let long = String(repeating: "x y ", count: 500_000)
        #expect(Excerpt.of(FailureText(long), budget: 1).lines == [0...0])
        let junk = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 / 7) }
        let text = FailureText(CapturedOutput(junk))
        let count = Excerpt.of(text, budget: 20).lines.reduce(0) { $0 + $1.count }
        #expect(count == min(20, text.lineCount))
        let blank = FailureText(String(repeating: "   \n", count: 400))
        #expect(Excerpt.of(blank, budget: 20).lines == [0...19])
    }
}
