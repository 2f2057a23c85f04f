import Testing

/// Modes, ceilings, what is fixed, and what is written down of it.
@Suite struct ExecRecoveryTests {
    @Test func suggestRunsNothing() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        let ran = try await shop.run("exec", "--", "./teamtool")
        #expect(
            ran
                == Ran(
                    err: TeamPack.told("workspace; mode suggest")
                        + "recourse: no fix was run; `--mode auto --ceiling RISK` or a terminal lets them\n",
                    status: 7))
        #expect(shop.names == ["team.toml", "teamtool"])
    }

    @Test func autoFixesAndRemembers() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        let ran = try await shop.run("exec", "--mode", "auto", "--seed", "1", "--", "./teamtool")
        #expect(
            ran
                == Ran(
                    out: "built\n",
                    err: TeamPack.told("workspace") + """
                        recourse: trying mkdir -p cache
                        recourse: again: ./teamtool
                        recourse: team.cache-missing/mkdir: resolved

                        """))
        let failures = try await shop.run("stats", "failures")
        #expect(
            failures
                == Ran(
                    out: """
                        when              exit  pattern             attempts  resolved  command
                        DATE     7  team.cache-missing         1  yes       ./teamtool

                        """))
    }

    @Test func builtInRemedies() async throws {
        let shop = try Workshop()
        try shop.write("a", "a\n")
        try shop.write("run-bit", "#!/bin/sh\necho ran\n")
        try shop.write("line-ends", "#!/bin/sh\r\necho ran\r\n", mode: 0o755)
        let folder = try await shop.run(
            "exec", "--mode", "auto", "--seed", "1", "--", "cp", "a", "no/such/")
        #expect(folder.out == "")
        #expect(folder.status == 0)
        #expect(folder.err.contains("recourse: trying mkdir -p no/such\n"))
        #expect(shop.text("no/such/a") == "a\n")
        let bit = try await shop.run("exec", "--mode", "auto", "--seed", "1", "--", "./run-bit")
        #expect(bit.out == "ran\n")
        #expect(bit.status == 0)
        let ends = try await shop.run("exec", "--mode", "auto", "--seed", "1", "--", "./line-ends")
        #expect(ends.out == "ran\n")
        #expect(ends.status == 0)
        #expect(shop.text("line-ends") == "#!/bin/sh\necho ran\n")
        let fixes = try await shop.run("stats", "fixes", "--format", "csv")
        #expect(fixes.out.split(separator: "\n").count == 4)
        #expect(
            fixes.out.split(separator: "\n").dropFirst().allSatisfy { $0.contains(",1,1,0,0,0,") })
    }

    @Test func theCeiling() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        let ran = try await shop.run(
            "exec", "--mode", "auto", "--seed", "1", "--ceiling", "inspect", "--", "./teamtool")
        #expect(
            ran
                == Ran(
                    err: TeamPack.told("workspace; workspace is above the ceiling inspect")
                        + "recourse: no fix was run; why is said beside each\n", status: 7))
        #expect(!shop.exists("cache"))
    }

    @Test func theReport() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        try await shop.run(
            "exec", "--mode", "auto", "--seed", "1", "--ceiling", "inspect", "--report", "r.json",
            "--", "./teamtool")
        #expect(
            shop.text("r.json").map { Ran.normalised($0, []) } == """
                {"attempts":[],"causes":["team.cache-missing"],"ceiling":"inspect","command":"./teamtool","exit":7,"mode":"auto","model_calls":0,"resolved":false,"schema":"recourse.exec/1","seconds":0,"stop":"not-allowed"}

                """)
        try await shop.run(
            "exec", "--mode", "auto", "--seed", "1", "--report", "r.json", "--", "./teamtool")
        #expect(
            shop.text("r.json").map { Ran.normalised($0, []) } == """
                {"attempts":[{"argv":[["mkdir","-p","cache"]],"commands":["mkdir -p cache","./teamtool"],"fix":"mkdir","kind":"run","model_calls":0,"outcome":"resolved","pattern":"team.cache-missing","risk":"workspace","seconds":0}],"causes":["team.cache-missing"],"ceiling":"workspace","command":"./teamtool","exit":0,"mode":"auto","model_calls":0,"resolved":true,"schema":"recourse.exec/1","seconds":0,"stop":"succeeded"}

                """)
        let toOutput = try await shop.run("exec", "--report", "-", "--", "true")
        #expect(toOutput.json["schema"] as? String == "recourse.exec/1")
        #expect(shop.names == ["cache", "r.json", "team.toml", "teamtool"])
    }

    /// Found out before the command runs, not after.
    @Test func aReportThatCannotBeWritten() async throws {
        let shop = try Workshop()
        #expect(
            try await shop.run("exec", "--report", "no/r.json", "--", "touch", "ran")
                == Ran(err: "recourse: no/r.json: No such file or directory\n", status: 2))
        #expect(
            try await shop.run("exec", "--report", ".", "--", "touch", "ran")
                == Ran(err: "recourse: . is a folder\n", status: 2))
        #expect(shop.names == [])
    }

    /// The command's own status is worth more.
    @Test func aReportThatCannotBeWrittenAnyMore() async throws {
        let shop = try Workshop()
        let ran = try await shop.shell(
            "mkdir d; $R exec --report d/r.json -- sh -c 'rmdir d; exit 5'")
        #expect(ran.status == 5)
        #expect(ran.errLines.last == "recourse: d/r.json: No such file or directory")
    }

    /// A device is written to, a link followed; neither is replaced.
    @Test func reportsToWhatIsNoFile() async throws {
        let shop = try Workshop()
        let ran = try await shop.shell(
            """
            mkfifo pipe; (cat pipe > got) & $R exec --report pipe -- true; wait; test -p pipe && cut -c1-14 got
            ln -s target link; echo > target; $R exec --report link -- true; test -h link && cut -c1-14 target
            """)
        #expect(ran == Ran(out: "{\"attempts\":[]\n{\"attempts\":[]\n"))
    }
}
