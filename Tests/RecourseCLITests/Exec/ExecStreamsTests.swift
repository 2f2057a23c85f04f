import Testing

/// A command's streams and status are its own.
@Suite struct ExecStreamsTests {
    @Test func successAddsNothing() async throws {
        let shop = try Workshop()
        #expect(try await shop.run("exec", "--", "true") == Ran())
        #expect(
            try await shop.shell("$R exec -- sh -c 'printf out; printf err >&2'")
                == Ran(out: "out", err: "err"))
    }

    @Test(arguments: [1, 3, 64, 126, 127, 200] as [Int32])
    func aStatusPasses(_ status: Int32) async throws {
        let shop = try Workshop()
        let ran = try await shop.run(
            "exec", "--", "sh", "-c", "echo out; echo err >&2; exit \(status)")
        #expect(ran.status == status)
        #expect(ran.out == "out\n")
        #expect(
            ran.err.hasPrefix(
                "err\nrecourse: the command ended with status \(status)\n  "))
    }

    @Test func whatIsUnknownIsSaid() async throws {
        let shop = try Workshop()
        let ran = try await shop.run("exec", "--", "sh", "-c", "echo out; echo err >&2; exit 3")
        #expect(
            ran
                == Ran(
                    out: "out\n",
                    err: "err\nrecourse: the command ended with status 3\n  no known cause\n",
                    status: 3))
    }

    @Test func aSignalPasses() async throws {
        let shop = try Workshop()
        let ended = try await shop.run("exec", "--", "sh", "-c", "kill -15 $$")
        #expect(
            ended
                == Ran(
                    err: "recourse: the command was ended by signal 15\n  no known cause\n",
                    status: 143))
        let killed = try await shop.run("exec", "--", "sh", "-c", "kill -9 $$")
        #expect(killed.status == 137)
        #expect(killed.errLines.first == "recourse: the command was ended by signal 9")
        // No line of the output says so, and none is shown empty.
        #expect(!killed.err.contains("\n    \n"))
    }

    @Test func whatCannotBeStarted() async throws {
        let shop = try Workshop()
        try shop.write("plain", "")
        let missing = try await shop.run("exec", "--", "no-such-program-1")
        #expect(missing.status == 127)
        #expect(missing.out == "")
        #expect(
            missing.errLines.first
                == "recourse: the command could not be started: no-such-program-1: command not found"
        )
        let plain = try await shop.run("exec", "--", "./plain")
        #expect(plain.status == 126)
        #expect(plain.out == "")
        #expect(
            plain.errLines.first
                == "recourse: the command could not be started: ./plain: Permission denied")
        let folder = try await shop.run("exec", "--", "/")
        #expect(folder.status == 126)
    }

    @Test func dashes() async throws {
        let shop = try Workshop()
        #expect(
            try await shop.run("exec", "echo", "--", "--mode", "x") == Ran(out: "-- --mode x\n"))
        #expect(
            try await shop.run("exec", "--", "printf", "%s\n", "--help") == Ran(out: "--help\n"))
        #expect(try await shop.run("exec", "printf", "%s\n", "--help") == Ran(out: "--help\n"))
        #expect(try await shop.run("exec", "--", "printf", "%s", "") == Ran())
        #expect(try await shop.run("exec", "--", "-x").status == 127)
        #expect(try await shop.run("exec", "--", "--", "true").status == 127)
    }

    /// A command must never run somewhere else than where it was typed.
    @Test func aWorkingFolderThatCannotBeUsed() async throws {
        let shop = try Workshop()
        let gone = try await shop.shell("mkdir gone; cd gone; rmdir ../gone; $R exec -- pwd")
        #expect(
            gone
                == Ran(
                    err: "recourse: the working directory: No such file or directory\n", status: 2))
        let odd = try await shop.shell(#"d=$(printf 'd\377'); mkdir "$d"; cd "$d"; $R exec -- pwd"#)
        #expect(odd.status == 2)
        #expect(odd.out == "")
        #expect(odd.errLines.count == 1)
    }

    @Test func twoAtOnce() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        let ran = try await shop.shell(
            """
            for i in 1 2 3 4; do
              mkdir $i; cp teamtool $i; (cd $i; $R exec --mode auto --seed 1 -- ./teamtool > out 2> err; echo $? > status) &
            done
            wait; cat [1-4]/out [1-4]/status; cat [1-4]/err | grep -v '^  '
            """)
        let told = """
            teamtool: cache folder 'cache' is missing
            recourse: the command ended with status 7
            recourse: trying mkdir -p cache
            recourse: again: ./teamtool
            recourse: team.cache-missing/mkdir: resolved

            """
        #expect(
            ran
                == Ran(
                    out: String(repeating: "built\n", count: 4) + String(repeating: "0\n", count: 4)
                        + String(repeating: told, count: 4)))
        let fixes = try await shop.run("stats", "fixes", "--format", "csv")
        #expect(fixes.out.contains("\nteam.cache-missing,mkdir,4,4,0,0,0,"))
    }
}
