import RecourseCore
import Testing

@Suite struct ChangePathTests {
    @Test func takesPlainPaths() throws {
        #expect(try ChangePath.components(of: "a/b c/ü.txt") == ["a", "b c", "ü.txt"])
        #expect(try ChangePath.components(of: "./a") == ["a"])
        #expect(try ChangePath.components(of: ".github/workflows/ci.yml").count == 3)
        #expect(try ChangePath.components(of: "git/x..y/...") == ["git", "x..y", "..."])
    }

    @Test(arguments: [
        "", ".", "./", "/", "/etc/passwd", "..", "../a", "a/../b", "a//b", "a/", "a/.", "~/../a",
        "a\nb", "a\0b", "a\u{1b}[1m", "a\u{202e}b", "a\u{200b}b", "a\u{2028}b", "././a",
    ])
    func refusesWhatMayLeadElsewhere(path: String) {
        #expect(throws: EditError.unusablePath(path: path)) {
            try ChangePath.components(of: path)
        }
    }

    @Test(arguments: [
        ".git", ".git/config", ".git/hooks/pre-commit", "sub/.GIT/config", ".Git./x", "git~1/x",
        ".hg/hgrc", ".svn/x", ".recourse/knowledge.db", ".git /config",
    ])
    func refusesVersionControlAndOurOwn(path: String) {
        #expect(throws: EditError.protected(path: path)) { try ChangePath.components(of: path) }
    }

    @Test func classesChanges() throws {
        let write = FileChange.write(path: "src/a", contents: "a")
        #expect(try write.risk(replaces: false) == .workspace)
        #expect(try write.risk(replaces: true) == .overwrite)
        #expect(try FileChange.delete(path: "a").risk(replaces: true) == .overwrite)
        var patch = FilePatch(path: "a", kind: .modify, hunks: [])
        #expect(try FileChange.patch(patch).risk(replaces: true) == .workspace)
        patch.kind = .delete
        #expect(try FileChange.patch(patch).risk(replaces: true) == .overwrite)
        let edit = FileEdit(path: "/tree/a", operation: .crlfToLF)
        #expect(try FileChange.edit(edit).risk(replaces: true) == .workspace)
    }

    @Test(arguments: [
        ".github/workflows/ci.yml", ".gitlab-ci.yml", "Jenkinsfile", ".envrc", "sub/.envrc",
        ".bashrc", ".husky/pre-commit", ".vscode/tasks.json", ".circleci/config.yml",
    ])
    func whatRunsByItselfIsAsGraveAsRunningIt(path: String) throws {
        #expect(try FileChange.write(path: path, contents: "").risk(replaces: false) == .system)
        let edit = FileEdit(path: path, operation: .crlfToLF)
        #expect(try FileChange.edit(edit).risk(replaces: true) == .system)
    }

    @Test(arguments: ["src/hooks/useState.ts", ".github/CODEOWNERS", "envrc", "workflows/a.yml"])
    func theLikeIsNot(path: String) throws {
        #expect(try FileChange.write(path: path, contents: "").risk(replaces: false) == .workspace)
    }

    @Test func saysWhatItDoes() {
        #expect(FileChange.write(path: "a b", contents: "1\n2").text == "write 'a b' (2 lines)")
        #expect(
            FileChange.write(path: "a", contents: "1\n", isExecutable: true).text
                == "write a (1 line, an executable)")
        #expect(FileChange.delete(path: "a").text == "delete a")
    }
}
