import RecourseCore
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// One after the other: what a foreground command left behind is told by there being only one.
@Suite(.serialized) struct TimeoutTests {
    /// Ways in which a command may hide a process that sleeps `$S` seconds.
    static let hiding = [
        "sleep $S",
        "sleep $S & wait",
        "sleep $S >/dev/null 2>&1 & sleep $S",
        "setsid sleep $S & sleep $S",
        "(setsid sleep $S >/dev/null 2>&1 &); sleep $S",
        "(setsid sh -c 'sleep $S & sleep $S' </dev/null >/dev/null 2>&1 &); sleep $S",
        "trap '' TERM; sleep $S; sleep $S",
        "kill -STOP $$; sleep $S",
    ]

    @Test(arguments: hiding) func leavesNothingOfABackgroundCommand(script: String) async {
        await expectNothingLeft(script, .background)
    }

    @Test(arguments: hiding) func leavesNothingOfAForegroundCommand(script: String) async {
        await expectNothingLeft(script, .foreground)
    }

    private func expectNothingLeft(_ script: String, _ terminal: CommandRequest.Terminal) async {
        let seconds = uniqueSeconds()
        let command = Command(
            argv: ["/bin/sh", "-c", script], directory: "/", environment: ["S": seconds])
        let result = await ProcessRunner(screen: nil, backups: "/nowhere").run(
            CommandRequest(command, terminal: terminal, timeout: .milliseconds(400)))
        #expect(result.exit == .timedOut)
        #expect(!result.wasInterrupted)
        // Of the command, not of this task, which waits its turn among all the others.
        #expect(result.duration < .seconds(20))
        #expect(processes(withArgument: seconds).isEmpty)
    }

    @Test func leavesOtherCommandsAlone() async {
        let seconds = uniqueSeconds()
        async let other = shell("(setsid sleep \(seconds) >/dev/null 2>&1 &); sleep 2; echo done")
        let slow = uniqueSeconds()
        async let ended = shell(
            "(setsid sleep \(slow) >/dev/null 2>&1 &); sleep \(slow)", timeout: .milliseconds(500))
        #expect(await ended.exit == .timedOut)
        #expect(processes(withArgument: slow).isEmpty)
        let left = processes(withArgument: seconds)
        #expect(left.count == 1)
        #expect(await other.exit == .exited(0))
        for number in left { kill(number, SIGKILL) }
    }

    @Test func givesTimeToEndWell() async {
        let result = await shell(
            "trap 'echo bye; exit 0' TERM; echo hello; while :; do sleep 0.01; done",
            timeout: .milliseconds(300))
        #expect(result.exit == .timedOut)
        #expect(result.output.text.contains("bye\n"))
    }

    @Test func endsWithTheTask() async {
        let seconds = uniqueSeconds()
        let task = Task { await shell("setsid sleep \(seconds) & sleep \(seconds)") }
        #expect(await eventually { processes(withArgument: seconds).count == 2 })
        task.cancel()
        let result = await task.value
        #expect(result.exit == .signalled(SIGTERM))
        #expect(result.wasInterrupted)
        #expect(processes(withArgument: seconds).isEmpty)
    }

    @Test func startsNothingForACancelledTask() async {
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await shell("echo started")
        }
        task.cancel()
        let result = await task.value
        #expect(result.output.bytes.isEmpty)
        #expect(result.wasInterrupted)
    }
}
