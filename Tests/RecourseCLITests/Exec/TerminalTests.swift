import Testing

/// On a pseudo-terminal: what a person sees, and what becomes of what they type.
@Suite struct TerminalTests {
    private static let asked = """
        teamtool: cache folder 'cache' is missing
        \u{1b}[31mrecourse:\u{1b}[0m the command ended with status 7
          \u{1b}[1mThe cache folder is missing\u{1b}[0m  \u{1b}[2mteam.cache-missing, line 1\u{1b}[0m
            teamtool: cache folder 'cache' is missing
            \u{1b}[32mfix:\u{1b}[0m mkdir -p cache  \u{1b}[2m(workspace)\u{1b}[0m
        \u{1b}[1mRun\u{1b}[0m mkdir -p cache\u{1b}[1m?\u{1b}[0m

        """
    private static let prompt =
        "  [y] once  [a] always for this fix  [s] skip  [n] never  [e] explain  [q] stop: "
    private static let recovered = """
        \u{1b}[1mrecourse:\u{1b}[0m trying mkdir -p cache
        \u{1b}[2mrecourse: again: ./teamtool\u{1b}[0m
        built
        recourse: team.cache-missing/mkdir: \u{1b}[32mresolved\u{1b}[0m

        """

    @Test func theChildHasATerminal() async throws {
        let shop = try Workshop()
        let ran = try await shop.terminal(
            "exec", "--", "python3", "-c",
            "import sys; print(*(s.isatty() for s in (sys.stdin, sys.stdout, sys.stderr)))")
        #expect(ran == Ran(out: "True True True\n"))
        let piped = try await shop.run(
            "exec", "--", "python3", "-c",
            "import sys; print(*(s.isatty() for s in (sys.stdin, sys.stdout, sys.stderr)))")
        #expect(piped == Ran(out: "False False False\n"))
    }

    @Test func colours() async throws {
        let shop = try Workshop()
        #expect(
            try await shop.terminal("exec", "--", "sh", "-c", "exit 3")
                == Ran(
                    out: """
                        \u{1b}[31mrecourse:\u{1b}[0m the command ended with status 3
                        \u{1b}[2m  no known cause\u{1b}[0m

                        """, status: 3))
        let plain = Ran(
            out: "recourse: the command ended with status 3\n  no known cause\n", status: 3)
        #expect(
            try await shop.terminal(
                "exec", "--", "sh", "-c", "exit 3", environment: ["NO_COLOR": "1"]) == plain)
        #expect(
            try await shop.terminal(
                "exec", "--", "sh", "-c", "exit 3", environment: ["TERM": "dumb"]) == plain)
        #expect(
            try await shop.run("exec", "--", "sh", "-c", "exit 3")
                == Ran(err: plain.out, status: 3))
    }

    @Test func yes() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        let ran = try await shop.terminal("exec", "--", "./teamtool", typed: "y")
        #expect(ran == Ran(out: Self.asked + Self.prompt + "y\n" + Self.recovered))
    }

    @Test(arguments: ["q", "s", "n"])
    func noIsNo(_ key: String) async throws {
        let shop = try await Workshop.withTeam(approved: true)
        let ran = try await shop.terminal("exec", "--", "./teamtool", typed: key)
        #expect(
            ran
                == Ran(
                    out: Self.asked + Self.prompt + "\(key)\nrecourse: no fix was run\n", status: 7)
        )
        #expect(!shop.exists("cache"))
    }

    @Test func explain() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        let ran = try await shop.terminal("exec", "--", "./teamtool", typed: "e|what|q")
        let explained = """
              The cache folder is missing (team.cache-missing)
              risk: workspace
              never tried here; expected to work in 50 %

            """
        #expect(
            ran
                == Ran(
                    out: Self.asked + Self.prompt + "e\n" + explained + Self.prompt + "what\n"
                        + Self.prompt
                        + "q\nrecourse: no fix was run\n", status: 7))
    }

    @Test func neverAndAlwaysLast() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        try await shop.terminal("exec", "--", "./teamtool", typed: "n")
        let never = try await shop.terminal("exec", "--", "./teamtool")
        #expect(never.status == 7)
        #expect(never.out.contains("(workspace; you said never)"))
        try await shop.run("trust", "revoke", "team.cache-missing")
        try await shop.run("trust", "approve", "team")
        try await shop.terminal("exec", "--", "./teamtool", typed: "a")
        #expect(shop.exists("cache"))
        try await shop.shell("rmdir cache")
        let always = try await shop.terminal("exec", "--", "./teamtool")
        #expect(always.status == 0)
        #expect(!always.out.contains(Self.prompt))
    }

    @Test func endOfInputAndInterruption() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        #expect(try await shop.terminal("exec", "--", "./teamtool", typed: "^D").status == 7)
        #expect(try await shop.terminal("exec", "--", "./teamtool", typed: "^C").status == 130)
        #expect(!shop.exists("cache"))
    }

    /// An unattended terminal is not asked.
    @Test func continuousIntegration() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        let ran = try await shop.terminal("exec", "--", "./teamtool", environment: ["CI": "true"])
        #expect(ran.status == 7)
        #expect(!ran.out.contains(Self.prompt))
    }
}
