import RecourseCore
import RecourseLearning
import RecourseText
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// What others' tools make of our diffs, and we of theirs.
@Suite struct DiffToolsTests {
    private func has(_ program: String) -> Bool {
        ["/usr/bin/", "/bin/"].contains { access($0 + program, X_OK) == 0 }
    }

    private func run(_ tree: borrowing ChangedTree, _ argv: String...) async -> CommandResult {
        await tree.runner.run(
            CommandRequest(Command(argv: argv, directory: tree.root), terminal: .background))
    }

    /// Pairs of texts, with CRLF, without final newlines, empty.
    private static func pairs() -> [(String, String)] {
        var generator = SplitMix64(seed: 11)
        let lines = ["", "a", "b", "}", "c\r", "- d", "\\"]
        func text() -> String {
            let count = Int.random(in: 0...12, using: &generator)
            let text = (0..<count)
                .map { _ in lines[Int.random(in: 0..<lines.count, using: &generator)] }
                .joined(separator: "\n")
            return count > 0 && Bool.random(using: &generator) ? text + "\n" : text
        }
        return (0..<40).map { _ in (text(), text()) }.filter { Array($0.utf8) != Array($1.utf8) }
    }

    @Test func gitAndPatchApplyOurs() async throws {
        let tree = try ChangedTree()
        for (old, new) in Self.pairs() {
            let patch = try #require(
                FilePatch(path: "f", from: Array(old.utf8), to: Array(new.utf8)))
            try tree.folder.write("tree/p", patch.text)
            if has("git") {
                try tree.folder.write("tree/f", old)
                let result = await run(tree, "git", "apply", "--whitespace=nowarn", "p")
                #expect(result.exit == .exited(0), "\(patch.text.debugDescription)")
                #expect(tree.folder.bytes("tree/f") == Array(new.utf8))
            }
            // GNU patch removes a file that becomes empty, and takes CRs off.
            if has("patch"), !old.isEmpty, !new.isEmpty {
                try tree.folder.write("tree/f", old)
                let result = await run(tree, "patch", "--binary", "-s", "-p1", "-i", "p")
                #expect(result.exit == .exited(0), "\(patch.text.debugDescription)")
                #expect(tree.folder.bytes("tree/f") == Array(new.utf8))
            }
        }
    }

    @Test func weApplyTheirs() async throws {
        let tree = try ChangedTree()
        for (old, new) in Self.pairs() where has("diff") {
            try tree.folder.write("tree/f", old)
            try tree.folder.write("tree/g", new)
            let result = await run(
                tree, "diff", "-u", "--label", "a/f", "--label", "b/f", "f", "g")
            #expect(result.exit == .exited(1))
            let text = String(decoding: result.output.bytes, as: UTF8.self)
            try await tree.apply(try #require(FileChange.changes(ofPatch: text).first))
            #expect(tree.folder.bytes("tree/f") == Array(new.utf8))
        }
    }

    @Test func gitMakesNewFilesOfOurs() async throws {
        guard has("git") else { return }
        let tree = try ChangedTree()
        for text in ["", "a\n", "a\nb"] {
            let patch = try #require(
                FilePatch(path: "d/x y", from: nil, to: Array(text.utf8), isExecutable: true))
            try tree.folder.write("tree/p", patch.text)
            #expect(await run(tree, "git", "apply", "p").exit == .exited(0))
            #expect(tree.text("d/x y") == text)
            #expect(permissions("\(tree.root)/d/x y") & 0o100 != 0)
            let gone = try #require(FilePatch(path: "d/x y", from: Array(text.utf8), to: nil))
            try tree.folder.write("tree/p", gone.text)
            #expect(await run(tree, "git", "apply", "p").exit == .exited(0))
            #expect(tree.text("d/x y") == nil)
        }
    }
}
