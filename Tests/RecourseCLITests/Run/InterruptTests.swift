import Foundation
import Testing

/// A run that is told to end does so at once, and leaves nothing behind that runs or pretends to be
/// done.
@Suite struct InterruptTests {
    /// Says who it and a child of it are, and stays; the child does not mind SIGTERM.
    private static let stayer = """
        #!/bin/sh
        (trap '' TERM; exec sleep 60) &
        echo "$$ $!" > "$1.new"; mv "$1.new" "$1"
        echo begun
        wait

        """

    private static let list = """
        - [ ] 1 Before
          - Run: `touch before`
        - [ ] 2 Stays
          - Run: `./stay one`
          - Writes: one
        - [ ] 3 Stays too
          - Run: `./stay two`
          - Writes: two
        - [ ] 4 After
          - Needs: 2
          - Run: `touch never`

        """

    @Test(arguments: [SIGINT, SIGTERM] as [Int32]) func aSignalEndsTheRun(_ signal: Int32)
        async throws
    {
        let shop = try Workshop()
        try shop.write("stay", Self.stayer, mode: 0o755)
        try shop.write("tasks.md", Self.list)
        let running = try await shop.start(
            Binary.path, ["run", "tasks.md", "--jobs", "2", "--report", "r.json"])
        await shop.appeared("one")
        await shop.appeared("two")
        let start = ContinuousClock.now
        running.send(signal)
        let ran = await running.ended()
        #expect(ContinuousClock.now - start < .seconds(10))
        #expect(ran.status == 130, "\(ran)")
        #expect(ran.out == "begun\nbegun\n")
        #expect(ran.err.contains("not run 4 After\n"))
        #expect(
            ran.errLines.last == "recourse: 1 done, 2 failed, 1 not run, 0 recovered in # s")
        #expect(shop.text("tasks.md") == Self.list.replacing("[ ] 1", with: "[x] 1"))
        #expect(!shop.exists("never"))
        #expect(shop.document("r.json")["succeeded"] as? Bool == false)

        for name in ["one", "two"] {
            let processes = (shop.text(name) ?? "").split { $0.isWhitespace }.compactMap {
                Int32($0)
            }
            #expect(processes.count == 2)
            for process in processes { #expect(try await shop.gone(process), "\(name)") }
        }
        let runs = try await shop.run("runs", "list", "--format", "json")
        let row = try #require((runs.json["rows"] as? [[String: Any]])?.first)
        #expect(row["state"] as? String == "interrupted")
        #expect(row["done"] as? Int == 1 && row["failed"] as? Int == 0)
        #expect(row["in_flight"] as? Int == 2)
    }

    /// What was interrupted may have been done: it is as unknown as after a crash.
    @Test func whatWasInterruptedIsUnknown() async throws {
        let shop = try Workshop()
        try shop.write("stay", Self.stayer, mode: 0o755)
        try shop.write("tasks.md", "- [ ] 1 Stays\n  - Run: `touch a`\n  - Run: `./stay one`\n")
        let running = try await shop.start(Binary.path, ["run", "tasks.md"])
        await shop.appeared("one")
        running.send(SIGINT)
        #expect(await running.ended().status == 130)
        let resumed = try await shop.run("run", "tasks.md", "--resume")
        #expect(resumed.status == 1)
        #expect(resumed.err.contains("  done before: touch a\n  unknown ./stay one was running"))
    }

    @Test func theTimeOfTheRun() async throws {
        let shop = try Workshop()
        try shop.write(
            "tasks.md",
            "- [ ] 1 Slow\n  - Run: `sleep 30`\n- [ ] 2 Next\n  - Needs: 1\n  - Run: `touch never`\n"
        )
        let running = try await shop.start(
            Binary.path, ["run", "tasks.md", "--max-time", "1s"])
        let start = ContinuousClock.now
        let ran = await running.ended()
        #expect(ContinuousClock.now - start < .seconds(15))
        #expect(ran.status == 1)
        #expect(ran.errLines.last == "  the time of --max-time is over")
        #expect(!shop.exists("never"))
        #expect(shop.text("tasks.md")?.contains("[x]") == false)
    }
}
