import RecourseCore
import RecourseText
import Testing

@testable import RecourseMatching

/// What could not be judged is named, never passed over.
@Suite struct SetAsideTests {
    @Test func aRegexThatTakesTooLong() {
        let set = PatternSet([.test("evil.one", "^(a+)+$"), .test("good.one", "needle")])
        let diagnosis = set.diagnosis(of: String(repeating: "a", count: 40) + "!\nneedle\n")
        #expect(diagnosis.ids == ["good.one"])
        #expect(diagnosis.setAside == [.init(pattern: "evil.one", reason: "match limit exceeded")])
        #expect(diagnosis.patterns == 2 && diagnosis.candidates == 2)
    }

    @Test func aRegexThatDoesNotCompile() {
        let set = PatternSet([.test("bad.one", "needle(")])
        let diagnosis = set.diagnosis(of: "needle")
        #expect(
            diagnosis.setAside.map(\.pattern) == ["bad.one"]
                && diagnosis.setAside[0].reason.contains("parenthesis"))
    }

    @Test func aDamagedBody() {
        for body in ["", "{", "[]", "{\"id\": 1}"] {
            let record = PatternRecord(
                id: "damaged.one", pack: "p", origin: .imported, scope: .line("needle"),
                body: .encoded(ArraySlice(body.utf8)))
            let set = PatternSet([record, PatternRecord(.test("good.one", "needle"), pack: "p")])
            let diagnosis = set.diagnosis(of: "needle")
            #expect(diagnosis.ids == ["good.one"])
            #expect(
                diagnosis.setAside == [
                    .init(pattern: "damaged.one", reason: "its definition cannot be read")
                ])
        }
    }

    @Test func noTimeLeft() {
        let set = PatternSet((0..<20).map { .test(PatternID("t.x\($0)"), "needle") })
        let diagnosis = set.diagnosis(
            of: FailureText("needle"), in: .init(exit: .exited(1)), budget: .zero)
        #expect(
            diagnosis.matches.isEmpty && diagnosis.setAside.count == 20
                && diagnosis.candidates == 20)
        #expect(Set(diagnosis.setAside.map(\.reason)) == ["no time was left for it"])
    }

    /// Fifty hostile patterns together take no longer than the budget and one search.
    @Test func theBudgetIsForAll() {
        let set = PatternSet(
            (0..<50).map {
                .test(PatternID("evil.x\($0)"), "(?=[ ])[ ]{1,900}[ ]{1,900}[^ ]{\($0 + 2)}")
            })
        let text = FailureText(
            String(repeating: " ", count: 5_000) + ".")
        let clock = ContinuousClock()
        var diagnosis = Diagnosis.nothing
        let time = clock.measure {
            diagnosis = set.diagnosis(of: text, in: .init(exit: .exited(1)))
        }
        #expect(diagnosis.matches.isEmpty && diagnosis.setAside.count == 50)
        #expect(time < .seconds(3))
    }

    /// Steps that are found again and again are bounded too.
    @Test func blocksAreBounded() {
        let steps = [
            PatternStep(regex: "aaaa"), .init(regex: "bbbb", within: 0),
            .init(regex: "cccc", within: 0),
        ]
        let text = FailureText(String(repeating: "aaaa\nbbbb\n", count: 50_000) + "cccc")
        let clock = ContinuousClock()
        var diagnosis = Diagnosis.nothing
        let time = clock.measure {
            diagnosis = PatternSet([.test("t.x", scope: .block(steps))]).diagnosis(
                of: text, in: .init(exit: .exited(1)))
        }
        #expect(diagnosis.matches.isEmpty)
        #expect(time < .seconds(5))
    }

    @Test func deprecatedPatternsAreNeverFound() {
        let set = PatternSet([
            .test("old.one", "needle", status: .deprecated),
            .test("new.one", "needle", status: .experimental),
        ])
        let diagnosis = set.diagnosis(of: "needle")
        #expect(diagnosis.ids == ["new.one"] && diagnosis.setAside.isEmpty)
    }

    @Test func anEncodedBodyIsDecoded() throws {
        let pattern = Pattern.test("t.x", "needle (?<x>\\d+)", specificity: 70)
        let body = try JSONBody(pattern).bytes
        let record = PatternRecord(
            id: "t.x", pack: "p", origin: .builtIn, scope: pattern.scope, body: .encoded(body[...]))
        let match = PatternSet([record]).diagnosis(of: "needle 7").matches.first
        #expect(
            match?.pattern == pattern && match?.captures == ["x": "7"] && match?.origin == .builtIn
                && match?.pack == "p")
    }
}
