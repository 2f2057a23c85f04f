import RecourseText
import Testing

@testable import struct RecourseText.LineFolding

@Suite struct FingerprintTests {
    private func fingerprint(_ text: String, _ program: String = "make") -> String {
        Fingerprint.of(FailureText(text), program: program)
    }

    /// Kept in the store, so they must not change between versions.
    @Test func isAsItEverWas() {
        #expect(fingerprint("cc: fatal error: no input files\n", "cc") == "09b65cf477c21e43")
        #expect(fingerprint("", "true") == "5b5c98ef514dbfa5")
    }

    @Test(arguments: [
        ("error in job 12", "error in job 98765"),
        ("error at 2024-01-02T10:11:12Z", "error at 2025-11-30T23:59:59Z"),
        ("error: pid 77 killed after 1.5s", "error: pid 12345 killed after 22.25s"),
        ("error: 0xdeadbeef", "error: 0x12"), ("error: 0x7ffe12", "error: 0xab"),
        ("error: commit a3f9c1d", "error: commit 9999999"),
        (
            "error: bad object deadbeef00112233445566778899aabbccddeeff",
            "error: bad object 0123456789abcdef0123456789abcdef01234567"
        ),
        (
            "error: id 550e8400-e29b-41d4-a716-446655440000",
            "error: id 00000000-face-abcd-beef-0123456789ab"
        ),
        ("error in /tmp/tmpab_xyz/setup.py", "error in /tmp/pip-install-QQ/setup.py"),
        ("error: '/var/tmp/foo.Xa8sKd'", "error: '/var/tmp/foo.bcdEFG'"),
        ("error: /var/folders/zz/abc/T/tmpx: no", "error: /var/folders/qq/d_e/T/other: no"),
        ("error:   spaced\tout ", "  error: spaced out"),
        ("\u{1B}[31merror: red\u{1B}[0m", "error: red"), ("10%\rerror: x", "error: x"),
        ("noise 1\nerror: x\n", "other noise\nerror: x\n"),
    ])
    func theSameKind(first: String, second: String) {
        #expect(fingerprint(first) == fingerprint(second))
    }

    @Test(arguments: [
        ("error: no such file", "error: permission denied"), ("error: a", "error: b"),
        ("error in /tmp/x/setup.py", "error in /tmp/x/build.py"),
        ("error: x\nerror: y", "error: x"),
        ("all quiet", "all silent"), ("error: face", "error: cafe"),
    ])
    func anotherKind(first: String, second: String) {
        #expect(fingerprint(first) != fingerprint(second))
    }

    @Test func theProgramCounts() {
        #expect(fingerprint("error: x", "make") != fingerprint("error: x", "ninja"))
    }

    /// Only the last lines that say something, so that more output before them changes nothing.
    @Test func longOutputIsCut() {
        let errors = "abcdefghijkl".map { "error: case \($0)\n" }.joined()
        let before = String(repeating: "error: earlier\nchatter\n", count: 50)
        #expect(fingerprint(errors) == fingerprint(before + errors))
        let blank = String(repeating: "chatter\n", count: 2_500)
        #expect(fingerprint("error: far above\n" + blank) == fingerprint(blank))
    }

    @Test(arguments: [
        ("main.c:12:5: error", "main.c:#:#: error"), ("utf8", "utf#"), ("v1.2.3-rc4", "v#.#.#-rc#"),
        ("E0433", "#"),
        ("0x", "#"), ("3rd", "#rd"), ("10ms", "#ms"), ("face", "face"), ("deadbeef", "deadbeef"),
        ("", ""), (" \t ", ""),
        ("/tmp/", "/tmp/#"), ("a/tmp/b c", "a/tmp/# c"), ("/tmp/a:b", "/tmp/#:b"), ("é 1", "é #"),
    ])
    func folding(line: String, expected: String) {
        var folding = LineFolding(Array(line.utf8))
        #expect(String(decoding: folding.folded(), as: UTF8.self) == expected)
    }
}
