import RecourseCore
import Testing

@testable import RecourseStore

@Suite struct StandingTests {
    private func pack(_ patterns: Pattern...) -> Pack {
        Pack(
            id: "made", version: "1", licence: "MIT", maximumRisk: .inspect, programs: [],
            patterns: patterns)
    }

    private func pattern(_ id: PatternID, title: String = "T", revision: Int = 1) -> Pattern {
        Pattern(id: id, revision: revision, title: title, scope: .line("a"))
    }

    @Test func patternsAreSwitchedOffAndOn() throws {
        let scratch = try Scratch()
        let store = try scratch.writer()
        #expect(try store.standings() == [:])
        try store.set(.disabled, of: ["a.one", "built.in"], at: 1)
        #expect(
            try scratch.reader().standings() == ["a.one": .disabled, "built.in": .disabled])
        try store.set(.enabled, of: ["a.one"], at: 2)
        try store.set(.retired, of: ["built.in"], reason: "wrong", at: 3)
        #expect(try store.standings() == ["built.in": .retired])
        _ = try store.importPacks([pack(pattern("built.in"))], origin: "x", at: 4)
        #expect(
            try store.standings() == ["built.in": .retired], "an import does not bring one back")
    }

    @Test func whatWasSaidIsKept() throws {
        let store = try Scratch().writer()
        try store.set(.disabled, of: ["a.one"], reason: "noise", at: 1)
        try store.set(.disabled, of: ["a.one"], reason: "again", at: 2)
        try store.set(.retired, of: ["a.one"], reason: "wrong", at: 3)
        try store.set(.enabled, of: ["a.one"], at: 4)
        let history = try store.history(of: "a.one")
        #expect(history.map(\.kind) == [.disabled, .retired, .restored])
        #expect(history.map(\.detail) == ["noise", "wrong", ""])
        #expect(try store.history(of: "a.two") == [])
    }

    @Test func whatAPackGivesUpIsATombstone() throws {
        let store = try Scratch().writer()
        let (one, two) = (pattern("a.one"), pattern("a.two"))
        _ = try store.importPacks([pack(one, two)], origin: "first", at: 1)
        _ = try store.importPacks([pack(two)], origin: "second", at: 2)
        #expect(try store.patternRecords().map(\.id) == ["a.two"])
        #expect(try store.patternCount() == 1)
        #expect(try store.patternRecord("a.one") != nil)
        let event = try #require(try store.history(of: "a.one").last)
        #expect(event.kind == .removed && event.replaced == one && event.detail == "second")
        // Another pack may take it up, and so may the same.
        var other = pack(one)
        other.id = "other"
        #expect(try store.importPacks([other], origin: "x", at: 3).added == ["a.one"])
        #expect(try store.patternRecords().map(\.pack) == ["other", "made"])
        #expect(try store.patternCount() == 2)
    }

    @Test func eachChangeKeepsWhatItReplaced() throws {
        let store = try Scratch().writer()
        let manifest = pack()
        let first = pattern("a.one")
        let second = pattern("a.one", title: "U", revision: 2)
        try store.save(first, in: manifest, origin: "written", at: 1)
        try store.save(first, in: manifest, origin: "written", at: 2)
        try store.save(second, in: manifest, origin: "edited", at: 3)
        let history = try store.history(of: "a.one")
        #expect(history.map(\.kind) == [.added, .changed])
        #expect(history.map(\.revision) == [1, 2] && history.map(\.replaced) == [nil, first])
        var other = manifest
        other.id = "other"
        #expect(
            Scratch.error { try store.save(first, in: other, origin: "x", at: 4) }
                == .input(path: store.path, reason: "`a.one` belongs to pack made"))
    }

    @Test func definitionsAreSearched() throws {
        let store = try Scratch().writer()
        _ = try store.importPacks(
            [pack(pattern("a.one", title: "50% Off"), pattern("a.two", title: "50_x"))],
            origin: "x", at: 1)
        #expect(try store.patternRecords(mentioning: ["50% off"]).map(\.id) == ["a.one"])
        #expect(try store.patternRecords(mentioning: ["50_"]).map(\.id) == ["a.two"])
        #expect(try store.patternRecords(mentioning: ["50", "two"]).map(\.id) == ["a.two"])
        #expect(try store.patternRecords(mentioning: []).count == 2)
    }
}
