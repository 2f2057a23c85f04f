#if canImport(Glibc)
    import Glibc
    import RecourseCore
    import Testing

    @testable import RecourseExecution

    /// Where the disk is full, in the tree or beside it, everything stays as it was. Needs the right
    /// to mount.
    @Suite struct FullDiskTests {
        private static let mayMount: Bool = {
            guard geteuid() == 0 else { return false }
            var template = Array("/tmp/recourse-mount-XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else { return false }
            let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
            defer { rmdir(path) }
            guard mount("tmpfs", path, "tmpfs", 0, "size=64k") == 0 else { return false }
            umount2(path, Int32(MNT_DETACH))
            return true
        }()

        @Test(.enabled(if: mayMount), arguments: ["tree", "state"])
        func leavesEverything(full: String) async throws {
            let tree = try ChangedTree()
            if full == "state" { try tree.folder.folder("state") }
            let target = tree.folder.path + "/" + full
            try #require(mount("tmpfs", target, "tmpfs", 0, "size=256k") == 0)
            defer { umount2(target, Int32(MNT_DETACH)) }
            let old = String(repeating: "old\n", count: 50_000)
            try tree.folder.write("tree/a", "small\n")
            try tree.folder.write("tree/b", full == "tree" ? "b\n" : old)
            try tree.folder.write("tree/c", full == "tree" ? "c\n" : old)
            let names = tree.names
            let large = String(repeating: "y", count: 400_000)
            let error = await tree.error(
                .write(path: "a", contents: "changed\n"), .write(path: "d/n", contents: "n\n"),
                .write(path: "b", contents: large), .write(path: "c", contents: "c"))
            guard case .input(_, let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason == "No space left on device")
            #expect(tree.text("a") == "small\n")
            #expect(tree.names == names)
            #expect(tree.journal.records().isEmpty)
        }
    }
#endif
