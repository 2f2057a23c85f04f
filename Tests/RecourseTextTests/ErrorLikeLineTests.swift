import RecourseText
import Testing

@Suite struct ErrorLikeLineTests {
    @Test(arguments: [
        "error: x", "ERROR x", "fatal: not a git repository", "make: *** [all] Error 2",
        "1 failed, 2 passed", "FAILED",
        "ValueError: bad", "java.lang.NullPointerException", "java.io.IOException",
        "Traceback (most recent call last):",
        "thread 'main' panicked at", "cannot open", "bash: x: command not found",
        "No such file or directory",
        "Permission denied", "Connection refused", "undefined reference to `x'",
        "Segmentation fault (core dumped)",
        "Operation not permitted", "request timed out", "couldn't connect", "HTTPError", "fooError",
        "E_ERROR_X",
        "illegal instruction", "2 errors", "unable to resolve host", "aborting.", "Killed",
        "x_missing",
    ])
    func looksLikeAFailure(line: String) {
        #expect(ErrorLikeLine.matches(line))
    }

    @Test(arguments: [
        "", "ok", "all good", "terror", "mirrors", "defaults", "unfailing", "12:01 INFO started",
        "   ", "érror",
        "skilled worker", "prefatal", "@rror", "[rror", "compiling x.c",
    ])
    func looksLikeNone(line: String) {
        #expect(!ErrorLikeLine.matches(line))
    }

    @Test func bytesBesideTheLettersAreNoLetters() {
        // `@` and `[`, `` ` `` and `{` stand beside the letters in ASCII.
        for neighbour in ["@", "[", "`", "{", "_", "-", "1", "\u{FF}", "é"] {
            #expect(ErrorLikeLine.matches(neighbour + "error"), "\(neighbour)")
        }
        for neighbour in ["a", "z", "A", "Z"] {
            #expect(!ErrorLikeLine.matches(neighbour + "error"), "\(neighbour)")
        }
    }
}
