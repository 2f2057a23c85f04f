import Testing

/// Causes of an output that is there already. Nothing is run.
@Suite struct MatchTests {
    private static let log = "one\ntwo\nteamtool: cache folder 'cache' is missing\nfour\n"

    @Test func text() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        try shop.write("log", Self.log)
        let found = Ran(
            out: """
                The cache folder is missing  team.cache-missing, line 3
                  teamtool: cache folder 'cache' is missing
                  fix: mkdir -p cache  (workspace)

                """)
        #expect(try await shop.run("match", "log") == found)
        #expect(try await shop.run("match", "-", input: Self.log) == found)
        #expect(try await shop.run("match", input: Self.log) == found)
        #expect(
            try await shop.run("match", "--command", "./teamtool", "--exit-code", "7", "log")
                == found)
        #expect(shop.names == ["log", "team.toml", "teamtool"])
    }

    @Test func json() async throws {
        let shop = try await Workshop.withTeam()
        try shop.write("log", Self.log)
        let ran = try await shop.run("match", "--format", "json", "log")
        #expect(
            ran
                == Ran(
                    out: """
                        {"candidates":0,"elapsed_ms":0,"matches":[{"captures":{"path":"cache"},"category":"environment","fixes":[{"argv":[["mkdir","-p","cache"]],"automatic":false,"command":"mkdir -p cache","id":"mkdir","kind":"run","risk":"workspace","success":{"rate":0.5,"trials":0},"why":"its pack `team` is not approved"}],"pack":"team","pattern":"team.cache-missing","score":0.75,"severity":"error","spans":[{"end_line":3,"line":3,"stream":"output","text":"teamtool: cache folder 'cache' is missing"}],"title":"The cache folder is missing"}],"patterns":0,"schema":"recourse.match/1","set_aside":[],"unexplained":[]}

                        """))
    }

    @Test func github() async throws {
        let shop = try await Workshop.withTeam()
        try shop.write("a,b:c", Self.log)
        #expect(
            try await shop.run("match", "--format", "github", "a,b:c")
                == Ran(
                    out:
                        "::error file=a%2Cb%3Ac,line=3,title=The cache folder is missing::teamtool: cache folder 'cache' is missing\n"
                ))
    }

    /// Keys as the standard spells them.
    @Test func sarif() async throws {
        let shop = try await Workshop.withTeam()
        try shop.write("log", Self.log)
        #expect(
            try await shop.run("match", "--format", "sarif", "log")
                == Ran(
                    out: """
                        {"$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{"results":[{"level":"error","locations":[{"physicalLocation":{"artifactLocation":{"uri":"log"},"region":{"endLine":3,"startLine":3}}}],"message":{"text":"teamtool: cache folder 'cache' is missing"},"ruleId":"team.cache-missing"}],"tool":{"driver":{"name":"recourse","rules":[{"id":"team.cache-missing","shortDescription":{"text":"The cache folder is missing"}}]}}}],"version":"2.1.0"}

                        """))
    }

    @Test func nothingFound() async throws {
        let shop = try Workshop()
        try shop.write("empty", "")
        let none = Ran(status: 1)
        #expect(try await shop.run("match", "empty") == none)
        #expect(try await shop.run("match") == none)
        #expect(try await shop.run("match", "--format", "github", "empty") == none)
        #expect(
            try await shop.run("match", "--format", "json", "empty")
                == Ran(
                    out: """
                        {"candidates":0,"elapsed_ms":0,"matches":[],"patterns":0,"schema":"recourse.match/1","set_aside":[],"unexplained":[]}

                        """, status: 1))
    }

    @Test func successHasNoCause() async throws {
        let shop = try await Workshop.withTeam()
        try shop.write("log", Self.log)
        #expect(try await shop.run("match", "--exit-code", "0", "log") == Ran())
        #expect(
            try await shop.run("match", "--exit-code", "0", "--format", "github", "log") == Ran())
        let json = try await shop.run("match", "--exit-code", "0", "--format", "json", "log")
        #expect(json.status == 0)
        #expect((json.json["matches"] as? [Any])?.isEmpty == true)
    }

    @Test func whatCannotBeRead() async throws {
        let shop = try Workshop()
        #expect(
            try await shop.run("match", "none")
                == Ran(err: "recourse: none: No such file or directory\n", status: 2))
        #expect(
            try await shop.run("match", ".") == Ran(err: "recourse: .: Is a directory\n", status: 2)
        )
    }

    @Test func binary() async throws {
        let shop = try await Workshop.withTeam()
        let ran = try await shop.shell(
            #"""
            { head -c 200000 /dev/zero; printf '\n'; head -c 200000 /dev/urandom | tr '\n' x; printf '\n'; cat team.toml > /dev/null
              echo "teamtool: cache folder 'cache' is missing"; } | $R match
            """#)
        #expect(ran.status == 0)
        #expect(ran.out.contains("team.cache-missing, line 3\n"))
    }

    /// The line number is that of the whole output, though most of it is left out.
    @Test func huge() async throws {
        let shop = try await Workshop.withTeam()
        let ran = try await shop.shell(
            """
            python3 -c '
            line = "nothing that anybody will ever want to read\\n" * 1000
            print(line * 150, end=""); print("teamtool: cache folder \\x27cache\\x27 is missing"); print(line * 150, end="")
            ' > log; wc -l < log | tr -d ' '; $R match log | head -n 1; sed -n 150001p log
            """)
        #expect(
            ran
                == Ran(
                    out: """
                        300001
                        The cache folder is missing  team.cache-missing, line 150001
                        teamtool: cache folder 'cache' is missing

                        """))
    }

    @Test func carriageReturnsAndColours() async throws {
        let shop = try await Workshop.withTeam()
        try shop.write(
            "log",
            "10 %\r50 %\r100 %\r\n\u{1b}[31mteamtool: cache folder 'cache' is missing\u{1b}[0m\r\n")
        let ran = try await shop.run("match", "log")
        #expect(ran.out.hasPrefix("The cache folder is missing  team.cache-missing, line 2\n"))
    }
}
