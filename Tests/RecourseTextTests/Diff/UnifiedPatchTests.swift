import RecourseCore
import RecourseText
import Testing

@Suite struct UnifiedPatchTests {
    private func error(_ text: String) -> PatchError? {
        do {
            _ = try UnifiedPatch.files(in: text)
            return nil
        } catch {
            return error
        }
    }

    @Test func readsSeveralFilesAndSkipsWords() throws {
        let text = """
            Here is the patch:

            diff --git a/one b/one
            index 1234567..89abcde 100644
            --- a/one
            +++ b/one
            @@ -1,2 +1,2 @@ func main()
             same
            -old
            +new
            --- two\t2026-01-01 00:00:00
            +++ two\t2026-01-02 00:00:00
            @@ -3 +3,2 @@
            -x
            +y
            +z
            \\ No newline at end of file

            diff --git a/empty b/empty
            new file mode 100755
            index 0000000..e69de29
            --\u{20}
            2.39.0

            """
        let files = try UnifiedPatch.files(in: text)
        #expect(files.map(\.path) == ["one", "two", "empty"])
        #expect(files.map(\.kind) == [.modify, .modify, .create])
        #expect(files.map(\.isExecutable) == [false, false, true])
        #expect(files[1].hunks[0].lines.map(\.hasLineFeed) == [true, true, false])
        #expect(files[0].added == 1)
        #expect(files[0].removed == 1)
        #expect(try FileChange.changes(ofPatch: text).map(\.text).first == "patch one (+1 -1)")
    }

    @Test func takesAnEmptyContextLineWithoutItsBlank() throws {
        let files = try UnifiedPatch.files(in: "--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n")
        #expect(try files[0].applied(to: Array("a\n\nb\n".utf8)) == Array("a\n\nc\n".utf8))
    }

    @Test func refusesWhatItDoesNotUnderstandWithItsLine() {
        let head = "--- a/x\n+++ b/x\n"
        #expect(error("") == .empty)
        #expect(error("only words\n- one\n+ two\n") == .empty)
        #expect(error("@@ -1 +1 @@\n-a\n+b\n") == .malformed(line: 1))
        #expect(error(head + "no hunk\n") == .malformed(line: 3))
        #expect(error(head + "@@ -1 +1\n-a\n+b\n") == .malformed(line: 3))
        #expect(error(head + "@@ -9999999999 +1 @@\n-a\n+b\n") == .malformed(line: 3))
        #expect(error(head + "@@ -1,2 +1 @@\n-a\n+b\n") == .hunkLength(line: 3))
        #expect(error(head + "@@ -1 +1 @@\n-a\n+b\n+c\n") == .hunkLength(line: 3))
        #expect(error(head + "@@ -1 +1 @@\n-a\n+b\n\n@@ -1 +1 @@\n") == .malformed(line: 7))
        #expect(error(head + "@@ -1,2 +1,2 @@\n-a\n?b\n") == .hunkLength(line: 3))
        #expect(error(head + "@@ -1 +1 @@\n\\ No newline\n-a\n+b\n") == .malformed(line: 4))
        #expect(error("--- /dev/null\n+++ /dev/null\n@@ -1 +1 @@\n-a\n+b\n") == .malformed(line: 1))
        #expect(error("--- /dev/null\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n") == .malformed(line: 3))
        #expect(error("--- \"a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n") == .malformed(line: 1))
        #expect(error("diff --git a/x b/x\nindex 1..2\n") == .malformed(line: 1))
        #expect(
            error("--- a/x\n+++ b/y\n@@ -1 +1 @@\n-a\n+b\n")
                == .differentNames(line: 1, old: "x", new: "y"))
    }

    @Test func refusesRenamesModesLinksAndBinaries() {
        for header in [
            "rename from x", "copy from x", "similarity index 90%", "old mode 100644",
            "Binary files a/x and b/x differ", "GIT binary patch",
        ] {
            let text = "diff --git a/x b/x\n\(header)\n"
            #expect(error(text) == .unsupported(line: 2, header: header))
        }
        #expect(
            error("diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n")
                == .unsupported(line: 2, header: "new file mode 120000"))
    }
}
