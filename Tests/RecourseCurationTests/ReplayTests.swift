import RecourseCore
import RecourseMatching
import Testing

@testable import RecourseCuration

@Suite struct ReplayTests {
    private func run(_ excerpt: String, exit: Int32 = 1) -> StoredRun {
        StoredRun(
            command: "make all", program: "make", exitCode: exit, excerpt: excerpt,
            fingerprint: "f", at: 1)
    }

    private func pattern(_ id: PatternID, _ regex: String) -> Pattern {
        Pattern(id: id, title: "T", scope: .line(regex))
    }

    private func replay(_ before: [Pattern], edited: [Pattern], removing: Set<PatternID> = [])
        -> Replay
    {
        let old = PatternSet(before)
        let new = old.replacing(
            with: edited.map { PatternRecord($0, pack: "made") }, removing: removing)
        return Replay(
            failures: [run("alpha broke"), run("beta broke"), run("gamma broke")],
            passing: [run("alpha is fine", exit: 0)], before: old, after: new, edited: edited)
    }

    @Test func anEditGainsAndLoses() {
        let before = [pattern("a.one", "^alpha broke"), pattern("a.two", "^gamma broke")]
        let same = replay(before, edited: before)
        #expect(same.failures == 3 && same.passing == 1 && same.changes == [])
        let edited = replay(before, edited: [pattern("a.one", "^beta broke")])
        #expect(edited.changes.map(\.kind) == [.lost, .gained])
        #expect(edited.changes.map(\.before) == ["a.one", nil])
        #expect(edited.changes.map(\.after) == [nil, "a.one"])
        #expect(edited.harmful == 1)
    }

    @Test func aPassingRunThatWouldMatchIsAFalseAlarm() {
        let edited = replay(
            [pattern("a.one", "^alpha broke")], edited: [pattern("a.one", "^alpha")])
        #expect(edited.changes.map(\.kind) == [.falseAlarm] && edited.harmful == 1)
    }

    @Test func anotherCauseIsAChange() {
        let edited = replay(
            [pattern("a.one", "^alpha broke")],
            edited: [
                Pattern(id: "b.one", title: "T", scope: .line("^alpha broke"), specificity: 90)
            ])
        #expect(edited.changes.map(\.kind) == [.changed] && edited.harmful == 0)
        #expect(edited.changes.map(\.after) == ["b.one"])
    }

    @Test func whatIsRemovedIsGone() {
        let before = [pattern("a.one", "^alpha broke")]
        #expect(replay(before, edited: [], removing: ["a.one"]).changes.map(\.kind) == [.lost])
    }
}
