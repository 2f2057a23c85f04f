import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Rewriting inside a shell text")
struct ShellTextRewritingTests {
    /// `mkdir` gets `-p`; all else stays to the letter.
    static let texts: [(before: String, after: String)] = [
        ("mkdir a", "mkdir -p a"),
        ("mkdir a | tee log", "mkdir -p a | tee log"),
        ("cd x && mkdir  a   b && ls *.c", "cd x && mkdir -p a b && ls *.c"),
        ("mkdir a >log 2>&1", "mkdir -p a >log 2>&1"),
        ("mkdir 'a b' \"c d\" e\\ f", "mkdir -p 'a b' \"c d\" e\\ f"),
        ("mkdir build-* \"$HOME/x\" ~/y {a,b}", "mkdir -p build-* \"$HOME/x\" ~/y {a,b}"),
        ("(mkdir a; true) || false", "(mkdir -p a; true) || false"),
        ("if true; then mkdir a; fi", "if true; then mkdir -p a; fi"),
        ("X=1 mkdir a # make it", "X=1 mkdir -p a # make it"),
        ("env X=1 timeout 5 mkdir a", "env X=1 timeout 5 mkdir -p a"),
        ("ls 'ü'; mkdir ä", "ls 'ü'; mkdir -p ä"),
        ("mkdir a\nls", "mkdir -p a\nls"),
    ]

    @Test(arguments: texts)
    func insert(before: String, after: String) throws {
        let text = try CommandRewritingTests.text(
            ["bash", "-ec", before], of: "mkdir", .insert(try templates("-p"), after: nil))
        #expect(text == ShellQuoting.joined(["bash", "-ec", after]))
    }

    @Test(arguments: [
        "mkdir $(pwd)/a", "mkdir `pwd`", "mkdir <<E\na\nE", "mkdir 'a", "mkdir a >log b",
        "mkdir a; mkdir a",
    ])
    func whatIsNotUnderstoodIsNotTouched(text: String) throws {
        let insert = Rewrite.Change.insert(try templates("-p"), after: nil)
        #expect(throws: Inapplicable.self) {
            try CommandRewritingTests.text(["sh", "-c", text], of: "mkdir", insert)
        }
    }

    @Test func whatIsFilledInIsQuoted() throws {
        let text = try CommandRewritingTests.text(
            ["sh", "-c", "cat a | sort"], of: "cat",
            .replace(try template("a"), with: try template("it's; rm -rf x")))
        #expect(text == ShellQuoting.joined(["sh", "-c", #"cat 'it'"'"'s; rm -rf x' | sort"#]))
    }

    @Test func aQuotedArgumentIsFoundByItsValue() throws {
        let text = try CommandRewritingTests.text(
            ["sh", "-c", "cat 'a b' && ls"], of: "cat",
            .replace(try template("a b"), with: try template("c")))
        #expect(text == "sh -c 'cat c && ls'")
    }
}
