import Foundation
import GRDB
import RecourseCore
import Testing

@testable import RecourseStore

@Suite struct SchemaTests {
    /// A file of `migrations/` that has shipped never changes: a new one is added, here and there.
    private static let pinned = [
        "0001_initial": "e0c2c8070f8900a755713a74f42f4bfe8ae0676c476e5020e733e5b7a724d7f9",
        "0002_pattern_generations":
            "9c24d647fff4a5b8ea54b5cca61652ce5a4670b4d5c71db410c41e2cf29a7759",
        "0003_curation": "982f84cbdb407fbef7746dd29f00446bccb86784017afad1f76c31c5856bf1a1",
        "0004_runs_and_models":
            "08828b9b749f903e8f6d92a4a0ad4c014abb751f9799177a7b769f7c2d102ff9",
    ]

    @Test func shippedFilesAreAsTheyWere() {
        let hashes = SchemaMigrations.files.map { ($0.name, ContentHash.of(Array($0.sql.utf8))) }
        #expect(Dictionary(uniqueKeysWithValues: hashes) == Self.pinned)
        #expect(hashes.map(\.0) == hashes.map(\.0).sorted())
    }

    @Test func whatIsCompiledInIsWhatTheFolderHolds() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "../../migrations")
        for file in SchemaMigrations.files {
            let url = folder.standardizedFileURL.appending(path: file.name + ".sql")
            #expect(try String(contentsOf: url, encoding: .utf8) == file.sql)
        }
        let names = try FileManager.default.contentsOfDirectory(
            atPath: folder.standardizedFileURL.path)
        #expect(names.filter { $0.hasSuffix(".sql") }.count == SchemaMigrations.files.count)
    }

    @Test func isAppliedOnce() throws {
        let scratch = try Scratch()
        let names = SchemaMigrations.files.map(\.name)
        let first = try scratch.writer()
        #expect(try first.appliedMigrations() == names)
        #expect(
            try first.read { try Int.fetchOne($0, sql: "PRAGMA application_id") } == 0x5243_5253)
        let schema = try first.read {
            try String.fetchAll(
                $0, sql: "SELECT coalesce(sql, '') FROM sqlite_master ORDER BY name")
        }
        let second = try scratch.writer()
        #expect(try second.appliedMigrations() == names)
        #expect(
            try second.read {
                try String.fetchAll(
                    $0, sql: "SELECT coalesce(sql, '') FROM sqlite_master ORDER BY name")
            } == schema)
        #expect(try second.problems() == [])
        #expect(try scratch.reader().appliedMigrations() == names)
        #expect(try scratch.names().allSatisfy { !$0.contains("before") })
    }

    @Test func reopeningKeepsWhatWasRecorded() async throws {
        let scratch = try Scratch()
        _ = try await scratch.writer().record(.made())
        #expect(try scratch.writer().summary(since: nil).failures == 1)
        #expect(try scratch.reader().summary(since: nil).failures == 1)
    }

    @Test func whatIsWrittenIsDurable() throws {
        let store = try Scratch().writer()
        let settings = try store.read { database in
            try ["journal_mode", "synchronous", "wal_autocheckpoint", "foreign_keys"].map {
                try String.fetchOne(database, sql: "PRAGMA \($0)") ?? ""
            }
        }
        #expect(settings == ["wal", "2", "0", "1"])
    }

    @Test func onlyTheOwnerMayRead() async throws {
        let scratch = try Scratch()
        let store = try KnowledgeStore(path: scratch.path("deep/er/knowledge.db"), access: .writing)
        _ = try await store.record(.made())
        try store.backup(to: scratch.path("deep/er/copy.db"))
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path("deep/er"))
            .sorted()
        #expect(names.contains("knowledge.db-wal") && names.contains("knowledge.db-lock"))
        for name in names {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: scratch.path("deep/er/" + name))
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        let folder = try FileManager.default.attributesOfItem(atPath: scratch.path("deep"))
        #expect(folder[.posixPermissions] as? Int == 0o700)
    }

    @Test func closingLeavesOneFileAndItsLock() async throws {
        let scratch = try Scratch()
        do { _ = try await scratch.writer().record(.made()) }
        #expect(try scratch.names() == ["knowledge.db", "knowledge.db-lock"])
    }

    /// A file as an earlier version left it: none of our steps applied, our application_id set.
    @Test func anOlderFileIsCopiedBeforeItIsChanged() throws {
        let scratch = try Scratch()
        try scratch.change(
            "PRAGMA application_id = \(0x5243_5253); CREATE TABLE older (a); INSERT INTO older VALUES (7)"
        )
        let store = try scratch.writer()
        #expect(try store.appliedMigrations() == SchemaMigrations.files.map(\.name))
        let last = try #require(SchemaMigrations.files.last).name
        let copy = try DatabaseQueue(path: scratch.database + ".before-\(last)-at-empty")
        #expect(try copy.read { try Int.fetchOne($0, sql: "SELECT a FROM older") } == 7)
        #expect(
            try copy.read { try String.fetchAll($0, sql: "SELECT name FROM sqlite_master") } == [
                "older"
            ])
    }

    /// A step that fails leaves the file as it was, and the copy beside it.
    @Test func aFailedStepChangesNothing() throws {
        let scratch = try Scratch()
        try scratch.change(
            "PRAGMA application_id = \(0x5243_5253); CREATE TABLE tally (a); INSERT INTO tally VALUES (7)"
        )
        #expect(throws: StoreError.self) { try scratch.writer() }
        let file = try DatabaseQueue(path: scratch.database)
        #expect(try file.read { try Int.fetchOne($0, sql: "SELECT a FROM tally") } == 7)
        #expect(try file.read { try !$0.tableExists("pack") })
        #expect(try scratch.names().contains { $0.contains(".before-") })
    }
}
