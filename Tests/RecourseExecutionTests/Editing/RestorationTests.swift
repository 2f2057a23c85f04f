import RecourseCore
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

@Suite struct RestorationTests {
    @Test func leavesWhatSomebodyChangedSince() async throws {
        let tree = try ChangedTree()
        try tree.folder.write("tree/a", "one", mode: 0o640)
        let receipts = try await tree.apply(.write(path: "a", contents: "two"))
        try tree.folder.write("tree/a", "three", mode: 0o640)
        #expect(try await tree.runner.restore(receipts).map(\.result) == [.changedSince])
        #expect(tree.text("a") == "three")
        let record = try #require(tree.journal.records().first)
        #expect(tree.journal.state(of: record) == .changed)
        let forced = try await tree.runner.restore(receipts, force: true)
        guard case .forced(let copy) = forced[0].result else {
            Issue.record("\(forced)")
            return
        }
        #expect(tree.text("a") == "one")
        #expect(contents(copy) == Array("three".utf8))
    }

    @Test func undoesAChainFromItsEnd() async throws {
        let tree = try ChangedTree()
        var receipts: [EditReceipt] = []
        for text in ["1", "2", "3"] {
            receipts += try await tree.apply(.write(path: "a", contents: text))
        }
        #expect(
            try await tree.runner.restore([receipts[0]]).map(\.result) == [.changedSince])
        #expect(
            try await tree.runner.restore(receipts).map(\.result) == [
                .restored, .restored, .removed,
            ])
        #expect(tree.names.isEmpty)
    }

    @Test func bringsADeletedFileAndItsFoldersBack() async throws {
        let tree = try ChangedTree()
        try tree.folder.folder("tree/d")
        try tree.folder.write("tree/d/a", "a", mode: 0o600)
        let receipts = try await tree.apply(.delete(path: "d/a"))
        try #require(rmdir("\(tree.root)/d") == 0)
        #expect(try await tree.runner.restore(receipts).map(\.result) == [.restored])
        #expect(tree.text("d/a") == "a")
        #expect(permissions("\(tree.root)/d/a") == 0o600)
    }

    @Test func doesNotTrustADamagedCopy() async throws {
        let tree = try ChangedTree()
        try tree.folder.write("tree/a", "one")
        let receipts = try await tree.apply(.write(path: "a", contents: "two"))
        let copy = try #require(receipts[0].backup)
        try tree.folder.write(String(copy.dropFirst(tree.folder.path.count + 1)), "evil")
        #expect(try await tree.runner.restore(receipts).map(\.result) == [.copyLost])
        #expect(tree.text("a") == "two")
        #expect(tree.journal.restore(["no-such"], within: nil).map(\.result) == [.unknown])
    }

    @Test func doesNotGoThroughALinkThatCameSince() async throws {
        let tree = try ChangedTree()
        try tree.folder.folder("outside")
        try tree.folder.folder("tree/d")
        let receipts = try await tree.apply(.write(path: "d/a", contents: "two"))
        try #require(rename("\(tree.root)/d", "\(tree.folder.path)/kept") == 0)
        try tree.folder.write("outside/a", "two")
        try tree.folder.link("tree/d", to: "../outside")
        #expect(
            try await tree.runner.restore(receipts).map(\.result) == [
                .failed(.throughLink(path: "d/a"))
            ])
        #expect(tree.folder.bytes("outside/a") == Array("two".utf8))
    }

    @Test func showsTheReverse() async throws {
        let tree = try ChangedTree()
        try tree.folder.write("tree/a", "1\n2\n")
        try await tree.apply(.write(path: "a", contents: "1\n3\n"))
        let record = try #require(tree.journal.records().first)
        let preview = try #require(tree.journal.preview(record))
        #expect(preview.diff == "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n-3\n+2\n")
    }

    /// The states that a kill can leave, one after the other: with the manifest, with the folder
    /// and the new contents beside the place, with the change made.
    @Test(arguments: 0..<4) func aKillAtAnyMomentIsUndone(step: Int) async throws {
        let tree = try ChangedTree()
        try tree.folder.write("tree/a", "old")
        let folder = UndoFolder(path: tree.undo)
        let clock = UndoFolder.Clock()
        var drafts = try ChangeDraft.drafts(
            of: [.write(path: "a", contents: "new"), .write(path: "d/b", contents: "b")],
            in: tree.root)
        var ids: [ChangeID] = []
        for index in drafts.indices {
            var record = drafts[index].record(
                clock.change(index), of: clock.batch, as: ChangeOrigin(), at: clock.seconds)
            if let before = drafts[index].before {
                record.backup = try folder.keep(before.bytes, of: "a", mode: 0o644)
            }
            try folder.add(record)
            ids.append(record.id)
            guard step > 0 else { continue }
            let path = drafts[index].path
            let place = try drafts[index].place ?? path.openMakingFolders(as: "d/b")
            drafts[index].place = place
            try place.stage(
                try #require(drafts[index].after), as: record.temporaryName, .new(0o644))
            guard step > index + 1 else { continue }
            try place.commit(
                record.temporaryName, over: drafts[index].before?.status, as: path.relative)
        }
        // A half-written manifest belongs to a change that was never made.
        try tree.folder.write("state/undo/20260101T000000-000000-00000000-0000.json", "{\"format\"")
        #expect(tree.journal.records().count == 2)
        let outcomes = tree.journal.restore(ids, within: tree.root)
        #expect(outcomes.allSatisfy { $0.isAsBefore })
        #expect(tree.text("a") == "old")
        #expect(tree.names == ["a"])
    }

    @Test func forgetsTheOldAndTheTooMuch() async throws {
        let tree = try ChangedTree()
        for (index, run) in ["r1", "r2", "r3", "r4"].enumerated() {
            try await tree.apply(
                .write(path: "a", contents: String(repeating: "x", count: 10_000 + index)),
                as: ChangeOrigin(run: RunID(run)))
        }
        let folder = UndoFolder(path: tree.undo)
        let now = UndoFolder.Clock().seconds
        #expect(tree.journal.prune(sparing: nil, days: 0, bytes: 0) == 0, "the last hour stays")
        for (record, days) in zip(tree.journal.records(), [1.0, 2, 40, 50]) {
            var older = record
            older.at = now - days * 86_400
            try folder.replace(older)
        }
        #expect(tree.journal.prune(sparing: "r1") == 1)
        #expect(tree.journal.records().map(\.origin.run) == ["r4", "r3", "r1"])
        #expect(tree.journal.prune(sparing: "r1", bytes: 20_000) == 1)
        #expect(tree.journal.records().map(\.origin.run) == ["r4", "r1"])
        let left = FolderListing.entries(tree.undo).map(\.name)
        #expect(left.count == 3, "two manifests and the younger one's copy: \(left)")
    }
}
