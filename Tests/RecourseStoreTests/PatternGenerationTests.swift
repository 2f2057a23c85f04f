import RecourseCore
import Testing

@testable import RecourseStore

/// What an index beside the file can rely on.
@Suite struct PatternGenerationTests {
    private func pack(_ regexes: [String: String]) -> Pack {
        Pack(
            id: "made", version: "1", licence: "MIT", maximumRisk: .inspect, programs: [],
            patterns: regexes.sorted { $0.key < $1.key }.map {
                Pattern(id: PatternID($0.key), title: "T", scope: .line($0.value))
            })
    }

    private func take(_ store: KnowledgeStore, _ regexes: [String: String]) throws -> Int64 {
        _ = try store.importPacks([pack(regexes)], origin: "x", at: 5)
        return try #require(try store.patternGeneration()).number
    }

    private func numbers(_ store: KnowledgeStore) throws -> [PatternID: UInt32] {
        try Dictionary(
            uniqueKeysWithValues: store.patternRecords(since: 0).map { ($0.record.id, $0.number) })
    }

    @Test func whatDidNotChangeKeepsItsNumberAndAge() throws {
        let store = try Scratch().writer()
        let first = try take(store, ["a.one": "1", "a.two": "2", "a.three": "3"])
        let before = try numbers(store)
        #expect(before.count == 3 && Set(before.values).count == 3)
        let second = try take(store, ["a.one": "1", "a.two": "changed", "a.four": "4"])
        #expect(second > first)
        let after = try numbers(store)
        #expect(after["a.one"] == before["a.one"] && after["a.two"] == before["a.two"])
        #expect(after["a.three"] == nil && !before.values.contains(after["a.four"] ?? 0))
        #expect(
            try store.patternRecords(since: first).map(\.record.id) == ["a.two", "a.four"]
                && store.patternRecords(since: second).isEmpty)
        #expect(
            try store.patternCount(since: 0) == 3 && store.patternCount() == 3
                && store.patternCount(since: first) == 2)
        #expect(try take(store, ["a.one": "1", "a.two": "changed", "a.four": "4"]) > second)
        #expect(try store.patternRecords(since: second).isEmpty)
    }

    @Test func anOldIndexSeesOnlyWhatItKnows() throws {
        let store = try Scratch().writer()
        let first = try take(store, ["a.one": "1", "a.two": "2"])
        let numbers = try numbers(store)
        let two = try #require(numbers["a.two"])
        #expect(try StoredPatterns(store, upTo: first).record(number: two)?.id == "a.two")
        _ = try take(store, ["a.one": "1", "a.two": "changed"])
        let old = try StoredPatterns(store, upTo: first)
        #expect(try old.record(number: two) == nil && old.count == 1)
        _ = try take(store, ["a.two": "changed"])
        let one = try #require(numbers["a.one"])
        #expect(try old.record(number: one) == nil && old.record(number: 9_999) == nil)
    }

    @Test func otherToolsBeginGenerationsToo() throws {
        let scratch = try Scratch()
        let first = try take(scratch.writer(), ["a.one": "1", "a.two": "2"])
        for sql in [
            "UPDATE pattern SET scope = '{\"line\":{\"_0\":\"other\"}}' WHERE id = 'a.one'",
            "UPDATE pattern SET status = 'test' WHERE id = 'a.two'",
            """
            INSERT INTO pattern (id, pack, revision, status, title, scope, definition, imported_at)
            VALUES ('a.new', 'made', 1, 'stable', 'T', '{"line":{"_0":"new"}}', '{}', 1)
            """,
        ] {
            let before = try #require(try scratch.reader().patternGeneration())
            try scratch.change(sql)
            let after = try #require(try scratch.reader().patternGeneration())
            #expect(after.number == before.number + 1 && after != before)
        }
        #expect(try scratch.reader().patternCount() == 3)
        try scratch.change("UPDATE pattern SET status = 'deprecated' WHERE id = 'a.one'")
        #expect(try scratch.reader().patternCount() == 2)
        try scratch.change("UPDATE pattern SET status = 'stable' WHERE id = 'a.one'")
        #expect(
            Set(try scratch.reader().patternRecords(since: first).map(\.record.id)) == [
                "a.one", "a.two", "a.new",
            ])
    }

    @Test func aGenerationIsOfOneFile() throws {
        let (one, two) = (try Scratch().writer(), try Scratch().writer())
        _ = try (take(one, ["a.one": "1"]), take(two, ["a.one": "1"]))
        let generation = try #require(try one.patternGeneration())
        #expect(try one.knows(generation) && !two.knows(generation))
        #expect(PatternGeneration(bytes: generation.bytes + [0, 0]) == generation)
        #expect(try !one.knows(PatternGeneration(bytes: [])))
    }
}
