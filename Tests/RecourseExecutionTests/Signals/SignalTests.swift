import RecourseCore
import Synchronization
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A signal to this process would reach every command that another test runs; so the commands are
/// told what the relay would tell them, and the relay itself is tried with a harmless one.
@Suite struct SignalTests {
    private func run(
        _ script: String, _ wiring: Wiring, _ number: Int32, after seconds: String
    ) async throws -> CommandResult {
        let wires = try Wires.pipes()
        let command = Command(
            argv: ["/bin/sh", "-c", script], directory: "/", environment: ["S": seconds])
        let execution = CommandExecution(
            command: command, wiring: wiring, timeout: .seconds(20), standard: wires.standard)
        let control = try RunControl()
        async let result = execution.result(control)
        #expect(await eventually { !processes(withArgument: seconds).isEmpty })
        control.relay(RelayedSignal(byte: UInt8(number)))
        return await result
    }

    @Test(arguments: effective([SIGINT, SIGTERM, SIGHUP]))
    func reachTheForeground(number: Int32) async throws {
        let seconds = uniqueSeconds()
        let result = try await run("sleep $S & wait", .foreground, number, after: seconds)
        #expect(result.exit == .signalled(number))
        #expect(result.wasInterrupted)
        // It is in the group as well.
        if number != SIGINT {  // A shell has its background jobs ignore it.
            #expect(await eventually { processes(withArgument: seconds).isEmpty })
        }
        for left in processes(withArgument: seconds) { kill(left, SIGKILL) }
    }

    @Test func leaveTheForegroundItsOwnEnd() async throws {
        let script = "trap 'echo cleaned; exit 9' TERM; sleep $S & wait; echo no"
        let seconds = uniqueSeconds()
        let result = try await run(script, .foreground, SIGTERM, after: seconds)
        #expect(result.exit == .exited(9))
        #expect(result.output.text.hasSuffix("cleaned\n"))
        #expect(result.wasInterrupted)
    }

    @Test(arguments: [Wiring.background, .watched])
    func endTheBackgroundWithAllOfIt(wiring: Wiring) async throws {
        let seconds = uniqueSeconds()
        let result = try await run("setsid sleep $S & sleep $S", wiring, SIGINT, after: seconds)
        #expect(result.exit == .signalled(SIGTERM))
        #expect(result.wasInterrupted)
        #expect(processes(withArgument: seconds).isEmpty)
    }

    @Test func areRelayed() async {
        let seen = Mutex(0)
        let observation = SignalRelay.shared.observeTerminal { signal in
            if signal.number == SIGWINCH, !signal.isFromTerminal { seen.withLock { $0 += 1 } }
        }
        kill(getpid(), SIGWINCH)
        #expect(await eventually { seen.withLock { $0 } > 0 })
        withExtendedLifetime(observation) {}
    }

    @Test(arguments: [false, true], [SIGHUP, SIGTERM, SIGTSTP, SIGWINCH])
    func fitAByte(isFromTerminal: Bool, number: Int32) {
        let byte = UInt8(number) | (isFromTerminal ? 0x80 : 0)
        let signal = RelayedSignal(byte: byte)
        #expect(signal.number == number)
        #expect(signal.isFromTerminal == isFromTerminal)
        #expect(signal.byte == byte)
    }
}
