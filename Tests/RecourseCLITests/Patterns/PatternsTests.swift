import Testing

/// Packs in and out, and patterns switched off and on.
@Suite struct PatternsTests {
    private static let counted = """
        fixes may start mkdir; at most workspace
        they only name causes until: recourse trust approve team

        """

    @Test func checks() async throws {
        let shop = try Workshop()
        try shop.write("team.toml", TeamPack.text)
        for check in ["lint", "test", "overlap"] {
            #expect(
                try await shop.run("patterns", check, "team.toml")
                    == Ran(err: "1 pattern, 0 findings\n"))
            #expect(
                try await shop.run("patterns", check, "-", "--format", "json", input: TeamPack.text)
                    == Ran(out: "{\"findings\":[],\"patterns\":0,\"schema\":\"recourse.lint/1\"}\n")
            )
        }
    }

    @Test func importing() async throws {
        let shop = try Workshop()
        try shop.write("team.toml", TeamPack.text)
        try shop.write("changed.toml", TeamPack.changed)
        #expect(
            try await shop.run("patterns", "import", "team.toml", "--dry-run")
                == Ran(
                    out: "+ team.cache-missing\n",
                    err: """
                        would import: 1 new, 0 changed, 0 as before, 0 gone
                        fixes may start mkdir; at most workspace

                        """))
        #expect(try await shop.run("patterns", "list", "team").status == 1)
        #expect(
            try await shop.run("patterns", "import", "team.toml")
                == Ran(
                    out: "+ team.cache-missing\n",
                    err: "imported: 1 new, 0 changed, 0 as before, 0 gone\n" + Self.counted))
        #expect(
            try await shop.run("patterns", "import", "team.toml")
                == Ran(err: "imported: 0 new, 0 changed, 1 as before, 0 gone\n" + Self.counted))
        #expect(
            try await shop.run("patterns", "import", "-", input: TeamPack.changed)
                == Ran(
                    out: "~ team.cache-missing\n",
                    err: "imported: 0 new, 1 changed, 0 as before, 0 gone\n" + Self.counted))
        #expect(
            try await shop.run("patterns", "import", "team.toml", "--dry-run", "--format", "json")
                == Ran(
                    out: """
                        {"added":[],"differences":[{"added":["argv = [\\"mkdir\\", \\"-p\\", \\"{path}\\"]","expect = { mkdir = \\"mkdir -p cache\\" }"],"pattern":"team.cache-missing","removed":["argv = [\\"mkdir\\", \\"-v\\", \\"-p\\", \\"{path}\\"]","expect = { mkdir = \\"mkdir -v -p cache\\" }"]}],"dry_run":true,"formats":["recourse-pack"],"grades":[],"maximum_risk":"workspace","notes":[],"programs":["mkdir"],"redactors":[],"removed":[],"schema":"recourse.import/1","unchanged":[],"updated":["team.cache-missing"]}

                        """))
    }

    @Test func aFolder() async throws {
        let shop = try Workshop()
        try shop.write("team.toml", TeamPack.text)
        let ran = try await shop.shell(
            """
            mkdir -p pack/patterns packs; cp team.toml packs
            sed '/^.*pattern]]/,$d' team.toml > pack/pack.toml; sed -n '/^.*pattern]]/,$p' team.toml > pack/patterns/a.toml
            $R patterns import pack --dry-run 2> /dev/null; $R patterns import packs --dry-run 2> /dev/null
            mkdir empty; $R patterns import empty; $R patterns import none
            """)
        #expect(
            ran
                == Ran(
                    out: "+ team.cache-missing\n+ team.cache-missing\n",
                    err: """
                        recourse: empty holds no pattern file of a known format
                          formats: recourse-pack, github-matcher, vscode-matcher, vim-errorformat, jenkins-bfa-xml, jenkins-bfa-json, dotnet-known-issue, gitleaks
                        recourse: none: No such file or directory

                        """, status: 2))
    }

    @Test func outAndInAndOut() async throws {
        let shop = try await Workshop.withTeam()
        let first = try await shop.run("patterns", "export", "team")
        #expect(first.status == 0)
        #expect(first.err == "")
        let other = try Workshop()
        try other.write("team.toml", first.out)
        #expect(try await other.run("patterns", "import", "team.toml").status == 0)
        #expect(try await other.run("patterns", "export", "team") == first)
        #expect(try await other.run("patterns", "export", "team", "-o", "out.toml") == Ran())
        #expect(other.text("out.toml") == first.out)
        #expect(
            try await shop.run("patterns", "import", "-", input: first.out).err.hasPrefix(
                "imported: 0 new, 0 changed, 1 as before"))
    }

    @Test func exportingWhatIsNot() async throws {
        let shop = try await Workshop.withTeam()
        #expect(
            try await shop.run("patterns", "export", "team", "none")
                == Ran(err: "recourse: nothing is called none\n", status: 2))
        #expect(
            try await shop.run("patterns", "export", "team", "-o", "no/x")
                == Ran(err: "recourse: no/x: No such file or directory\n", status: 2))
        let mixed = try await shop.run("patterns", "export", "team", "fs.not-executable")
        #expect(mixed.out.contains("\nid = \"export\"\n"))
    }

    @Test func listing() async throws {
        let shop = try await Workshop.withTeam()
        #expect(
            try await shop.run("patterns", "list", "team")
                == Ran(
                    out: """
                        pattern             fixes  status  origin    title
                        team.cache-missing      1  stable  imported  The cache folder is missing

                        """))
        #expect(
            try await shop.run("patterns", "list", "team", "--format", "csv")
                == Ran(
                    out: """
                        pattern,fixes,status,origin,title
                        team.cache-missing,1,stable,imported,The cache folder is missing

                        """))
        #expect(
            try await shop.run("patterns", "search", "TEAMTOOL", "folder", "--format", "json")
                == Ran(
                    out: """
                        {"patterns":[{"category":"environment","enabled":true,"fixes":1,"origin":"imported","pack":"team","pattern":"team.cache-missing","standing":"enabled","status":"stable","title":"The cache folder is missing"}],"schema":"recourse.patterns/1"}

                        """))
        let none = Ran(out: "pattern  fixes  status  origin  title\n", status: 1)
        #expect(try await shop.run("patterns", "list", "none") == none)
        #expect(try await shop.run("patterns", "search", "teamtool", "zzzz") == none)
    }

    @Test func showing() async throws {
        let shop = try await Workshop.withTeam()
        let text = try await shop.run("patterns", "show", "team.cache-missing")
        #expect(text.status == 0)
        #expect(text.out.hasPrefix("[[pattern]]\nid = \"team.cache-missing\"\n"))
        let json = try await shop.run("patterns", "show", "team.cache-missing", "--format", "json")
        #expect(json.json["schema"] as? String == "recourse.pattern/1")
        #expect(json.json["enabled"] as? Bool == true)
        #expect(
            try await shop.run("patterns", "show", "none.none")
                == Ran(
                    err: """
                        recourse: no pattern is called none.none
                          recourse patterns search WORD finds its name

                        """, status: 1))
    }

    @Test func switchedOff() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        let fails = try await shop.run("exec", "--", "./teamtool")
        #expect(
            try await shop.run("patterns", "disable", "team.cache-missing", "fs.not-executable")
                == Ran())
        #expect(
            try await shop.run("exec", "--mode", "auto", "--", "./teamtool")
                == Ran(
                    err: """
                        teamtool: cache folder 'cache' is missing
                        recourse: the command ended with status 7
                          no known cause

                        """, status: 7))
        #expect(
            try await shop.run("match", input: "teamtool: cache folder 'cache' is missing\n")
                == Ran(status: 1))
        #expect(try await shop.run("patterns", "list", "team").out.contains(" disabled "))
        // It stays switched off when its pack comes in again.
        try await shop.run("patterns", "import", "team.toml")
        #expect(try await shop.run("patterns", "list", "team").out.contains(" disabled "))
        #expect(try await shop.run("patterns", "enable", "team.cache-missing") == Ran())
        #expect(try await shop.run("exec", "--", "./teamtool") == fails)
        #expect(
            try await shop.run("patterns", "disable", "team.cache-missing", "none.none")
                == Ran(
                    err: """
                        recourse: no pattern is called none.none
                          recourse patterns search WORD finds its name

                        """, status: 2))
        #expect(!(try await shop.run("patterns", "list", "team").out.contains(" disabled ")))
    }
}
