import RecourseCore
import RecourseCuration
import Testing

@Suite struct OverlapCheckTests {
    private func pattern(_ id: PatternID, _ regex: String, specificity: Int = 50, example: String)
        -> Pattern
    {
        Pattern(
            id: id, title: "T", scope: .line(regex), specificity: specificity,
            examples: [PatternExample(text: example)])
    }

    private func pack(_ id: PackID, _ patterns: Pattern...) -> Pack {
        Pack(
            id: id, version: "1", licence: "MIT", maximumRisk: .inspect, programs: [],
            patterns: patterns)
    }

    @Test func patternsApart() {
        let packs = [
            pack("one", pattern("one.a", "^alpha: \\d", example: "alpha: 1")),
            pack("two", pattern("two.b", "^beta: \\d", example: "beta: 1")),
        ]
        #expect(OverlapCheck(packs).findings() == [])
        #expect(OverlapCheck([]).findings() == [])
    }

    @Test func anExampleThatAnotherPatternExplainsBetter() {
        let packs = [
            pack(
                "one",
                pattern("one.wide", "^alpha: \\d", specificity: 20, example: "alpha: 1 exact")),
            pack(
                "two",
                pattern(
                    "two.exact", "^alpha: \\d exact", specificity: 80, example: "alpha: 1 exact")),
        ]
        let findings = OverlapCheck(packs).findings()
        #expect(findings.map(\.pack) == ["one"] && findings.map(\.pattern) == ["one.wide"])
        #expect(findings.map(\.rule) == [.rankedBelow])
        #expect(findings.map(\.message) == ["example 1 is diagnosed as two.exact"])
    }

    @Test func yieldingDecidesBeforeSpecificity() {
        var wide = pattern("one.wide", "^alpha: \\d", specificity: 90, example: "alpha: 2")
        wide.yieldsTo = ["two.exact"]
        let packs = [
            pack("one", wide),
            pack(
                "two",
                pattern(
                    "two.exact", "^alpha: \\d exact", specificity: 10, example: "alpha: 1 exact")),
        ]
        #expect(OverlapCheck(packs).findings() == [])
    }

    @Test func deprecatedExamplesAreNotAsked() {
        var wide = pattern("one.wide", "^alpha: \\d", specificity: 20, example: "alpha: 1 exact")
        wide.status = .deprecated
        let exact = pattern(
            "one.exact", "^alpha: \\d exact", specificity: 80, example: "alpha: 1 exact")
        #expect(OverlapCheck([pack("one", wide, exact)]).findings() == [])
    }
}
