import Testing

/// Standard input belongs to the command.
@Suite struct ExecInputTests {
    private static let reader = """
        #!/bin/sh
        read first; echo "got $first"; exec ./teamtool

        """

    @Test func itPasses() async throws {
        let shop = try Workshop()
        #expect(
            try await shop.run("exec", "--", "cat", input: "one\ntwo\n") == Ran(out: "one\ntwo\n"))
        #expect(try await shop.shell("echo piped | $R exec -- cat") == Ran(out: "piped\n"))
        #expect(try await shop.run("exec", "--", "cat") == Ran())
        #expect(try await shop.shell("$R exec -- true <&-") == Ran())
    }

    @Test func aFileIsReadAgain() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        try shop.write("reader", Self.reader, mode: 0o755)
        let ran = try await shop.run(
            "exec", "--mode", "auto", "--seed", "1", "--", "./reader", input: "one\n")
        #expect(ran.status == 0)
        #expect(ran.out == "got one\ngot one\nbuilt\n")
        // From where it stood, not from its beginning.
        let later = try await shop.shell(
            "rmdir cache; printf 'skipped\\none\\n' > in; { head -c 8 > /dev/null; $R exec --mode auto --seed 1 -- ./reader; } < in"
        )
        #expect(later.out == "got one\ngot one\nbuilt\n")
    }

    @Test func aPipeIsNotReadAgain() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        try shop.write("reader", Self.reader, mode: 0o755)
        let ran = try await shop.shell("echo one | $R exec --mode auto --seed 1 -- ./reader")
        #expect(ran.status == 7)
        #expect(ran.out == "got one\n")
        #expect(
            ran.errLines.last
                == "recourse: standard input was used up, so the command is not run again")
    }
}
