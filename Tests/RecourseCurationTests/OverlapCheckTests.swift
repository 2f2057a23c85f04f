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

    @Test func patternsApart() throws {
        let packs = [
            pack("one", pattern("one.a", "^alpha: \\d", example: "alpha: 1")),
            pack("two", pattern("two.b", "^beta: \\d", example: "beta: 1")),
        ]
        #expect(try OverlapCheck(packs).findings() == [])
        #expect(try OverlapCheck([]).findings() == [])
    }

    @Test func anExampleThatAnotherPatternExplainsBetter() throws {
        let packs = [
            pack(
                "one",
                pattern("one.wide", "^alpha: \\d", specificity: 20, example: "alpha: 1 exact")),
            pack(
                "two",
                pattern(
                    "two.exact", "^alpha: \\d exact", specificity: 80, example: "alpha: 1 exact")),
        ]
        let findings = try OverlapCheck(packs).findings()
        #expect(findings.map(\.pack) == ["one"] && findings.map(\.pattern) == ["one.wide"])
        #expect(findings.map(\.rule) == [.rankedBelow])
        #expect(findings.map(\.message) == ["example 1 is diagnosed as two.exact"])
    }

    @Test func yieldingDecidesBeforeSpecificity() throws {
        var wide = pattern("one.wide", "^alpha: \\d", specificity: 90, example: "alpha: 2")
        wide.yieldsTo = ["two.exact"]
        let packs = [
            pack("one", wide),
            pack(
                "two",
                pattern(
                    "two.exact", "^alpha: \\d exact", specificity: 10, example: "alpha: 1 exact")),
        ]
        #expect(try OverlapCheck(packs).findings() == [])
    }

    @Test func deprecatedExamplesAreNotAsked() throws {
        var wide = pattern("one.wide", "^alpha: \\d", specificity: 20, example: "alpha: 1 exact")
        wide.status = .deprecated
        let exact = pattern(
            "one.exact", "^alpha: \\d exact", specificity: 80, example: "alpha: 1 exact")
        #expect(try OverlapCheck([pack("one", wide, exact)]).findings() == [])
    }

    @Test func aPatternThatNeverComesOutOnTopIsShadowed() throws {
        var wide = pattern("one.wide", "^alpha: \\d", specificity: 20, example: "alpha: 1 exact")
        wide.examples.append(PatternExample(text: "alpha: 2 exact"))
        let exact = pattern(
            "two.exact", "^alpha: \\d exact", specificity: 80, example: "alpha: 1 exact")
        let rules = try OverlapCheck([pack("one", wide), pack("two", exact)]).findings().map(\.rule)
        #expect(rules == [.rankedBelow, .rankedBelow, .shadowed])
    }

    /// What is there already is neither checked nor spared.
    @Test func examplesOfOthersThatAreTakenOver() throws {
        let old = pattern("old.one", "^alpha: \\d", specificity: 20, example: "alpha: 1")
        let new = pattern("new.one", "^alpha: 1$", specificity: 80, example: "alpha: 1")
        let others = [PatternRecord(old, pack: "old")]
        let findings = try OverlapCheck([pack("new", new)], among: others).findings()
        #expect(findings.map(\.rule) == [.shadows] && findings.map(\.pattern) == ["new.one"])
        var replaced = new
        replaced.id = "old.one"
        #expect(try OverlapCheck([pack("old", replaced)], among: others).findings() == [])
    }

    @Test func duplicatesAndTies() throws {
        let one = pattern("one.a", "^alpha: \\d", example: "alpha: 1")
        let same = pattern("one.b", "^alpha: \\d", example: "alpha: 1")
        let findings = try OverlapCheck([pack("one", one, same)]).findings()
        #expect(findings.contains { $0.rule == .duplicate && $0.pattern == "one.b" })
        let alike = pattern("one.c", "^alpha: [0-9]", example: "beta")
        let ties = try OverlapCheck([pack("one", one, alike)]).findings()
        #expect(ties.map(\.rule) == [.conflict])
        #expect(ties.allSatisfy { $0.rule.isNote })
    }
}
