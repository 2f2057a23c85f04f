import Foundation
import Testing

/// Lists that others change, run twice at once, or whose journal cannot be kept.
@Suite struct ListTroubleTests {
    // MARK: The list

    /// Another task's words were changed while both ran: that one's box is left, and it is said.
    @Test func changedDuringAParallelRun() async throws {
        let shop = try Workshop()
        let list = """
            - [ ] 1 Changes
              - Run: `sed -i.old 's/Ot[h]er/Changed/' tasks.md; touch one`
              - Writes: one
            - [ ] 2 Other
              - Run: `while ! test -e one; do sleep 0.1; done; touch two`
              - Writes: two
            - [ ] 3 Third
              - Needs: 1, 2
              - Run: `touch three`

            """
        try shop.write("tasks.md", list)
        let ran = try await shop.run("run", "tasks.md", "--jobs", "2")
        #expect(ran.status == 2)
        #expect(
            ran.errLines.last
                == "recourse: tasks.md:4: task 2 was changed by someone else; its box was left alone",
            "\(ran)")
        #expect(shop.exists("two") && !shop.exists("three"))
        let boxes = (shop.text("tasks.md") ?? "").split(separator: "\n").filter {
            $0.hasPrefix("- [")
        }
        #expect(boxes == ["- [x] 1 Changes", "- [-] 2 Changed", "- [ ] 3 Third"])
        let runs = try await shop.run("runs", "list", "--format", "json")
        #expect((runs.json["rows"] as? [[String: Any]])?.first?["state"] as? String == "failed")
    }

    /// Lines that somebody adds meanwhile stay, wherever parallel tasks write their boxes.
    @Test func addedToDuringAParallelRun() async throws {
        let shop = try Workshop()
        let tasks = (1...6).map { number in
            """
            - [ ] \(number) Adds
              - Run: `echo '<!-- \(number) -->' >> tasks.md`
              - Writes: file-\(number)
              - Locks: list

            """
        }
        try shop.write("tasks.md", tasks.joined())
        let ran = try await shop.run("run", "tasks.md", "--jobs", "1")
        #expect(ran.status == 0, "\(ran)")
        let text = shop.text("tasks.md") ?? ""
        #expect(
            text
                == tasks.joined().replacing("[ ]", with: "[x]")
                + (1...6).map { "<!-- \($0) -->\n" }.joined())
    }

    @Test func needsInACircle() async throws {
        let shop = try Workshop()
        let list = """
            - [ ] 1 A
              - Needs: 3
              - Run: `touch ran`
            - [ ] 2 B
              - Needs: 1
              - Run: `touch ran`
            - [ ] 3 C
              - Needs: 2
              - Run: `touch ran`

            """
        try shop.write("tasks.md", list)
        for option in ["--jobs=4", "--resume", "--dry-run"] {
            #expect(
                try await shop.run("run", "tasks.md", option)
                    == Ran(
                        err: "recourse: tasks.md:1: tasks need each other: 1 -> 3 -> 2 -> 1\n",
                        status: 2))
        }
        #expect(shop.names == ["tasks.md"])
        #expect(shop.text("tasks.md") == list)
    }

    /// Two processes run one list: whatever they make of it, it stays a list, and both are told of.
    @Test func twoProcessesAtOnce() async throws {
        let shop = try Workshop()
        let tasks = (1...8).map { "- [ ] \($0) Step\n  - Run: `echo \($0) >> log; sleep 0.1`\n" }
        try shop.write("tasks.md", tasks.joined())
        let ran = try await shop.shell(
            """
            $R run tasks.md > one 2>&1 & ONE=$!
            $R run tasks.md > two 2>&1; echo "two $?"
            wait $ONE; echo "one $?"
            """)
        #expect(ran.out == "two 2\none 0\n" || ran.out == "two 0\none 2\n")
        #expect(shop.text("tasks.md") == tasks.joined().replacing("[ ]", with: "[x]"))
        #expect(shop.log.sorted() == (1...8).map(String.init))
        let runs = try await shop.run("runs", "list", "--format", "json")
        let rows = runs.json["rows"] as? [[String: Any]] ?? []
        #expect(rows.map { $0["state"] as? String } == ["succeeded"])
    }

    @Test
    func aRunThatGoesOnIsNotResumed() async throws {
        let shop = try Workshop()
        try shop.write(
            "tasks.md",
            "- [ ] 1 Slow\n  - Idempotent: yes\n  - Run: `echo 1 >> log; touch at; sleep 3`\n")
        let ran = try await shop.shell(
            """
            $R run tasks.md & ONE=$!
            n=0; until [ -e at ] || [ $n -gt 200 ]; do n=$((n + 1)); sleep 0.1; done
            $R run tasks.md --resume; echo "status $?"
            wait $ONE
            """)
        #expect(!ran.out.contains("status 0"))
        #expect(shop.log == ["1"])
    }

    // MARK: The journal

    private static let list = "- [ ] 1 A\n  - Run: `echo a`\n- [ ] 2 B\n  - Run: `exit 3`\n"

    #if os(Linux)
        static let places = ["/proc/none/x.db", "/dev/full", "tasks.md", "."]
    #else
        static let places = ["tasks.md", "."]
    #endif

    /// The run goes on, and it is said what is not kept.
    @Test(arguments: places) func aDatabaseThatCannotBeUsed(_ place: String) async throws {
        let shop = try Workshop()
        try shop.write("tasks.md", Self.list)
        let ran = try await shop.run("run", "tasks.md", "--db", place)
        #expect(ran.status == 1)
        #expect(ran.out == "a\n")
        #expect(
            ran.errLines.count { $0.hasSuffix("; nothing will be remembered") } == 1, "\(ran)")
        #expect(ran.errLines.last == "recourse: 1 done, 1 failed, 0 recovered in # s")
        #expect(shop.text("tasks.md") == Self.list.replacing("[ ] 1", with: "[x] 1"))
    }

    @Test
    func aDatabaseThatCannotBeUsedByARunThatSucceeds() async throws {
        let shop = try Workshop()
        try shop.write("tasks.md", "- [ ] 1 A\n  - Run: `echo a`\n")
        let ran = try await shop.run("run", "tasks.md", "--db", ".")
        #expect(ran.status == 0)
        #expect(ran.err.contains("is a folder, not a database"))
    }

    @Test
    func nothingIsResumedWithoutItsJournal() async throws {
        let shop = try Workshop()
        try shop.write("step", Workshop.stepper, mode: 0o755)
        try shop.write("tasks.md", "- [ ] 1 All\n  - Run: `./step 1`\n  - Run: `./step 2`\n")
        try await shop.killed(at: 2, ["run", "tasks.md"])
        try await shop.shell(
            "rm ../data/recourse/knowledge.db*; echo damaged > ../data/recourse/knowledge.db")
        let resumed = try await shop.run("run", "tasks.md", "--resume")
        #expect(resumed.status != 0)
        #expect(shop.log == ["1"])
    }
}
