import Foundation
import Testing

/// `recourse runs`: what earlier runs did.
@Suite struct RunsTests {
    private static func shop() async throws -> Workshop {
        let shop = try Workshop()
        try shop.write(
            "tasks.md",
            """
            - [ ] 1 First
              - Run: `echo one`
              - Check: `test 1 = 1`
            - [ ] 2 Fails
              - Run: `exit 3`
            - [ ] 3 Secret
              - Run: `echo ghp_abcdefghijklmnopqrstuvwxyz0123456789 > token`

            """)
        let ran = try await shop.run("run", "tasks.md", "--jobs", "1", "--report", "../r.json")
        #expect(ran.status == 1)
        return shop
    }

    @Test func beforeAnyRun() async throws {
        let shop = try Workshop()
        #expect(
            try await shop.run("runs", "list")
                == Ran(out: "run  began  state  done  failed  in flight  seconds  list\n"))
        #expect(
            try await shop.run("runs", "list", "--format", "json")
                == Ran(out: #"{"rows":[],"schema":"recourse.runs/1"}"# + "\n"))
        let none = "recourse: no run is known\n  `recourse runs list` shows what there is\n"
        #expect(try await shop.run("runs", "show") == Ran(err: none, status: 2))
        #expect(!FileManager.default.fileExists(atPath: shop.database))
    }

    @Test func theList() async throws {
        let shop = try await Self.shop()
        let runs = try await shop.run("runs", "--format", "json")
        let row = try #require((runs.json["rows"] as? [[String: Any]])?.first)
        #expect(row["id"] as? String == shop.document("../r.json")["run"] as? String)
        #expect(row["state"] as? String == "failed")
        #expect(row["done"] as? Int == 3 && row["failed"] as? Int == 1)
        #expect(row["in_flight"] as? Int == 0)
        #expect(row["file"] as? String == "TREE/tasks.md")
        let table = try await shop.run("runs", "list")
        #expect(table.out.contains("  failed     3       1          0"), "\(table)")
        let csv = try await shop.run("runs", "list", "--format", "csv", "--limit", "1")
        #expect(csv.out.hasPrefix("run,began,state,done,failed,in flight,seconds,list\n"))
        #expect(csv.out.split(separator: "\n").count == 2)
    }

    @Test func oneRun() async throws {
        let shop = try await Self.shop()
        let text = try await shop.run("runs", "show", "last")
        #expect(text.status == 0)
        for part in ["echo one", "test 1 = 1", "exit 3", "failed"] {
            #expect(text.out.contains(part), "\(text)")
        }
        #expect(!text.out.contains("ghp_"))
        let id = try #require(shop.document("../r.json")["run"] as? String)
        for name in [id, String(id.prefix(9))] {
            let json = try await shop.run("runs", "show", name, "--format", "json")
            let steps = json.json["steps"] as? [[String: Any]] ?? []
            #expect(steps.map { $0["task"] as? String } == ["1", "1", "2", "3"], "\(json)")
            #expect(steps.map { $0["state"] as? String } == ["done", "done", "failed", "done"])
            #expect(steps[2]["exit_code"] as? Int == 3)
        }
        let markdown = try await shop.run("runs", "show", "--format", "markdown")
        #expect(markdown.out.hasPrefix("# Run \(id)\n\n- List: `TREE/tasks.md`\n- State: failed\n"))
        #expect(
            markdown.out.contains("## Task 2\n\n- `exit 3`: failed, status 3, # s\n"), "\(markdown)"
        )
        let none = try await shop.run("runs", "show", "nope")
        #expect(none.status == 2 && none.err.contains("no run is called nope"))
    }

    static let mistakes = [
        "runs bogus", "runs list --limit 0", "runs list --format xml", "runs show a b",
        "runs show --format csv", "undo --list --force", "undo --last --task 1", "undo x",
        "run", "run a b", "run tasks.md --max-time 0s", "run tasks.md --jobs x",
        "run tasks.md --with",
    ]

    @Test(arguments: mistakes) func aMistakeInTheWords(_ words: String) async throws {
        let shop = try Workshop()
        let ran = try await shop.shell("$R \(words)")
        #expect(ran.status == 64)
        #expect(ran.out == "")
        #expect(ran.errLines.first?.hasPrefix("Error: ") == true, "\(ran)")
    }
}
