import Foundation
import RecourseCatalog
import RecourseCore
import Testing

@Suite struct PatternArchiveTests {
    private func small() throws -> Pack {
        var block = Pattern(
            id: "made.block", title: "B",
            scope: .block([PatternStep(regex: "a\n1:", within: 3), PatternStep(regex: "é")]))
        block.status = .experimental
        return Pack(
            id: "made", version: "1", licence: "MIT", maximumRisk: .inspect, programs: [],
            patterns: [Pattern(id: "made.line", title: "L", scope: .line("^1,2:,$")), block])
    }

    private func records(in bytes: [UInt8]) throws -> [PatternRecord] {
        try bytes.withUnsafeBytes { try PatternArchive($0, count: 0).records() }
    }

    /// As matching reads it.
    private func quick(_ record: PatternRecord) throws -> Pattern {
        guard case .encoded(let bytes) = record.body else { return try #require(nil) }
        return try Pattern(json: bytes)
    }

    private func whole(_ record: PatternRecord) throws -> Pattern {
        guard case .encoded(let bytes) = record.body else { return try #require(nil) }
        return try JSONDecoder().decode(Pattern.self, from: Data(bytes))
    }

    @Test func recordsAreReadBack() throws {
        let pack = try small()
        var noted: [(regexes: [String], number: UInt32)] = []
        let bytes = try PatternArchive.encoded([pack]) { noted.append(($0, $1)) }
        let records = try self.records(in: bytes)
        #expect(try records.map(whole) == pack.patterns)
        #expect(records.map(\.id) == ["made.line", "made.block"])
        #expect(records.map(\.scope) == pack.patterns.map(\.scope))
        #expect(records.allSatisfy { $0.pack == "made" && $0.origin == .builtIn })
        #expect(noted.map(\.regexes) == pack.patterns.map(\.scope.regexes))
        try bytes.withUnsafeBytes { text in
            let archive = PatternArchive(text, count: 2)
            #expect(archive.count == 2)
            for (number, record) in zip(noted.map(\.number), records) {
                let alone = try archive.record(number: number)
                #expect(alone?.id == record.id)
            }
            #expect((try? archive.record(number: .max)) == nil)
        }
        #expect(try self.records(in: []).isEmpty)
    }

    @Test(arguments: 0..<20) func randomPacksAreReadBack(seed: Int) throws {
        var random = RandomPacks(seed: UInt64(1_000 + seed))
        let packs = [try random.pack(), try random.pack()]
        let records = try self.records(in: PatternArchive.encoded(packs))
        let matched = packs.flatMap(\.patterns).filter { $0.status != .deprecated }
        #expect(try records.map(whole) == matched)
        #expect(try records.map(quick) == matched)
        #expect(records.map(\.scope) == matched.map(\.scope))
    }

    @Test func builtInPacksAreReadBack() throws {
        let packs = try BuiltInFiles.all().map {
            try PackFile([UInt8](Data(contentsOf: $0)), file: $0.path).pack
        }
        let records = try self.records(in: PatternArchive.encoded(packs))
        let matched = packs.flatMap(\.patterns).filter { $0.status != .deprecated }
        #expect(try records.map(whole) == matched)
        #expect(try records.map(quick) == matched)
    }

    @Test func theSamePacksGiveTheSameBytes() throws {
        var (one, two) = (RandomPacks(seed: 5), RandomPacks(seed: 5))
        #expect(try PatternArchive.encoded([one.pack()]) == PatternArchive.encoded([two.pack()]))
    }

    /// The archive carries no checksum, since it is compiled into the program: damage that keeps
    /// the frames is not noticed, but never changes how many records there are, and never crashes.
    @Test func anyByteMayBeDamaged() throws {
        let archive = try PatternArchive.encoded([try small()])
        let count = try records(in: archive).count
        var noticed = 0
        for index in archive.indices {
            for byte in [0, 0x2C, 0x30, 0x39, 0x3A, 0xFF, archive[index] ^ 1]
            where byte != archive[index] {
                var damaged = archive
                damaged[index] = byte
                do {
                    #expect(
                        try records(in: damaged).count == count,
                        "byte \(index) is \(byte)")
                } catch is PatternArchive.Damaged {
                    noticed += 1
                }
            }
        }
        #expect(noticed > 100)
    }

    @Test func aTruncatedArchiveIsNoticed() throws {
        let archive = try PatternArchive.encoded([try small()])
        for length in 1..<archive.count {
            let records = try? self.records(in: Array(archive[..<length]))
            #expect(records == nil || records?.count == 1)
        }
    }

    @Test(arguments: [
        ":", "1", "1:", "1:a", "1:a;", "99999999999999999999:a,", "-1:a,", "0:,", "3:abc,",
    ])
    func whatIsNoArchiveIsRefused(text: String) {
        #expect(throws: PatternArchive.Damaged.self) {
            try records(in: Array(text.utf8))
        }
    }
}
