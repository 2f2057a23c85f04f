import Foundation
import Testing

/// The index beside the database is a cache: whatever becomes of it, the answers are those of the
/// database.
@Suite struct StoredIndexTests {
    /// A database with more imported patterns than are indexed anew at every start.
    private static func shop() async throws -> Workshop {
        let shop = try await Workshop.withTeam()
        try await shop.sql(
            """
            INSERT INTO pattern (id, pack, revision, status, title, scope, definition, imported_at)
            WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 600)
            SELECT 'made.p' || n, 'team', 1, 'stable', 'Made',
              json_object('line', json_object('_0', 'madetool: error ' || n || ' of the day')),
              json_set(definition, '$.id', 'made.p' || n, '$.scope',
                json(json_object('line', json_object('_0', 'madetool: error ' || n || ' of the day')))), 1
            FROM number, (SELECT definition FROM pattern WHERE id = 'team.cache-missing')
            """)
        try shop.write(
            "log", "madetool: error 7 of the day\nmadetool: error 599 of the day\nmadetool: other\n"
        )
        return shop
    }

    private static func found(_ shop: Workshop) async throws -> [String] {
        let ran = try await shop.run("match", "log", "--format", "json")
        let object = try JSONSerialization.jsonObject(with: Data(ran.out.utf8)) as? [String: Any]
        let matches = object?["matches"] as? [[String: Any]] ?? []
        return matches.compactMap { $0["pattern"] as? String }.sorted()
    }

    private static func index(_ shop: Workshop) -> String { shop.database + ".index" }

    @Test func isBuiltWhenItIsFirstNeeded() async throws {
        let shop = try await Self.shop()
        #expect(!FileManager.default.fileExists(atPath: Self.index(shop)))
        #expect(try await Self.found(shop) == ["made.p599", "made.p7"])
        let attributes = try FileManager.default.attributesOfItem(atPath: Self.index(shop))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try await Self.found(shop) == ["made.p599", "made.p7"])
        let after = try FileManager.default.attributesOfItem(atPath: Self.index(shop))
        #expect(attributes[.modificationDate] as? Date == after[.modificationDate] as? Date)
    }

    @Test func changesAreSeenWithoutANewFile() async throws {
        let shop = try await Self.shop()
        _ = try await Self.found(shop)
        try await shop.sql("DELETE FROM pattern WHERE id = 'made.p7'")
        try await shop.sql(
            """
            UPDATE pattern SET scope = '{"line":{"_0":"madetool: (?:odd|other)"}}'
            WHERE id = 'made.p8'
            """)
        #expect(try await Self.found(shop) == ["made.p599", "made.p8"])
        try await shop.run("patterns", "disable", "made.p599")
        #expect(try await Self.found(shop) == ["made.p8"])
        try await shop.run("patterns", "enable", "made.p599")
        try await shop.sql("UPDATE pattern SET status = 'deprecated' WHERE id = 'made.p8'")
        #expect(try await Self.found(shop) == ["made.p599"])
    }

    @Test(arguments: ["", "garbage", "short"])
    func damageIsNoticedAndMended(kind: String) async throws {
        let shop = try await Self.shop()
        _ = try await Self.found(shop)
        let url = URL(fileURLWithPath: Self.index(shop))
        let whole = try Data(contentsOf: url)
        var damaged = whole
        switch kind {
        case "garbage": damaged[whole.count / 2] ^= 0xFF
        case "short": damaged.removeLast(100)
        default: damaged = Data()
        }
        try damaged.write(to: url)
        #expect(try await Self.found(shop) == ["made.p599", "made.p7"])
        #expect(try Data(contentsOf: url) == whole)
    }

    @Test func anotherDatabasesIndexIsNotUsed() async throws {
        let (one, two) = (try await Self.shop(), try await Self.shop())
        try await two.sql("UPDATE pattern SET scope = replace(scope, 'error', 'fault')")
        _ = try await (Self.found(one), Self.found(two))
        try FileManager.default.removeItem(atPath: Self.index(one))
        try FileManager.default.copyItem(atPath: Self.index(two), toPath: Self.index(one))
        #expect(try await Self.found(one) == ["made.p599", "made.p7"])
    }

    /// A file that others may write is no cache of ours.
    @Test func whatOthersMayWriteIsNotRead() async throws {
        let shop = try await Self.shop()
        _ = try await Self.found(shop)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o666], ofItemAtPath: Self.index(shop))
        #expect(try await Self.found(shop) == ["made.p599", "made.p7"])
        let mode = try FileManager.default.attributesOfItem(atPath: Self.index(shop))
        #expect(mode[.posixPermissions] as? Int == 0o600)
    }

    @Test func aFolderInItsPlaceHindersNothing() async throws {
        let shop = try await Self.shop()
        try FileManager.default.createDirectory(
            atPath: Self.index(shop), withIntermediateDirectories: false)
        #expect(try await Self.found(shop) == ["made.p599", "made.p7"])
    }

    @Test func twoAtOnce() async throws {
        let shop = try await Self.shop()
        async let first = Self.found(shop)
        async let second = Self.found(shop)
        let answers = try await [first, second]
        #expect(answers == [["made.p599", "made.p7"], ["made.p599", "made.p7"]])
        let folder = (shop.database as NSString).deletingLastPathComponent
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!names.contains { $0.hasSuffix(".new") })
    }
}

extension Workshop {
    /// Changes the database as other tools would.
    fileprivate func sql(_ statement: String) async throws {
        try write("statement.sql", statement)
        let ran = try await shell(
            """
            python3 -c 'import sqlite3, sys
            with sqlite3.connect(sys.argv[1]) as base: base.execute(open("statement.sql").read())
            base.close()' '\(database)'
            """)
        #expect(ran == Ran())
    }
}
