import RecourseCore
import RecourseText
import Testing

@Suite struct FilePatchAppliedTests {
    private func applied(_ hunks: String, to text: String) throws -> String {
        let files = try UnifiedPatch.files(in: "--- a/x\n+++ b/x\n" + hunks)
        let bytes = try #require(try files[0].applied(to: Array(text.utf8)))
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func findsTheOnePlaceElsewhere() throws {
        let hunk = "@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
        #expect(try applied(hunk, to: "x\ny\na\nb\nz\n") == "x\ny\na\nc\nz\n")
        // Where it says comes before where else it would fit.
        #expect(try applied(hunk, to: "a\nb\na\nb\n") == "a\nc\na\nb\n")
    }

    @Test func followsTheMoveOfTheHunkBefore() throws {
        let hunks = "@@ -1 +1 @@\n-one\n+1\n@@ -3 +3 @@\n-same\n+2\n"
        #expect(
            try applied(hunks, to: "new\none\nx\nsame\nsame\n") == "new\n1\nx\n2\nsame\n")
    }

    @Test func refusesWhatIsNotThereOrThereTwice() {
        let hunk = "@@ -9,2 +9,2 @@\n a\n-b\n+c\n"
        #expect(throws: PatchError.notFound(hunk: 1)) { try applied(hunk, to: "a\nB\n") }
        #expect(throws: PatchError.ambiguous(hunk: 1, places: [1, 3])) {
            try applied(hunk, to: "a\nb\na\nb\n")
        }
        // Never behind the hunk before.
        #expect(throws: PatchError.notFound(hunk: 2)) {
            try applied("@@ -3 +3 @@\n-c\n+C\n@@ -4 +4 @@\n-a\n+A\n", to: "a\nb\nc\n")
        }
        #expect(throws: PatchError.noContext(hunk: 1)) {
            try applied("@@ -1,0 +2 @@\n+new\n", to: "a\n")
        }
        // The same to Swift's strings, not to the file.
        #expect(throws: PatchError.notFound(hunk: 1)) {
            try applied("@@ -1 +1 @@\n-é\n+e\n", to: "e\u{301}\n")
        }
    }

    @Test func keepsTheEndsOfLines() throws {
        let hunk = "@@ -1,2 +1,3 @@\n a\n-b\n+c\n+d\n"
        #expect(try applied(hunk, to: "a\r\nb\r\n") == "a\r\nc\r\nd\r\n")
        let withCR = hunk.split(separator: "\n").dropFirst().map { "\($0)\r\n" }.joined()
        #expect(try applied("@@ -1,2 +1,3 @@\n" + withCR, to: "a\nb\n") == "a\nc\nd\n")
        #expect(try applied("@@ -1,2 +1,3 @@\n" + withCR, to: "a\r\nb\r\n") == "a\r\nc\r\nd\r\n")
        // A file of both kinds is taken as it is.
        #expect(throws: PatchError.notFound(hunk: 1)) { try applied(hunk, to: "a\r\nb\r\nx\n") }
    }

    @Test func mindsTheLastLine() throws {
        let marker = "\\ No newline at end of file\n"
        #expect(try applied("@@ -1 +1 @@\n-a\n\(marker)+b\n", to: "a") == "b\n")
        #expect(try applied("@@ -1 +1 @@\n-a\n+b\n\(marker)", to: "a\n") == "b")
        #expect(try applied("@@ -1 +1,2 @@\n-a\n\(marker)+a\n+b\n\(marker)", to: "a") == "a\nb")
        #expect(throws: PatchError.notFound(hunk: 1)) {
            try applied("@@ -1 +1 @@\n-a\n+b\n", to: "a")
        }
        #expect(throws: PatchError.notFound(hunk: 1)) {
            try applied("@@ -1 +1 @@\n-a\n+b\n\(marker)", to: "a\nmore\n")
        }
    }

    @Test func fillsAnEmptyFile() throws {
        #expect(try applied("@@ -0,0 +1,2 @@\n+a\n+b\n", to: "") == "a\nb\n")
    }

    @Test func endsOnManyEqualLines() throws {
        let file = String(repeating: "\n", count: 20_000) + "x\n"
        let hunk = "@@ -1,5001 +1 @@\n" + String(repeating: "-\n", count: 5_000) + "-y\n+z\n"
        #expect(throws: PatchError.notFound(hunk: 1)) { try applied(hunk, to: file) }
    }

    @Test func changesAreBoundedAndText() throws {
        #expect(throws: EditError.notText(path: "x")) {
            try FileChange.write(path: "x", contents: "a\0").applied(to: nil)
        }
        let large = String(repeating: "a", count: FileChange.largest + 1)
        #expect(throws: EditError.tooLarge(path: "x", bytes: FileChange.largest + 1)) {
            try FileChange.write(path: "x", contents: large).applied(to: nil)
        }
        let patch = try #require(FilePatch(path: "x", from: [0x61], to: [0x62]))
        #expect(throws: EditError.notText(path: "x")) {
            try FileChange.patch(patch).applied(to: [0x61, 0])
        }
        #expect(throws: EditError.patch(path: "x", .notFound(hunk: 1))) {
            try FileChange.patch(patch).applied(to: [0x63])
        }
        #expect(throws: EditError.doesNotApply(path: "x")) {
            try FileChange.delete(path: "x").applied(to: nil)
        }
    }
}
