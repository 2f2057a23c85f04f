import RecourseCore
import RecourseLearning
import RecourseMatching
import Testing

@Suite struct RankingTests {
    private func ids(_ patterns: [Pattern], _ text: String = "needle") -> [PatternID] {
        PatternSet(patterns).diagnosis(of: text).ids
    }

    @Test func theMoreSpecificFirst() {
        #expect(
            ids([
                .test("a.low", "needle", specificity: 20),
                .test("b.high", "needle", specificity: 70),
            ]) == ["b.high", "a.low"])
    }

    @Test func severityAndStatus() {
        #expect(
            ids([
                .test("a.note", "needle", severity: .note),
                .test("b.warning", "needle", severity: .warning), .test("c.error", "needle"),
                .test("d.fatal", "needle", severity: .fatal),
            ]) == ["c.error", "d.fatal", "b.warning", "a.note"])
        #expect(
            ids([
                .test("a.experimental", "needle", status: .experimental),
                .test("b.test", "needle", status: .test), .test("c.stable", "needle"),
            ]) == ["c.stable", "b.test", "a.experimental"])
    }

    @Test func equalsByPositionThenName() {
        #expect(
            ids([.test("a.late", "late"), .test("b.early", "early")], "early late") == [
                "b.early", "a.late",
            ])
        #expect(ids([.test("b.x", "needle"), .test("a.x", "needle")]) == ["a.x", "b.x"])
    }

    /// Whatever both are worth by themselves.
    @Test func whatYieldsStandsBelowItsRoot() {
        let echo = Pattern.test(
            "a.echo", "needle", severity: .fatal, specificity: 100,
            yieldsTo: ["b.root", "c.absent"])
        let root = Pattern.test(
            "b.root", "needle", status: .experimental, severity: .note, specificity: 1)
        #expect(ids([echo, root]) == ["b.root", "a.echo"])
        #expect(ids([echo, .test("d.other", "needle", specificity: 20)]) == ["a.echo", "d.other"])
        let scores = PatternSet([echo, root]).diagnosis(of: "needle").matches.map(\.score)
        #expect(scores.count == 2 && scores[0] > scores[1] && scores[1] > 0)
    }

    @Test func rootsOfRoots() {
        let chain = [
            Pattern.test("a.x", "needle", specificity: 90, yieldsTo: ["b.x"]),
            .test("b.x", "needle", specificity: 100, yieldsTo: ["c.x"]),
            .test("c.x", "needle", specificity: 1),
        ]
        #expect(ids(chain) == ["c.x", "b.x", "a.x"])
        #expect(ids(chain.reversed()) == ["c.x", "b.x", "a.x"])
    }

    @Test func patternsThatYieldToEachOther() {
        let pair = [
            Pattern.test("a.x", "needle", specificity: 30, yieldsTo: ["b.x", "a.x"]),
            .test("b.x", "needle", specificity: 60, yieldsTo: ["a.x"]),
        ]
        #expect(ids(pair) == ["b.x", "a.x"] && ids(pair.reversed()) == ["b.x", "a.x"])
        #expect(
            PatternSet([.test("a.x", "needle", specificity: 100, yieldsTo: ["a.x"])]).diagnosis(
                of: "needle"
            ).matches[0].score == 1)
    }

    /// At random, without circles: every one that yields stands below all its roots, and scores
    /// fall.
    @Test func anyOrder() {
        for seed in UInt64(0)..<300 {
            var generator = SplitMix64(seed: seed)
            let count = Int.random(in: 1...12, using: &generator)
            var patterns: [Pattern] = []
            for index in 0..<count {
                let roots = (0..<index).filter { _ in Int.random(in: 0..<4, using: &generator) == 0
                }.map { PatternID("t.x\($0)") }
                patterns.append(
                    .test(
                        PatternID("t.x\(index)"), "needle",
                        severity: Severity.allCases.randomElement(using: &generator)!,
                        specificity: Int.random(in: 1...100, using: &generator), yieldsTo: roots))
            }
            let matches = PatternSet(patterns.shuffled(using: &generator)).diagnosis(of: "needle")
                .matches
            #expect(matches.count == count, "seed \(seed)")
            for (place, match) in matches.enumerated() {
                for root in match.pattern.yieldsTo {
                    #expect(
                        matches[..<place].contains { $0.pattern.id == root },
                        "seed \(seed): \(match.pattern.id) before \(root)")
                }
            }
            #expect(matches.map(\.score) == matches.map(\.score).sorted(by: >), "seed \(seed)")
        }
    }

    /// Everybody yields to everybody before: as many ways as there are, none is walked twice.
    @Test func denseYielding() {
        let patterns = (0..<60).map { index in
            Pattern.test(
                PatternID("t.x\(index)"), "needle",
                yieldsTo: (0..<60).filter { $0 != index }.map { PatternID("t.x\($0)") })
        }
        #expect(ids(patterns).count == 60)
    }
}
