import Foundation
import RecourseCore
import Testing

@testable import RecourseStore

/// What is not ours is refused with the right word, quickly, and left as it is.
@Suite struct ForeignFileTests {
    private func refusals(_ scratch: Scratch, _ path: String? = nil) -> [StoreError?] {
        let path = path ?? scratch.database
        return [KnowledgeStore.Access.reading, .writing].map { access in
            Scratch.error { _ = try KnowledgeStore(path: path, access: access) }
        }
    }

    @Test func aNewerSchema() throws {
        let scratch = try Scratch()
        do { _ = try scratch.writer() }
        try scratch.change("INSERT INTO grdb_migrations VALUES ('9999_later')")
        let before = try scratch.bytes("knowledge.db")
        let wanted = StoreError.newerSchema(path: scratch.database, migrations: ["9999_later"])
        #expect(refusals(scratch) == [wanted, wanted])
        #expect(try scratch.bytes("knowledge.db") == before)
        #expect(Scratch.error { _ = try KnowledgeStore.existing(at: scratch.database) } == wanted)
    }

    @Test func anotherProgramsDatabaseIsNotTouched() throws {
        let scratch = try Scratch()
        try scratch.change("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)")
        let before = try scratch.bytes("knowledge.db")
        let wanted = StoreError.notADatabase(
            path: scratch.database, reason: "it is not a Recourse database")
        let started = ContinuousClock.now
        #expect(refusals(scratch) == [wanted, wanted])
        #expect(ContinuousClock.now - started < .seconds(5), "nothing waits for its own lock")
        #expect(try scratch.bytes("knowledge.db") == before, "its journal mode stays as it was")
    }

    @Test func anEmptyDatabaseOfAnotherProgram() throws {
        let scratch = try Scratch()
        try scratch.change("PRAGMA application_id = 7")
        let before = try scratch.bytes("knowledge.db")
        let wanted = StoreError.notADatabase(
            path: scratch.database, reason: "it is not a Recourse database")
        #expect(refusals(scratch) == [wanted, wanted])
        #expect(try scratch.bytes("knowledge.db") == before)
    }

    @Test func aTextFile() throws {
        let scratch = try Scratch()
        let text = Data(String(repeating: "This is a letter to a friend.\n", count: 200).utf8)
        try scratch.write(text, to: "knowledge.db")
        for error in refusals(scratch) {
            guard case .notADatabase = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        #expect(try scratch.bytes("knowledge.db") == text)
    }

    @Test(arguments: [100, 1_000, 4_096, 5_000, 9_000, 20_480]) func aTruncatedFile(length: Int)
        throws
    {
        let scratch = try Scratch()
        do { _ = try scratch.writer() }
        let whole = try scratch.bytes("knowledge.db")
        try #require(whole.count > length)
        try scratch.write(whole.prefix(length), to: "knowledge.db")
        for error in refusals(scratch) {
            guard case .notADatabase = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        #expect(try scratch.bytes("knowledge.db") == whole.prefix(length))
    }

    @Test func aDirectory() throws {
        let scratch = try Scratch()
        let wanted = StoreError.isADirectory(path: scratch.folder)
        #expect(refusals(scratch, scratch.folder) == [wanted, wanted])
    }

    @Test func aFileInPlaceOfAFolder() throws {
        let scratch = try Scratch()
        try scratch.write(Data(), to: "file")
        for error in refusals(scratch, scratch.path("file/knowledge.db")) {
            guard case .input = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    /// A first writer has made the file and not filled it yet, or died there.
    @Test func anEmptyFileIsANewOne() throws {
        let scratch = try Scratch()
        try scratch.write(Data(), to: "knowledge.db")
        #expect(
            Scratch.error { _ = try scratch.reader() }
                == .notADatabase(path: scratch.database, reason: "it is empty"))
        #expect(try KnowledgeStore.existing(at: scratch.database) == nil)
        #expect(try scratch.writer().problems() == [])
        #expect(try KnowledgeStore.existing(at: scratch.database) != nil)
    }

    /// A first writer that ended before its first step was done leaves GRDB's own table.
    @Test func aFileThatWasNeverFilledIsANewOne() throws {
        let scratch = try Scratch()
        try scratch.change("CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
        #expect(try KnowledgeStore.existing(at: scratch.database) == nil)
        #expect(try scratch.writer().problems() == [])
    }

    @Test func anotherGRDBProgramsDatabaseIsNotTouched() throws {
        let scratch = try Scratch()
        try scratch.change(
            "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY); INSERT INTO grdb_migrations VALUES ('v1')"
        )
        let wanted = StoreError.notADatabase(
            path: scratch.database, reason: "it is not a Recourse database")
        #expect(refusals(scratch) == [wanted, wanted])
    }

    @Test func aMissingFile() throws {
        let scratch = try Scratch()
        #expect(try KnowledgeStore.existing(at: scratch.path("none/knowledge.db")) == nil)
        #expect(Scratch.error { _ = try scratch.reader() } != nil)
        #expect(try scratch.names() == [], "reading creates nothing")
    }

    @Test func readersChangeNothing() async throws {
        let scratch = try Scratch()
        do { _ = try await scratch.writer().record(.made()) }
        let before = try scratch.bytes("knowledge.db")
        let reader = try scratch.reader()
        await #expect(throws: StoreError.readOnly(path: scratch.database)) {
            try await reader.record(.made())
        }
        #expect(try reader.summary(since: nil).failures == 1)
        #expect(try scratch.bytes("knowledge.db") == before)
    }
}
