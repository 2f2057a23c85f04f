import Foundation
import RecourseCore
import Testing

@Suite struct ShellQuotingTests {
    private static let words = [
        "plain", "", " ", "a b", "it's", "'", "''", "\"", "$(id)", "`id`", "$HOME", "a\\b", "a\nb",
        "*", "?", "[a]", "~", "{a,b}", "#x", "!x", ";", "&",
        "|", ">", "<", "(", ")", "-rf", "--x=y", "A=b", "/usr/bin/x", "a@b:c,d%e+f", "größe", "日本",
        "\t", "\r\n", "\u{1}",
        // A mark behind a quote is one character with it, and two to a shell.
        "x'\u{301}; id; '\u{301}", "'\u{20D2}", "\"\u{301}", "'\u{FE0F}", "é", "e\u{301}",
    ]

    @Test(arguments: [
        ("plain", "plain"), ("", "''"), ("a b", "'a b'"), ("it's", "'it'\"'\"'s'"),
        ("--x=/a:b,c@d%e+f.g_h-1", "--x=/a:b,c@d%e+f.g_h-1"), ("~", "'~'"),
        ("é", "'é'"), ("{}", "'{}'"), ("$x", "'$x'"),
    ])
    func quoted(word: String, expected: String) {
        #expect(ShellQuoting.quoted(word) == expected)
    }

    /// /bin/sh reads back every word as it was.
    @Test func aShellReadsItBack() throws {
        let words = Self.words + Self.words.flatMap { first in Self.words.map { first + $0 } }
        let shell = Process()
        let (input, output) = (Pipe(), Pipe())
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.standardInput = input
        shell.standardOutput = output
        try shell.run()
        let script = words.map { "printf '%s\\0' \(ShellQuoting.quoted($0))\n" }.joined()
        let writer = Thread {
            input.fileHandleForWriting.write(Data(script.utf8))
            try? input.fileHandleForWriting.close()
        }
        writer.start()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        #expect(printed == Data(words.map { $0 + "\0" }.joined().utf8))
    }

    @Test func commands() {
        #expect(ShellQuoting.joined(["a", "b c", ""]) == "a 'b c' ''")
        #expect(Command(argv: ["make", "x y"], directory: "/").text == "make 'x y'")
        let command = Command(
            argv: ["make"], directory: "/", environment: ["B": "1 2", "A": "x", "Z": nil, "Y": nil])
        #expect(command.text == "env -u Y -u Z A=x B='1 2' make")
    }

    @Test(arguments: [
        ("make", "make"), ("/usr/bin/make", "make"), ("./x", "x"), ("a/b/", "b"), ("", ""),
        ("/", "/"), ("a/\u{301}b", "\u{301}b"), ("é/ü", "ü"),
    ])
    func baseNames(path: String, expected: String) {
        #expect(baseName(path) == expected)
        #expect(Command(argv: [path], directory: "/").programName == expected)
    }
}
