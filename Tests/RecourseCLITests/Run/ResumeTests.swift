import Foundation
import Testing

/// Killed while any step is in flight, a run goes on where it was: nothing that was done is done
/// twice, and what nobody knows of is not run again unless somebody says that it may.
@Suite struct ResumeTests {
    private static let all = (1...20).map(String.init)

    /// 20 tasks of one step.
    private static func tasks(isIdempotent: Bool) -> String {
        (1...20).map { number in
            "- [ ] \(number) Step\n  - Run: `./step \(number)`\n"
                + (isIdempotent ? "  - Idempotent: yes\n" : "")
        }.joined()
    }

    /// One task of 20 steps.
    private static func task(isIdempotent: Bool) -> String {
        "- [ ] 1 All\n" + (isIdempotent ? "  - Idempotent: yes\n" : "")
            + (1...20).map { "  - Run: `./step \($0)`\n" }.joined()
    }

    private static func shop(_ list: String) throws -> Workshop {
        let shop = try Workshop()
        try shop.write("step", Workshop.stepper, mode: 0o755)
        try shop.write("tasks.md", list)
        return shop
    }

    // MARK: A task each

    @Test(arguments: 1...20) func killedAtEachTask(_ step: Int) async throws {
        let list = Self.tasks(isIdempotent: false)
        let shop = try Self.shop(list)
        // Every second time what was in flight had been done.
        let wasDone = step.isMultiple(of: 2)
        try await shop.killed(at: step, afterItsLine: wasDone, ["run", "tasks.md"])
        #expect(shop.log == (1..<(wasDone ? step + 1 : step)).map(String.init))
        #expect(shop.text("tasks.md")?.contains("[-] \(step) Step\n") == true)

        let resumed = try await shop.run("run", "tasks.md", "--resume")
        #expect(resumed.status == 1)
        #expect(
            resumed.err.contains(
                """
                [1/\(21 - step)] \(step) Step
                  unknown ./step \(step) was running when the earlier run ended
                  declare `- Idempotent: yes` under task \(step), or give --rerun-unknown
                  failed in # s

                """), "\(resumed)")
        #expect(
            resumed.errLines.last
                == "recourse: \(20 - step) done, "
                + (step > 1 ? "\(step - 1) done before, " : "") + "1 failed, 0 recovered in # s")
        #expect(shop.log == Self.all.filter { wasDone || $0 != "\(step)" })

        // Whoever says so runs it again.
        let rerun = try await shop.run("run", "tasks.md", "--resume", "--rerun-unknown")
        #expect(rerun.status == 0, "\(rerun)")
        #expect(shop.log == Self.all.filter { wasDone || $0 != "\(step)" } + ["\(step)"])
        #expect(shop.text("tasks.md") == list.replacing("[ ]", with: "[x]"))
    }

    @Test(arguments: [1, 7, 13, 20]) func anIdempotentTaskIsRunAgain(_ step: Int) async throws {
        let list = Self.tasks(isIdempotent: true)
        let shop = try Self.shop(list)
        try await shop.killed(at: step, ["run", "tasks.md"])
        let resumed = try await shop.run("run", "tasks.md", "--resume")
        #expect(resumed.status == 0, "\(resumed)")
        #expect(!resumed.err.contains("unknown"))
        #expect(shop.log == Self.all)
        #expect(shop.text("tasks.md") == list.replacing("[ ]", with: "[x]"))
    }

    // MARK: One task

    @Test(arguments: [1, 2, 8, 14, 20]) func killedInsideATask(_ step: Int) async throws {
        let list = Self.task(isIdempotent: false)
        let shop = try Self.shop(list)
        try await shop.killed(at: step, ["run", "tasks.md"])
        let resumed = try await shop.run("run", "tasks.md", "--resume")
        #expect(resumed.status == 1)
        let before = (1..<step).map { "  done before: ./step \($0)\n" }.joined()
        #expect(
            resumed
                == Ran(
                    err: "[1/1] 1 All\n" + before + """
                          unknown ./step \(step) was running when the earlier run ended
                          declare `- Idempotent: yes` under task 1, or give --rerun-unknown
                          failed in # s
                        recourse: 0 done, 1 failed, 0 recovered in # s

                        """, status: 1))
        #expect(shop.log == (1..<step).map(String.init))
        #expect(shop.text("tasks.md") == list)

        // It is as unknown as before, however often it is asked about.
        #expect(try await shop.run("run", "tasks.md", "--resume") == resumed)
        let rerun = try await shop.run("run", "tasks.md", "--resume", "--rerun-unknown")
        #expect(rerun.status == 0, "\(rerun)")
        #expect(shop.log == Self.all)
        #expect(shop.text("tasks.md") == list.replacing("[ ]", with: "[x]"))
    }

    /// What any of the runs before did stays done.
    @Test func killedAgainAndAgain() async throws {
        let shop = try Self.shop(Self.task(isIdempotent: true))
        try await shop.killed(at: 3, ["run", "tasks.md"])
        for step in [3, 4, 9, 15, 20] {
            try await shop.killed(at: step, ["run", "tasks.md", "--resume"])
            #expect(shop.log == (1..<step).map(String.init))
        }
        let resumed = try await shop.run("run", "tasks.md", "--resume")
        #expect(resumed.status == 0, "\(resumed)")
        #expect(shop.log == Self.all)
        let runs = try await shop.run("runs", "list", "--format", "json")
        let rows = runs.json["rows"] as? [[String: Any]] ?? []
        #expect(
            rows.map { $0["state"] as? String } == ["succeeded"]
                + .init(repeating: "interrupted", count: 6))
    }

    /// A step that ended with an error is no unknown: it is tried again.
    @Test func aFailedStepIsTriedAgain() async throws {
        let shop = try Self.shop(
            "- [ ] 1 All\n  - Run: `./step 1`\n  - Run: `test -e there`\n  - Run: `./step 2`\n")
        #expect(try await shop.run("run", "tasks.md").status == 1)
        try shop.write("there", "")
        let resumed = try await shop.run("run", "tasks.md", "--resume")
        #expect(
            resumed
                == Ran(
                    err: """
                        [1/1] 1 All
                          done before: ./step 1
                          $ test -e there
                          $ ./step 2
                          done in # s
                        recourse: 1 done, 0 recovered in # s

                        """))
        #expect(shop.log == ["1", "2"])
    }

    // MARK: What cannot be resumed as it was

    @Test func aListThatNeverRan() async throws {
        let shop = try Self.shop(Self.task(isIdempotent: false))
        let ran = try await shop.run("run", "tasks.md", "--resume")
        #expect(ran.status == 0, "\(ran)")
        #expect(shop.log == Self.all)
    }

    /// Without `--resume` a list is run as it stands.
    @Test func aNewRunBeginsAgain() async throws {
        let shop = try Self.shop(Self.task(isIdempotent: false))
        try await shop.killed(at: 3, ["run", "tasks.md"])
        #expect(try await shop.run("run", "tasks.md").status == 0)
        #expect(shop.log == ["1", "2"] + Self.all)
    }

    /// An edited step is another step; what stands before it is as done as it was.
    @Test func aListThatWasEdited() async throws {
        let list = Self.task(isIdempotent: false)
        let shop = try Self.shop(list)
        try await shop.killed(at: 4, ["run", "tasks.md"])
        try shop.write(
            "tasks.md",
            list.replacing("`./step 2`", with: "`./step two`")
                .replacing("`./step 4`", with: "`./step four`"))
        let resumed = try await shop.run("run", "tasks.md", "--resume")
        #expect(resumed.status == 0, "\(resumed)")
        #expect(!resumed.err.contains("unknown"))
        #expect(
            shop.log == ["1", "2", "3", "two", "four"] + (5...20).map(String.init))
    }

    @Test func mistakes() async throws {
        let shop = try Self.shop("- [ ] 1 A\n  - Run: `touch ran`\n")
        let alone = try await shop.run("run", "tasks.md", "--rerun-unknown")
        #expect(alone.status == 64)
        #expect(alone.errLines.first == "Error: --rerun-unknown goes with --resume.")
        let input = try await shop.run(
            "run", "-", "--resume", input: "- [ ] 1 A\n  - Run: `touch ran`\n")
        #expect(input.status == 64)
        #expect(
            input.errLines.first == "Error: What came from standard input cannot be resumed.")
        #expect(!shop.exists("ran"))
    }
}
