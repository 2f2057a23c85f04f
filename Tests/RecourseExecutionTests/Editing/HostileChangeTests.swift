import RecourseCore
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

@Suite struct HostileChangeTests {
    @Test(arguments: ["../x", "/tmp/x", "a/../../x", ".git/config", ".git/hooks/pre-commit", "a\n"])
    func pathsAreRefused(path: String) async throws {
        let tree = try ChangedTree()
        try tree.folder.folder("tree/.git")
        try tree.folder.write("tree/.git/config", "[core]\n")
        let error = await tree.error(.write(path: path, contents: "evil"))
        #expect(error == .unusablePath(path: path) || error == .protected(path: path))
        #expect(tree.text(".git/config") == "[core]\n")
        #expect(tree.names == [".git"])
    }

    @Test func anEditDoesNotReachVersionControlByALink() async throws {
        let tree = try ChangedTree()
        try tree.folder.folder("tree/.git")
        try tree.folder.write("tree/.git/config", "a\r\n")
        try tree.folder.link("tree/innocent", to: ".git/config")
        let edit = FileEdit(path: "innocent", operation: .crlfToLF)
        #expect(await tree.error(.edit(edit)) == .protected(path: "innocent"))
    }

    @Test func nothingGoesThroughALink() async throws {
        let tree = try ChangedTree()
        try tree.folder.folder("outside")
        try tree.folder.write("outside/a", "a\n")
        try tree.folder.folder("tree/real")
        try tree.folder.link("tree/out", to: "../outside")
        try tree.folder.link("tree/in", to: "real")
        try tree.folder.link("tree/file", to: "../outside/a")
        try tree.folder.link("tree/dangling", to: "../outside/new")
        for path in ["out/a", "out/new", "in/a", "file", "dangling", "out/deep/new"] {
            for change in [FileChange.write(path: path, contents: "x"), .delete(path: path)] {
                #expect(await tree.error(change) == .throughLink(path: path))
            }
        }
        #expect(tree.folder.bytes("outside/a") == Array("a\n".utf8))
        #expect(FolderListing.entries(tree.folder.path + "/outside").count == 1)
        #expect(FolderListing.entries(tree.root + "/real").isEmpty)
    }

    /// A folder becomes a link between the look and the change: the open folder is still the old
    /// one, and what is opened later is refused.
    @Test func aLinkThatComesMeanwhileLeadsNowhere() async throws {
        let tree = try ChangedTree()
        try tree.folder.folder("outside")
        try tree.folder.folder("tree/d")
        let drafts = try ChangeDraft.drafts(
            of: [.write(path: "d/e/a", contents: "x"), .write(path: "d/b", contents: "x")],
            in: tree.root)
        try #require(rename("\(tree.root)/d", "\(tree.root)/moved") == 0)
        try tree.folder.link("tree/d", to: "../outside")
        #expect(throws: EditError.throughLink(path: "d/e/a")) {
            try drafts[0].path.openMakingFolders(as: "d/e/a")
        }
        let place = try #require(drafts[1].place)
        try place.stage(Array("x".utf8), as: ".t", .new(0o644))
        try place.commit(".t", over: nil, as: "d/b")
        #expect(FolderListing.entries(tree.folder.path + "/outside").isEmpty)
        #expect(tree.text("moved/b") == "x")
    }

    @Test func whatChangesMeanwhileIsLeft() async throws {
        let tree = try ChangedTree()
        try tree.folder.write("tree/a", "one")
        let draft = try #require(
            try ChangeDraft.drafts(
                of: [.write(path: "a", contents: "two")], in: tree.root
            ).first)
        let place = try #require(draft.place)
        try place.stage(Array("two".utf8), as: ".t", .new(0o644))
        try tree.folder.write("tree/a", "theirs")
        #expect(throws: EditError.changedMeanwhile(path: "a")) {
            try place.commit(".t", over: draft.before?.status, as: "a")
        }
        // A file that comes where there was none is not overwritten either.
        #expect(throws: EditError.changedMeanwhile(path: "a")) {
            try place.commit(".t", over: nil, as: "a")
        }
        #expect(tree.text("a") == "theirs")
    }

    @Test func whatIsNoFileIsRefused() async throws {
        let tree = try ChangedTree()
        try tree.folder.folder("tree/d")
        try #require(mkfifo("\(tree.root)/pipe", 0o600) == 0)
        for path in ["d", "pipe"] {
            let error = await tree.error(.write(path: path, contents: "x"))
            #expect(error == .notARegularFile(path: path))
        }
        guard case .input = await tree.error(.write(path: "pipe/x", contents: "x")) else {
            Issue.record("a file is no folder")
            return
        }
    }

    @Test func aManifestFromElsewhereReachesNothingOutside() async throws {
        let tree = try ChangedTree()
        try tree.folder.write("secret", "old")
        let receipts = try await tree.apply(.write(path: "a", contents: "a"))
        let id = try #require(receipts[0].change)
        var record = try #require(tree.journal.records().first)
        let folder = UndoFolder(path: tree.undo)
        let hash = ContentHash.of(Array("old".utf8))
        for (root, path) in [
            (tree.folder.path, "secret"), (tree.root, "../secret"), (tree.root, ".git/config"),
        ] {
            record.tree = root
            record.path = path
            record.before = nil
            record.after = .init(hash: hash, bytes: 3, mode: 0o644)
            try folder.replace(record)
            let outcome = try #require(tree.journal.restore([id], within: tree.root).first)
            guard case .failed = outcome.result else {
                Issue.record("\(path): \(outcome.result)")
                continue
            }
        }
        #expect(tree.folder.bytes("secret") == Array("old".utf8))
        #expect(chmod(tree.undo, 0o777) == 0)
        #expect(tree.journal.records().isEmpty, "a folder that others may write says nothing")
    }
}
