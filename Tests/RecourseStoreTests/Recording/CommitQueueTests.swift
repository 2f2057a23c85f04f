import Foundation
import GRDB
import RecourseCore
import Testing

@testable import RecourseStore

@Suite struct CommitQueueTests {
    private struct Refusal: Error, Equatable {}

    private func store() throws -> (KnowledgeStore, CommitQueue) {
        let store = try Scratch().writer()
        try store.write { try $0.execute(sql: "CREATE TABLE note (n INTEGER UNIQUE)") }
        return (store, try store.recording())
    }

    private func notes(_ store: KnowledgeStore) throws -> [Int] {
        try store.read { try Int.fetchAll($0, sql: "SELECT n FROM note ORDER BY rowid") }
    }

    private static func note(_ number: Int) -> @Sendable (Database) throws -> Void {
        { try $0.execute(sql: "INSERT INTO note VALUES (?)", arguments: [number]) }
    }

    @Test func orderIsKept() async throws {
        let (store, queue) = try store()
        for number in 0..<1_000 { _ = queue.submit(.essential, Self.note(number)) }
        try await store.settle()
        #expect(try notes(store) == Array(0..<1_000))
        #expect(store.queuedRecords == 0)
    }

    @Test func oneThatFailsLeavesTheOthersAlone() async throws {
        let (store, queue) = try store()
        let first = queue.submit(.essential, Self.note(1))
        let twice = queue.submit(.essential, Self.note(1))
        let half = queue.submit { database in
            try database.execute(sql: "INSERT INTO note VALUES (7)")
            throw Refusal()
        }
        let last = queue.submit(.essential, Self.note(2))
        try await last.durable()
        try await first.durable()
        await #expect(throws: StoreError.self) { try await twice.durable() }
        await #expect(throws: Refusal()) { try await half.durable() }
        #expect(try notes(store) == [1, 2])
    }

    /// What was queued while the lock was held goes in one transaction.
    @Test func thoseThatComeTogetherShareACommit() async throws {
        let (store, queue) = try store()
        let lock = try WriterLock(besides: store.path)
        let submissions = (0..<100).map { queue.submit(.essential, Self.note($0)) }
        let writes = queue.submit { database in
            let marks = try Int.fetchOne(database, sql: "SELECT max(number) FROM writer")
            #expect(marks == nil, "nothing was committed before")
        }
        lock.release()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for submission in submissions + [writes] {
                group.addTask { try await submission.durable() }
            }
            try await group.waitForAll()
        }
        #expect(try notes(store).count == 100)
    }

    /// The disk failed at the end of a commit, and it took after all: nothing is written again.
    @Test func aCommitThatTookIsNotRepeated() async throws {
        let (store, _) = try store()
        let commit = GroupCommit(path: store.path, database: store.queue)
        let runs = Monitor(0)
        let entries = (1...3).map { number in
            CommitBacklog.Entry(
                number: Int64(number),
                change: QueuedChange(.essential) { database in
                    runs.withLock { $0 += 1 }
                    try database.execute(sql: "INSERT INTO note VALUES (?)", arguments: [number])
                }, arrived: .zero)
        }
        try commit(Array(entries[..<2]))
        try commit(Array(entries[..<1]))
        try commit(entries)
        #expect(try notes(store) == [1, 2, 3])
        #expect(runs.withLock { $0 } == 3)
    }

    @Test func questionsLeaveNoMark() async throws {
        let (store, queue) = try store()
        let answer = try await queue.committed(.momentary) {
            try Int.fetchOne($0, sql: "SELECT 6 * 7")
        }
        #expect(answer == 42)
        #expect(try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM writer") } == 0)
    }

    @Test func aReadOnlyStoreRecordsNothing() async throws {
        let scratch = try Scratch()
        do { _ = try scratch.writer() }
        let reader = try scratch.reader()
        await #expect(throws: StoreError.readOnly(path: scratch.database)) {
            _ = try await reader.record(.made())
        }
        try await reader.settle()
        try await reader.drain(within: .seconds(1))
        #expect(reader.finish(within: .seconds(1)) == 0)
    }

    @Test func aDrainEndsWhenItsTimeIsOver() async throws {
        let (store, queue) = try store()
        let lock = try WriterLock(besides: store.path)
        _ = queue.submit(.essential, Self.note(1))
        await #expect(throws: StoreError.busy(path: store.path)) {
            try await store.drain(within: .milliseconds(50))
        }
        #expect(store.queuedRecords == 1)
        lock.release()
        try await store.drain(within: .seconds(30))
        #expect(try notes(store) == [1])
    }

    @Test func nothingIsTakenAfterTheEnd() async throws {
        let (store, queue) = try store()
        _ = queue.submit(.essential, Self.note(1))
        #expect(store.finish(within: .seconds(30)) == 0)
        #expect(try notes(store) == [1])
        await #expect(throws: StoreError.self) {
            try await queue.submit(.essential, Self.note(2)).durable()
        }
        #expect(store.finish(within: .seconds(30)) == 0)
    }

    @Test func theEndOfTheStoreWritesWhatWaits() async throws {
        let scratch = try Scratch()
        do {
            let knowledge = QueuedKnowledge(try scratch.writer())
            for _ in 0..<500 { _ = try await knowledge.record(.made()) }
        }
        #expect(try scratch.names() == ["knowledge.db", "knowledge.db-lock"])
        #expect(try scratch.reader().summary(since: nil).failures == 500)
    }

    @Test func aCancelledTaskStopsWaiting() async throws {
        let (store, queue) = try store()
        let lock = try WriterLock(besides: store.path)
        let submission = queue.submit(.essential, Self.note(1))
        let task = Task { try await submission.durable() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        lock.release()
        try await submission.durable()
        #expect(try notes(store) == [1])
    }

    /// The folder of the lock is away for a while.
    @Test func troubleIsToldAndHeals() async throws {
        let scratch = try Scratch()
        let store = try KnowledgeStore(path: scratch.path("a/knowledge.db"), access: .writing)
        let events = Monitor<[RecordingEvent]>([])
        store.observeRecording { event in events.withLock { $0.append(event) } }
        try FileManager.default.moveItem(atPath: scratch.path("a"), toPath: scratch.path("b"))
        let knowledge = QueuedKnowledge(store)
        let failure = try await knowledge.record(.made())
        try await knowledge.record(.made(.resolved), of: failure, in: .everywhere)
        while events.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(5)) }
        let fix = FixReference(pattern: "made.one", fix: "f")
        #expect(try await knowledge.tallies(of: [fix], in: .everywhere) == [:], "it does not wait")
        try FileManager.default.moveItem(atPath: scratch.path("b"), toPath: scratch.path("a"))
        try await knowledge.settle()
        #expect(try await knowledge.tallies(of: [fix], in: .everywhere)[fix]?.first?.trials == 1)
        while events.withLock({ $0.count < 2 }) { try await Task.sleep(for: .milliseconds(5)) }
        let told = events.withLock { $0 }
        #expect(told.count == 2 && told.last == .healed)
        guard case .trouble = told.first else {
            Issue.record("\(told)")
            return
        }
    }
}
