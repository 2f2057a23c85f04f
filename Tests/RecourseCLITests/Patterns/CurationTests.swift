import Foundation
import Testing

/// From failures that nobody knows to patterns, and what becomes of those.
@Suite struct CurationTests {
    private static let tool = """
        #!/bin/sh
        echo "racker: cannot attach unit '$1' to rack $2: slot is taken" >&2
        exit 3

        """

    /// A tool that failed three times in ways that nothing explains.
    private static func failed() async throws -> Workshop {
        let shop = try Workshop()
        try shop.write("racker", tool, mode: 0o755)
        for words in [("alpha", "12"), ("beta", "9"), ("gamma-2", "44")] {
            try await shop.run("exec", "--", "./racker", words.0, words.1)
        }
        return shop
    }

    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func fromMiningToAPattern() async throws {
        let shop = try await Self.failed()
        let mined = try await shop.run("patterns", "mine", "--format", "json")
        let document = try json(mined.out)
        #expect(document["schema"] as? String == "recourse.mine/1" && document["new"] as? Int == 1)
        #expect(document["failures"] as? Int == 3)
        let again = try await shop.run("patterns", "mine")
        #expect(again.err == "3 unexplained failures, 1 cluster, 0 new\n")
        let queue = try await shop.run("patterns", "review", "--format", "csv")
        #expect(
            queue.out == """
                number,failures,from,state,pattern,template
                1,3,mining,open,racker.racker-cannot-attach-unit,racker: cannot attach unit '<*>' to rack <*>: slot is taken

                """)
        let accepted = try await shop.run(
            "patterns", "review", "accept", "1", "--id", "racker.slot-taken")
        #expect(accepted.status == 0 && accepted.err.contains("3 gained, 0 lost"))
        let named = try await shop.run("exec", "--", "./racker", "delta", "7")
        #expect(named.status == 3 && named.err.contains("racker.slot-taken, line 1"))
        #expect(try await shop.run("patterns", "review", "accept", "1").status == 2)
        #expect(
            try await shop.run("patterns", "mine").err
                == "3 unexplained failures, 0 clusters, 0 new\n")
        let state = try json(
            try await shop.run("patterns", "review", "show", "1", "--format", "json").out)
        let candidate = try #require(state["candidate"] as? [String: Any])
        #expect(candidate["state"] as? String == "accepted")
        #expect(candidate["became"] as? String == "racker.slot-taken")
    }

    @Test func rejectingAndMerging() async throws {
        let shop = try await Self.failed()
        try await shop.run("patterns", "mine")
        #expect(
            try await shop.run("patterns", "review", "reject", "1", "--reason", "a symptom").status
                == 0)
        #expect(
            try await shop.run("patterns", "review", "list", "--format", "csv").out.split(
                separator: "\n"
            ).count == 1)
        #expect(try await shop.run("patterns", "review", "show", "9").status == 1)
        #expect(
            try await shop.run("patterns", "review", "merge", "1", "--into", "git.no-upstream")
                .status == 2)
    }

    @Test func draftingFromAnOutput() async throws {
        let shop = try Workshop()
        let output = "start\nsrc/a.c:3:7: error: widget 'x' is not a gadget\nstopped\n"
        try shop.write("build.log", output)
        let dry = try await shop.run(
            "patterns", "new", "--from", "build.log", "--command", "gadgetc src", "--dry-run")
        #expect(dry.status == 0 && dry.out.contains("id = \"gadgetc.widget-not-gadget\""))
        #expect(try await shop.run("patterns", "list", "gadgetc").status == 1)
        let made = try await shop.run(
            "patterns", "new", "--from", "build.log", "--command", "gadgetc src", "--format", "json"
        )
        let document = try json(made.out)
        #expect(made.status == 0 && document["saved"] as? Bool == true)
        let match = try await shop.run(
            "match", "--format", "json", "-",
            input: "lib/b.c:14:2: error: widget 'yy' is not a gadget\n")
        let matches = try #require(try json(match.out)["matches"] as? [[String: Any]])
        #expect(matches.first?["pattern"] as? String == "gadgetc.widget-not-gadget")
        #expect(
            matches.first?["captures"] as? [String: String]
                == ["file": "lib/b.c", "line": "14", "column": "2", "name": "yy"])
        #expect(try await shop.run("patterns", "new", "--from", "-", input: "").status == 2)
        #expect(try await shop.run("patterns", "new").status == 1)
        #expect(try await shop.run("patterns", "new", "--id", "Bad").status == 64)
    }

    @Test func editingWithAnEditor() async throws {
        let shop = try await Self.failed()
        let editor = ["EDITOR": "sed -i s/experimental/test/"]
        let made = try await shop.run(
            "patterns", "new", "--edit", "--id", "racker.taken", environment: editor)
        #expect(made.status == 0)
        let shown = try await shop.run("patterns", "show", "racker.taken")
        #expect(shown.out.contains("status = \"test\""))
        let broken = try await shop.run(
            "patterns", "edit", "racker.taken",
            environment: ["EDITOR": "sed -i /^regex/s/rack/wreck/"])
        #expect(broken.status == 2 && broken.err.contains("example-does-not-match"))
        #expect(
            try await shop.run("patterns", "edit", "racker.taken", environment: ["EDITOR": "false"])
                .status == 2)
        #expect(
            try await shop.run("patterns", "edit", "racker.taken", environment: ["EDITOR": "a; b"])
                .status == 2)
        #expect(
            try await shop.run("patterns", "edit", "git.no-upstream", environment: editor).status
                == 2)
        #expect(
            try await shop.run("patterns", "promote", "racker.taken").err
                == "racker.taken: stable\n")
        #expect(try await shop.run("patterns", "promote", "racker.taken").status == 2)
        let history = try await shop.run("patterns", "history", "racker.taken", "--format", "csv")
        #expect(history.out.contains(",added,1,written here\n"))
        #expect(history.out.contains(",changed,1,promoted to stable\n"))
    }

    @Test func retiringAndRestoring() async throws {
        let shop = try await Workshop.withTeam()
        #expect(
            try await shop.run("patterns", "retire", "team.cache-missing", "--reason", "gone")
                .status == 0)
        #expect(
            try await shop.run("match", "-", input: "teamtool: cache folder 'x' is missing\n")
                .status == 1)
        let list = try await shop.run("patterns", "list", "team", "--format", "csv")
        #expect(list.out.contains("team.cache-missing,1,retired,imported,"))
        #expect(try await shop.run("patterns", "enable", "team.cache-missing").status == 2)
        #expect(
            try await shop.run("patterns", "restore", "team.cache-missing", "--format", "json")
                == Ran(
                    out:
                        "{\"patterns\":[{\"after\":\"enabled\",\"before\":\"retired\",\"pattern\":\"team.cache-missing\"}],\"schema\":\"recourse.standing/1\"}\n"
                ))
        #expect(try await shop.run("patterns", "restore", "team.cache-missing").status == 2)
        #expect(
            try await shop.run("match", "-", input: "teamtool: cache folder 'x' is missing\n")
                .status == 0)
        #expect(try await shop.run("patterns", "retire", "no.such").status == 2)
        #expect(try await shop.run("patterns", "history", "no.such").status == 1)
        let history = try json(
            try await shop.run("patterns", "history", "team.cache-missing", "--format", "json").out)
        let events = try #require(history["events"] as? [[String: Any]])
        #expect(events.map { $0["event"] as? String } == ["added", "retired", "restored"])
    }

    /// An edit that loses a known failure is not saved unless somebody says so.
    @Test func anEditThatLosesIsHeldBack() async throws {
        let shop = try await Workshop.withTeam()
        try await shop.run("exec", "--", "./teamtool")
        try shop.write(
            "narrow.toml",
            TeamPack.text.replacing("[^']{1,200}", with: "k[^']{0,200}").replacing(
                "'cache'", with: "'kache'"
            ).replacing("cache\" }", with: "kache\" }").replacing("-p cache\"", with: "-p kache\""))
        #expect(try await shop.run("patterns", "lint", "narrow.toml").status == 0)
        let replay = try await shop.run("patterns", "replay", "narrow.toml")
        #expect(
            replay.status == 1
                && replay.out.hasPrefix(
                    "over 1 failures and 0 passing runs: 0 gained, 1 lost, 0 changed")
        )
        #expect(try await shop.run("patterns", "replay", "narrow.toml", "--allow", "1").status == 0)
        let held = try await shop.run("patterns", "import", "narrow.toml")
        #expect(held.status == 1 && held.err.contains("nothing was saved"))
        #expect(try await shop.run("exec", "--", "./teamtool").err.contains("team.cache-missing"))
        #expect(try await shop.run("patterns", "import", "narrow.toml", "--yes").status == 0)
        #expect(try await shop.run("exec", "--", "./teamtool").err.contains("no known cause"))
    }

    /// What a recovered command prints is kept, so that no new pattern matches it.
    @Test func passingRunsAreRemembered() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        #expect(
            try await shop.run("exec", "--mode", "auto", "--", "./teamtool").status == 0)
        try shop.write(
            "wide.toml",
            """
            format = "recourse-pack/1"
            [pack]
            id = "wide"
            version = "1"
            licence = "MIT"
            [[pattern]]
            id = "wide.any"
            title = "Anything"
            category = "unknown"
            regex = '^built$'
            [[pattern.example]]
            text = "built"
            [[pattern.counter]]
            text = "rebuilt"

            """)
        let replay = try await shop.run("patterns", "replay", "wide.toml", "--format", "json")
        let document = try json(replay.out)
        #expect(replay.status == 1 && document["false_alarms"] as? Int == 1)
    }

    private static let matcher = #"""
        {"problemMatcher": [{"owner": "gadgetc", "pattern": [
          {"regexp": "^(.+):(\\d+): gadget (\\w+) is bent$", "file": 1, "line": 2, "message": 3}]}]}
        """#

    /// Another tool's matcher names causes at once, stays what a person made of it, and acts never.
    @Test func aForeignFormat() async throws {
        let shop = try Workshop()
        try shop.write("matcher.json", Self.matcher)
        let dry = try await shop.run(
            "patterns", "import", "matcher.json", "--dry-run", "--format", "json")
        #expect(dry.json["formats"] as? [String] == ["github-matcher"])
        #expect(dry.json["added"] as? [String] == ["gadgetc.problem"])
        let grades = try #require(dry.json["grades"] as? [[String: Any]])
        #expect(
            grades.map { $0["original"] as? String } == [#"^(.+):(\d+): gadget (\w+) is bent$"#])
        #expect(try await shop.run("patterns", "import", "matcher.json").status == 0)
        let match = try await shop.run(
            "match", "--format", "json", "-", input: "a/b.gd:12: gadget lever is bent\n")
        let first = try #require((match.json["matches"] as? [[String: Any]])?.first)
        #expect(first["pattern"] as? String == "gadgetc.problem")
        #expect(
            first["captures"] as? [String: String]
                == ["file": "a/b.gd", "line": "12", "message": "lever"])
        let shown = try await shop.run("patterns", "show", "gadgetc.problem")
        #expect(shown.out.contains("status = \"experimental\""))
        try await shop.run("patterns", "promote", "gadgetc.problem")
        let again = try await shop.run("patterns", "import", "matcher.json")
        #expect(again.err.hasPrefix("imported: 0 new, 0 changed, 1 as before"))
        let github = try await shop.run("patterns", "export", "gadgetc", "--format", "github")
        #expect(github.status == 0 && github.out.contains("\"problemMatcher\""))
        let sarif = try await shop.run("patterns", "export", "gadgetc", "--format", "sarif")
        #expect(sarif.out.contains("2.1.0") && sarif.out.contains("gadgetc.problem"))
        let errorFormat = try await shop.run(
            "patterns", "import", "--errorformat", "%f(%l): %m", "--pack", "bent", "--dry-run")
        #expect(errorFormat.status == 0 && errorFormat.out.hasPrefix("+ bent."))
    }

    /// Forms of secrets that were imported are not kept.
    @Test func importedSecretsAreTakenOut() async throws {
        let shop = try Workshop()
        try shop.write(
            "leaks.toml",
            """
            [[rules]]
            id = "gadget-key"
            description = "Gadget key"
            regex = '''gk-[0-9]{6}'''
            keywords = ["gk-"]

            """)
        let imported = try await shop.run("patterns", "import", "leaks.toml")
        #expect(imported.err.contains("1 form of secrets will be taken out of what is kept"))
        try shop.write(
            "tool", "#!/bin/sh\necho 'error: key gk-123456 was refused' >&2; exit 1\n", mode: 0o755)
        try await shop.run("exec", "--", "./tool")
        let stored = try await shop.run("stats", "unknown", "--format", "json")
        #expect(stored.out.contains("key [redacted] was refused"))
        #expect(!stored.out.contains("gk-123456"))
    }

    /// By name, since a test's arguments are printed.
    private static let hostile: [String: String] = [
        "deep.json": String(repeating: "[", count: 100_000),
        "twice.json": #"{"problemMatcher": [], "problemMatcher": []}"#,
        "long.toml": TeamPack.text.replacing(
            "regex = '''^", with: "regex = '''" + String(repeating: "a", count: 900_000)),
        "bytes.json": "{\u{0}",
    ]

    @Test(arguments: hostile.keys.sorted())
    func hostileFilesBringNothingIn(name: String) async throws {
        let text = try #require(Self.hostile[name])
        let shop = try Workshop()
        try shop.write(name, text)
        let ran = try await shop.run("patterns", "import", name)
        #expect(ran.status == 2 && ran.err.contains(name))
        #expect(!FileManager.default.fileExists(atPath: shop.database))
    }
}
