import Testing

@Suite struct DatabaseTests {
    @Test func path() async throws {
        let shop = try Workshop()
        #expect(try await shop.run("db", "path") == Ran(out: "ROOT/data/recourse/knowledge.db\n"))
        #expect(try await shop.run("db", "path", "--db", "x.db") == Ran(out: "x.db\n"))
        #expect(
            try await shop.run("db", "path", environment: ["RECOURSE_DB": "y.db"])
                == Ran(out: "y.db\n"))
        #expect(
            try await shop.run("db", "path", environment: ["XDG_DATA_HOME": ""])
                == Ran(out: "ROOT/home/.local/share/recourse/knowledge.db\n"))
        #expect(
            try await shop.shell(
                "mkdir -p .recourse sub; touch .recourse/knowledge.db; cd sub; $R db path")
                == Ran(out: "TREE/.recourse/knowledge.db\n"))
        // Others may write it.
        #expect(
            try await shop.shell("chmod 666 .recourse/knowledge.db; $R db path")
                == Ran(out: "ROOT/data/recourse/knowledge.db\n"))
    }

    @Test func check() async throws {
        let shop = try Workshop()
        #expect(
            try await shop.run("db", "check")
                == Ran(err: "ROOT/data/recourse/knowledge.db does not exist yet\n"))
        #expect(
            try await shop.run("db", "check", "--format", "json")
                == Ran(
                    out: """
                        {"exists":false,"migrations":[],"path":"ROOT/data/recourse/knowledge.db","problems":[],"schema":"recourse.db.check/1"}

                        """))
        try await shop.run("exec", "--", "false")
        let sound = try await shop.run("db", "check")
        #expect(sound.status == 0)
        #expect(sound.out == "")
        #expect(sound.err.hasPrefix("ROOT/data/recourse/knowledge.db is sound (schema 0"))
    }

    @Test func damage() async throws {
        let shop = try await Workshop.withTeam()
        let ran = try await shop.shell(
            """
            $R db backup b.db; dd if=/dev/urandom of=b.db bs=4096 seek=2 count=6 conv=notrunc 2> /dev/null
            $R db check --db b.db > out 2> err; echo $?; $R exec --db b.db -- sh -c 'exit 5' 2> /dev/null; echo $?
            """)
        // Told as a finding or as a database that cannot be used; never a crash, and `exec` goes
        // on.
        #expect(["1\n5\n", "3\n5\n"].contains(ran.out))
    }

    @Test func backup() async throws {
        let shop = try await Workshop.withTeam()
        #expect(try await shop.run("db", "backup", "b.db") == Ran())
        #expect(try await shop.shell("ls -l b.db | cut -c1-10").out == "-rw-------\n")
        #expect(
            try await shop.run("patterns", "list", "team", "--db", "b.db")
                == (try await shop.run("patterns", "list", "team")))
        let before = try await shop.shell("cksum b.db")
        #expect(
            try await shop.run("db", "backup", "b.db")
                == Ran(err: "recourse: b.db: already exists\n", status: 3))
        #expect(
            try await shop.run("db", "backup", ".")
                == Ran(err: "recourse: .: already exists\n", status: 3))
        #expect(
            try await shop.run("db", "backup", "no/b.db")
                == Ran(err: "recourse: no/b.db: No such file or directory\n", status: 3))
        #expect(try await shop.shell("cksum b.db") == before)
        #expect(
            try await shop.run("db", "backup", "--db", "none", "c.db")
                == Ran(err: "recourse: none does not exist yet\n", status: 3))
        #expect(!shop.exists("c.db"))
    }
}
