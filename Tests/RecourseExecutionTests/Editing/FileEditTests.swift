import RecourseCore
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

@Suite struct FileEditTests {
    private func apply(
        _ operation: FileEdit.Operation, to path: String, in tree: borrowing TemporaryFolder,
        root: String? = nil
    ) async throws -> EditReceipt {
        try await ProcessRunner(screen: nil, backups: "\(tree.path)/state/backups")
            .apply(FileEdit(path: path, operation: operation), in: root ?? "\(tree.path)/tree")
    }

    private func tree() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.folder("tree")
        return folder
    }

    @Test func changesTheFileAndKeepsACopy() async throws {
        let tree = try tree()
        try tree.write("tree/run.sh", "#!/bin/sh\r\necho\r\n", mode: 0o755)
        let receipt = try await apply(.crlfToLF, to: "run.sh", in: tree)
        #expect(receipt.path == "\(tree.path)/tree/run.sh")
        #expect(tree.bytes("tree/run.sh") == Array("#!/bin/sh\necho\n".utf8))
        #expect(permissions(receipt.path) == 0o755)
        let backup = try #require(receipt.backup)
        #expect(backup.hasPrefix("\(tree.path)/state/backups/"))
        #expect(backup.hasSuffix("-755-run.sh"))
        #expect(contents(backup) == Array("#!/bin/sh\r\necho\r\n".utf8))
        #expect(permissions(backup) == 0o600)
        #expect(permissions("\(tree.path)/state/backups") == 0o700)
        #expect(FolderListing.entries("\(tree.path)/tree").map(\.name) == ["run.sh"])
    }

    @Test func closesTheFolderOfCopiesToOthers() async throws {
        let tree = try tree()
        try tree.folder("state")
        try tree.folder("state/backups")
        try tree.write("tree/a", "a\r\n", mode: 0o600)
        _ = try await apply(.crlfToLF, to: "\(tree.path)/tree/a", in: tree)
        #expect(permissions("\(tree.path)/state/backups") == 0o700)
        #expect(permissions("\(tree.path)/tree/a") == 0o600)
    }

    @Test func keepsOneCopyAnEdit() async throws {
        let tree = try tree()
        try tree.write("tree/a", "one\ntwo\nthree\n")
        var copies: Set<String> = []
        for _ in 0..<2 {
            let edit = FileEdit.Operation.deleteLine(line: 1, containing: "")
            await #expect(throws: EditError.doesNotApply(path: "a")) {
                try await apply(edit, to: "a", in: tree)
            }
        }
        for word in ["one", "two"] {
            let edit = FileEdit.Operation.deleteLine(line: 1, containing: word)
            let receipt = try await apply(edit, to: "a", in: tree)
            copies.insert(try #require(receipt.backup))
        }
        #expect(copies.count == 2)
        #expect(tree.bytes("tree/a") == Array("three\n".utf8))
    }

    @Test func followsALinkWithinTheTree() async throws {
        let tree = try tree()
        try tree.folder("tree/real")
        try tree.write("tree/real/a", "a\r\n")
        try tree.link("tree/link", to: "real")
        try tree.link("tree/file", to: "link/../link/a")
        let receipt = try await apply(.crlfToLF, to: "file", in: tree)
        #expect(receipt.path == "\(tree.path)/tree/real/a")
        #expect(tree.bytes("tree/real/a") == Array("a\n".utf8))
        var status = stat()
        #expect(lstat("\(tree.path)/tree/file", &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFLNK)
    }

    @Test func takesATreeThatIsReachedByALink() async throws {
        let tree = try tree()
        try tree.write("tree/a", "a\r\n")
        try tree.link("other", to: "tree")
        let receipt = try await apply(.crlfToLF, to: "a", in: tree, root: "\(tree.path)/other")
        #expect(receipt.path == "\(tree.path)/tree/a")
    }

    @Test(arguments: ["../secret", "link", "folder/secret", "folder/../../secret", "/etc/hostname"])
    func refusesWhatLiesOutside(path: String) async throws {
        let tree = try tree()
        try tree.write("secret", "a\r\n")
        try tree.link("tree/link", to: "../secret")
        try tree.link("tree/folder", to: "..")
        await #expect(throws: EditError.outsideTree(path: path)) {
            try await apply(.crlfToLF, to: path, in: tree)
        }
        #expect(tree.bytes("secret") == Array("a\r\n".utf8))
        #expect(FolderListing.entries("\(tree.path)/state").isEmpty)
    }

    @Test func refusesANeighbourWithTheSameBeginning() async throws {
        let tree = try tree()
        try tree.folder("tree2")
        try tree.write("tree2/a", "a\r\n")
        await #expect(throws: EditError.outsideTree(path: "../tree2/a")) {
            try await apply(.crlfToLF, to: "../tree2/a", in: tree)
        }
    }

    @Test func refusesWhatIsNoRegularFile() async throws {
        let tree = try tree()
        try tree.folder("tree/folder")
        try #require(mkfifo("\(tree.path)/tree/pipe", 0o600) == 0)
        for path in ["folder", "pipe", "."] {
            await #expect(throws: EditError.notARegularFile(path: path)) {
                try await apply(.crlfToLF, to: path, in: tree)
            }
        }
    }

    @Test func refusesWhatIsMissingOrLarge() async throws {
        let tree = try tree()
        let file = try tree.write("tree/large", "")
        try #require(truncate(file, off_t(TreePlace.largest + 1)) == 0)
        await #expect(
            throws: EditError.tooLarge(path: "large", bytes: TreePlace.largest + 1)
        ) {
            try await apply(.crlfToLF, to: "large", in: tree)
        }
        for path in ["none", "none/a", "large/a"] {
            do {
                _ = try await apply(.crlfToLF, to: path, in: tree)
                Issue.record("\(path) was edited")
            } catch EditError.input(let named, let reason) {
                #expect(named == path)
                #expect(!reason.isEmpty)
            }
        }
    }

    @Test func leavesTheFileWhereNoCopyCanBeKept() async throws {
        let tree = try tree()
        try tree.write("tree/a", "a\r\n")
        try tree.write("state", "in the way")
        do {
            _ = try await apply(.crlfToLF, to: "a", in: tree)
            Issue.record("it was edited")
        } catch EditError.input {}
        #expect(tree.bytes("tree/a") == Array("a\r\n".utf8))
    }
}
