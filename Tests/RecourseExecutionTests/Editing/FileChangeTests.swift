import RecourseCore
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

@Suite struct FileChangeTests {
    @Test func makesAndUnmakesAFileInNewFolders() async throws {
        let tree = try ChangedTree()
        let origin = ChangeOrigin(run: "r", task: "1.2")
        let receipts = try await tree.apply(
            .write(path: "new/deep/a.sh", contents: "echo\n", isExecutable: true), as: origin)
        #expect(receipts.map(\.path) == ["\(tree.root)/new/deep/a.sh"])
        #expect(tree.text("new/deep/a.sh") == "echo\n")
        #expect(permissions("\(tree.root)/new/deep/a.sh") & 0o100 != 0)
        let record = try #require(tree.journal.records().first)
        #expect(record.origin == origin)
        #expect(record.madeFolders == ["new", "new/deep"])
        #expect(tree.journal.state(of: record) == .made)
        let outcomes = try await tree.runner.restore(receipts)
        #expect(outcomes.map(\.result) == [.removed])
        #expect(tree.names.isEmpty)
        let again = try #require(tree.journal.records().first)
        #expect(tree.journal.state(of: again) == .restored)
        #expect(try await tree.runner.restore(receipts).map(\.result) == [.unchanged])
    }

    @Test func keepsFoldersThatOthersUse() async throws {
        let tree = try ChangedTree()
        let receipts = try await tree.apply(.write(path: "new/a", contents: "a"))
        try tree.folder.write("tree/new/b", "b")
        _ = try await tree.runner.restore(receipts)
        #expect(FolderListing.entries(tree.root + "/new").map(\.name) == ["b"])
    }

    @Test func replacesPatchesAndDeletes() async throws {
        let tree = try ChangedTree()
        try tree.folder.write("tree/a", "old\n", mode: 0o750)
        try tree.folder.write("tree/b", "1\r\n2\r\n3", mode: 0o600)
        try tree.folder.write("tree/c", "gone\n", mode: 0o640)
        let receipts = try await tree.apply(
            .write(path: "a", contents: "new\n"),
            .patch("b", "1\r\n2\r\n3", "1\r\nzwei\r\n3"), .delete(path: "c"))
        #expect(receipts.count == 3)
        #expect(tree.text("a") == "new\n")
        #expect(tree.text("b") == "1\r\nzwei\r\n3")
        #expect(tree.text("c") == nil)
        #expect(permissions(tree.root + "/a") == 0o750)
        #expect(permissions(tree.root + "/b") == 0o600)
        #expect(tree.names == ["a", "b"])
        let outcomes = try await tree.runner.restore(receipts)
        #expect(outcomes.map(\.result) == [.restored, .restored, .restored])
        // The newest first.
        #expect(outcomes.map(\.path) == receipts.map(\.path).reversed())
        #expect(tree.text("a") == "old\n")
        #expect(tree.text("b") == "1\r\n2\r\n3")
        #expect(tree.text("c") == "gone\n")
        #expect(permissions(tree.root + "/c") == 0o640)
    }

    @Test func changesToOneFileBuildOnEachOther() async throws {
        let tree = try ChangedTree()
        let receipts = try await tree.apply(
            .write(path: "a", contents: "1\n2\n"), .patch("a", "1\n2\n", "1\n3\n"),
            .patch("a", "1\n3\n", "4\n3\n"))
        #expect(receipts.count == 1)
        #expect(tree.text("a") == "4\n3\n")
    }

    @Test func nothingToDoLeavesNoRecord() async throws {
        let tree = try ChangedTree()
        try tree.folder.write("tree/a", "same")
        let receipts = try await tree.apply(.write(path: "a", contents: "same"))
        #expect(receipts.map(\.change) == [nil])
        #expect(tree.journal.records().isEmpty)
        #expect(try await tree.runner.restore(receipts).isEmpty)
    }

    @Test func onlyTheModeIsUndoneToo() async throws {
        let tree = try ChangedTree()
        try tree.folder.write("tree/a", "same", mode: 0o640)
        let receipts = try await tree.apply(
            .write(path: "a", contents: "same", isExecutable: true))
        #expect(permissions(tree.root + "/a") == 0o750)
        #expect(try await tree.runner.restore(receipts).map(\.result) == [.restored])
        #expect(permissions(tree.root + "/a") == 0o640)
    }

    @Test func allOrNothing() async throws {
        let tree = try ChangedTree()
        try tree.folder.write("tree/a", "a\n")
        try tree.folder.write("tree/b", "b\n")
        let wrong = try FileChange.patch("b", "x\n", "y\n")
        let error = await tree.error(
            .write(path: "a", contents: "A\n"), .write(path: "n/c", contents: ""), wrong)
        #expect(error == .patch(path: "b", .notFound(hunk: 1)))
        #expect(tree.text("a") == "a\n")
        #expect(tree.names == ["a", "b"])
        #expect(tree.journal.records().isEmpty)
    }

    @Test func showsWhatItWouldDo() async throws {
        let tree = try ChangedTree()
        try tree.folder.write("tree/a", "1\n2\n")
        let previews = try await tree.runner.preview(
            [
                .patch("a", "1\n2\n", "1\n3\n"), .write(path: "d/n", contents: "x"),
                .write(path: ".envrc", contents: "x"),
            ], in: tree.root)
        #expect(previews.map(\.path) == ["a", "d/n", ".envrc"])
        #expect(previews.map(\.kind) == [.modified, .created, .created])
        #expect(previews.map(\.risk) == [.workspace, .workspace, .system])
        #expect(previews[0].diff == "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n-2\n+3\n")
        #expect(tree.names == ["a"])
    }

    @Test func refusesAWriteProtectedFile() async throws {
        let tree = try ChangedTree()
        try tree.folder.write("tree/a", "a", mode: 0o444)
        #expect(
            await tree.error(.write(path: "a", contents: "b")) == .writeProtected(path: "a"))
        #expect(tree.text("a") == "a")
    }
}
