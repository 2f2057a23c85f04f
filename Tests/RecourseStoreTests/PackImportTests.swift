import Foundation
import RecourseCore
import Testing

@testable import RecourseStore

@Suite struct PackImportTests {
    private func pattern(_ id: PatternID, title: String = "T", status: PatternStatus = .stable)
        -> Pattern
    {
        Pattern(
            id: id, title: title, status: status,
            scope: .block([PatternStep(regex: "a'\n", within: 3)]))
    }

    private func pack(_ id: PackID = "made", version: String = "1", _ patterns: Pattern...) -> Pack
    {
        Pack(
            id: id, version: version, licence: "MIT", maximumRisk: .overwrite,
            programs: ["touch", "l's"],
            patterns: patterns)
    }

    @Test func whatIsImportedIsReadBack() throws {
        let store = try Scratch().writer()
        let patterns = [pattern("a.one"), pattern("a.two"), pattern("a.old", status: .deprecated)]
        let pack = pack("made", version: "1", patterns[0], patterns[1], patterns[2])
        let summary = try store.importPacks([pack], origin: "made.toml", at: 5)
        #expect(summary.added == ["a.one", "a.two", "a.old"])
        #expect(summary.updated == [] && summary.unchanged == [] && summary.removed == [])
        let records = try store.patternRecords()
        #expect(records.map(\.id) == ["a.one", "a.two"], "deprecated patterns are not matched")
        #expect(records.allSatisfy { $0.pack == "made" && $0.origin == .imported })
        #expect(records.map(\.scope) == patterns.prefix(2).map(\.scope))
        for (record, pattern) in zip(records, patterns) {
            guard case .encoded(let bytes) = record.body else { throw CancellationError() }
            #expect(try JSONDecoder().decode(Pattern.self, from: Data(bytes)) == pattern)
        }
        var manifest = pack
        manifest.patterns = []
        #expect(try store.packs() == [manifest])
    }

    @Test func aNewVersionReplacesTheOld() throws {
        let store = try Scratch().writer()
        let old = pack(
            "made", version: "1", pattern("a.same"), pattern("a.changed"), pattern("a.gone"))
        let new = pack(
            "made", version: "2", pattern("a.new"), pattern("a.changed", title: "U"),
            pattern("a.same"))
        _ = try store.importPacks([old, pack("other", pattern("b.one"))], origin: "x", at: 5)
        let before = try store.patternRecords().map(\.id)
        let dry = try store.importPacks([new], origin: "x", at: 6, dryRun: true)
        #expect(
            try store.patternRecords().map(\.id) == before
                && store.packs().map(\.version) == ["1", "1"])
        let summary = try store.importPacks([new], origin: "x", at: 6)
        #expect(summary == dry)
        #expect(summary.added == ["a.new"] && summary.updated == ["a.changed"])
        #expect(summary.unchanged == ["a.same"] && summary.removed == ["a.gone"])
        #expect(try store.patternRecords().map(\.id) == ["a.changed", "a.new", "a.same", "b.one"])
        #expect(try store.packs().map(\.version) == ["2", "1"])
        let again = try store.importPacks([new], origin: "x", at: 7)
        #expect(again.unchanged.count == 3 && again.added + again.updated + again.removed == [])
    }

    @Test func aDryRunNeedsOnlyAReader() throws {
        let scratch = try Scratch()
        _ = try scratch.writer().importPacks([pack("made", pattern("a.one"))], origin: "x", at: 5)
        let before = try scratch.bytes("knowledge.db")
        let summary = try scratch.reader().importPacks(
            [pack("made", pattern("a.two"))], origin: "x", at: 6, dryRun: true)
        #expect(summary.added == ["a.two"] && summary.removed == ["a.one"])
        #expect(try scratch.bytes("knowledge.db") == before)
        #expect(KnowledgeStore.ImportSummary.allNew([pack("m", pattern("a.b"))]).added == ["a.b"])
    }

    /// A pattern belongs to one pack; a dry run says so too.
    @Test(arguments: [false, true]) func allOrNothing(dryRun: Bool) throws {
        let store = try Scratch().writer()
        _ = try store.importPacks([pack("first", pattern("a.one"))], origin: "x", at: 5)
        let refused = [
            [pack("new", pattern("b.one")), pack("second", pattern("b.two"), pattern("a.one"))],
            [pack("new", pattern("b.one")), pack("newer", pattern("b.one"))],
            [pack("new", pattern("b.one")), pack("new", pattern("b.two"))],
            [pack("new", pattern("b.one"), pattern("b.one"))],
        ]
        for packs in refused {
            let error = Scratch.error {
                _ = try store.importPacks(packs, origin: "x", at: 6, dryRun: dryRun)
            }
            guard case .input = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(try store.patternRecords().map(\.id) == ["a.one"])
            #expect(try store.packs().map(\.id) == ["first"])
        }
    }

    /// A row that the database itself refuses takes everything before it back.
    @Test func aRowThatFailsTakesAllBack() throws {
        let scratch = try Scratch()
        do {
            _ = try scratch.writer().importPacks(
                [pack("made", pattern("a.one"))], origin: "x", at: 5)
        }
        try scratch.change(
            """
            CREATE TRIGGER refuse BEFORE INSERT ON pattern WHEN new.id = 'a.three'
            BEGIN SELECT raise(ABORT, 'not that one'); END
            """)
        let store = try scratch.writer()
        let packs = [
            pack("made", version: "2", pattern("a.two")), pack("other", pattern("a.three")),
        ]
        #expect(
            Scratch.error { _ = try store.importPacks(packs, origin: "x", at: 6) }
                == .input(path: scratch.database, reason: "not that one"))
        #expect(
            try store.patternRecords().map(\.id) == ["a.one"]
                && store.packs().map(\.version) == ["1"])
    }

    @Test func aDamagedRowIsAnErrorAndNeverAMissingPattern() throws {
        let scratch = try Scratch()
        do {
            _ = try scratch.writer().importPacks(
                [pack("made", pattern("a.one"))], origin: "x", at: 5)
        }
        try scratch.change("UPDATE pattern SET scope = '{'")
        let reader = try scratch.reader()
        #expect(throws: (any Error).self) { try reader.patternRecords() }
    }
}
