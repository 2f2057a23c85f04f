import Foundation
import Testing

/// Timeouts and interruptions end everything, soon.
@Suite struct ExecEndingTests {
    /// Processes whose command line holds the mark, which only the test's own children carry.
    private func survivors(_ mark: String, in shop: Workshop) async throws -> String {
        try await shop.shell("sleep 0.1; ps -eo args | grep '[s]leep \(mark)' | grep -v 'sh -c'")
            .out
    }

    private func mark() -> String { "7\(Int.random(in: 10_000...99_999)).25" }

    @Test func aTimeoutKillsGrandchildren() async throws {
        let shop = try Workshop()
        let mark = mark()
        let running = try await shop.start(
            Binary.path,
            [
                "exec", "--timeout", "500ms", "--", "sh", "-c",
                "(trap '' TERM; sleep \(mark)) & sleep \(mark)",
            ])
        let start = ContinuousClock.now
        let ran = await running.ended()
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(ran.status == 124)
        #expect(ran.out == "")
        #expect(ran.errLines.first == "recourse: the command took too long and was ended")
        #expect(try await survivors(mark, in: shop) == "")
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
    func aSignalEndsTheCommand(_ signal: Int32, _ status: Int32) async throws {
        let shop = try Workshop()
        let mark = mark()
        let running = try await shop.start(
            Binary.path, ["exec", "--", "sh", "-c", "echo begun; sleep \(mark) | cat"])
        await running.wrote("begun")
        let start = ContinuousClock.now
        running.send(signal)
        let ran = await running.ended()
        #expect(ContinuousClock.now - start < .seconds(2))
        #expect(ran == Ran(out: "begun\n", status: status))
        #expect(try await survivors(mark, in: shop) == "")
    }

    @Test func anInterruptedTaskList() async throws {
        let shop = try Workshop()
        let mark = mark()
        let list = """
            - [ ] 1 Slow
              - Run: `echo begun; sleep \(mark)`
            - [ ] 2 Next
              - Run: `touch ran`

            """
        try shop.write("tasks.md", list)
        let running = try await shop.start(
            Binary.path, ["run", "tasks.md", "--jobs", "1"])
        await running.wrote("begun")
        running.send(SIGINT)
        let ran = await running.ended()
        #expect(
            ran
                == Ran(
                    out: "begun\n",
                    err: """
                        [1/2] 1 Slow
                          $ echo begun; sleep \(mark)
                          failed in # s
                        not run 2 Next
                        recourse: 0 done, 1 failed, 1 not run, 0 recovered in # s

                        """, status: 130))
        #expect(shop.text("tasks.md") == list)
        #expect(shop.names == ["tasks.md"])
        #expect(try await survivors(mark, in: shop) == "")
    }

    @Test func aClosedPipe() async throws {
        let shop = try Workshop()
        let ran = try await shop.shell("$R patterns list | head -n 1 | cut -c1-7")
        #expect(ran == Ran(out: "pattern\n"))
    }
}
