import Testing

/// Which stage refused a pattern, and what each stage of matching let through.
@Suite struct WhyNotTests {
    private func why(_ text: String, _ more: String...) async throws -> Ran {
        let shop = try await Workshop.withTeam()
        try shop.write("log", text)
        let arguments = ["patterns", "why-not", "team.cache-missing", "log"] + more
        return try await shop.start(Binary.path, arguments).ended()
    }

    @Test func theLiteral() async throws {
        #expect(
            try await why("nothing of it\n")
                == Ran(
                    out:
                        "step 1: nowhere in the output stands what it needs: \"teamtool: cache folder '\"\n",
                    status: 1))
    }

    @Test func theRegex() async throws {
        #expect(
            try await why("teamtool: cache folder 'x' is missing now\n")
                == Ran(
                    out:
                        "step 1: met as far as ^teamtool: cache folder '(?<path>[^']{1,200})' is missing on line 1, where the output goes on:  now\n",
                    status: 1))
    }

    @Test func theExitStatus() async throws {
        let text = "teamtool: cache folder 'x' is missing\n"
        #expect(try await why(text) == Ran(out: "it matches, and comes first\n"))
        #expect(
            try await why(text, "--exit-code", "0")
                == Ran(
                    out: "nothing is looked for where the command succeeded\n", status: 1))
        #expect(
            try await why(text, "--format", "json")
                == Ran(
                    out: """
                        {"matches":true,"pattern":"team.cache-missing","reason":"it matches, and comes first","schema":"recourse.why-not/1","stage":"match"}

                        """))
    }

    @Test func unknownPatterns() async throws {
        let shop = try Workshop()
        try shop.write("log", "x")
        let ran = try await shop.run("patterns", "why-not", "no.such", "log")
        #expect(ran.status == 1 && ran.err.contains("no pattern is called no.such"))
        #expect(try await shop.run("patterns", "why-not", "git.no-upstream", "gone").status == 2)
    }

    @Test func explaining() async throws {
        let shop = try await Workshop.withTeam()
        try shop.write("log", "teamtool: cache folder 'x' is missing\n")
        let ran = try await shop.run("match", "log", "--explain")
        for stage in [
            "patterns", "places met by a window", "anchors that stand", "patterns run as regexes",
            "matches",
        ] {
            #expect(ran.err.contains("  \(stage)"), "\(ran.err)")
        }
        let json = try await shop.run("match", "log", "--explain", "--format", "json")
        #expect(json.out.contains("\"stages\":[{\"count\":") && json.err.isEmpty)
        let plain = try await shop.run("match", "log", "--format", "json")
        #expect(!plain.out.contains("stages"))
    }
}
