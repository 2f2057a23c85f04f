import Foundation
import GRDB
import RecourseCore
import Testing

@testable import RecourseStore

@Suite struct UpkeepTests {
    @Test func aBackupIsTheWholeFile() async throws {
        let scratch = try Scratch()
        let store = try scratch.writer()
        _ = try await store.record(.made())
        try store.backup(to: scratch.path("copy.db"))
        _ = try await store.record(.made())
        let copy = try KnowledgeStore(path: scratch.path("copy.db"), access: .reading)
        #expect(try copy.summary(since: nil).failures == 1 && copy.problems() == [])
        try scratch.reader().backup(to: scratch.path("second.db"))
        #expect(
            try KnowledgeStore(path: scratch.path("second.db"), access: .writing).summary(
                since: nil
            ).failures == 2)
    }

    @Test func aBackupReplacesNothing() throws {
        let scratch = try Scratch()
        let store = try scratch.writer()
        try scratch.write(Data("mine".utf8), to: "taken")
        #expect(
            Scratch.error { try store.backup(to: scratch.path("taken")) }
                == .input(path: scratch.path("taken"), reason: "already exists"))
        #expect(try scratch.bytes("taken") == Data("mine".utf8))
        guard case .input = Scratch.error({ try store.backup(to: scratch.path("none/copy")) })
        else {
            Issue.record("a folder that is not there")
            return
        }
    }

    @Test func strayRowsAreFound() throws {
        let scratch = try Scratch()
        do { _ = try scratch.writer() }
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: scratch.database, configuration: configuration)
        try queue.write {
            try $0.execute(
                sql:
                    "INSERT INTO pattern (id, pack, revision, status, title, scope, definition, imported_at) VALUES ('a.b', 'none', 1, 'stable', 'T', '{}', '{}', 1)"
            )
        }
        try queue.close()
        #expect(
            try scratch.reader().problems() == ["a row of pattern refers to one that is not there"])
    }

    /// A page in the middle overwritten: found by the check, and never a crash of a query.
    @Test func damageIsFound() async throws {
        let scratch = try Scratch()
        do {
            let store = try scratch.writer()
            for index in 0..<200 {
                _ = try await store.record(
                    .made("f\(index)", excerpt: String(repeating: "x", count: 1_500)))
            }
        }
        var bytes = try scratch.bytes("knowledge.db")
        let middle = bytes.count / 2 / 4_096 * 4_096
        bytes.replaceSubrange(middle..<(middle + 8_192), with: Data(repeating: 0xA5, count: 8_192))
        try scratch.write(bytes, to: "knowledge.db")
        let store = try scratch.reader()
        let problems = try? store.problems()
        #expect(problems != [])
        guard
            case .notADatabase? = Scratch.error({ _ = try store.unknownFailures(since: nil) })
                ?? Scratch.error({ _ = try store.failureStatistics(since: nil) })
        else {
            Issue.record("the damage is not told")
            return
        }
    }

    /// The log is moved into the file once it is long, and does not stay long.
    @Test func theLogStaysShort() async throws {
        let scratch = try Scratch()
        let store = try scratch.writer()
        let excerpt = String(repeating: "line\n", count: 40_000)
        for index in 0..<60 {
            _ = try await store.record(.made("f\(index)", pattern: nil, excerpt: excerpt))
        }
        #expect(try scratch.bytes("knowledge.db").count > 4 << 20, "it was moved")
        #expect(try scratch.bytes("knowledge.db-wal").count <= (4 << 20) + (1 << 20), "it shrank")
        #expect(try store.summary(since: nil).failures == 60 && store.problems() == [])
    }
}
