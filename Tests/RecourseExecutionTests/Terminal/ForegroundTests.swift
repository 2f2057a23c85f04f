import RecourseCore
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

@Suite(.serialized) struct ForegroundTests {
    private func start(
        _ script: String, _ wires: Wires, timeout: Duration? = .seconds(20)
    ) -> Task<CommandResult, Never> {
        let runner = ProcessRunner(
            screen: nil, backups: "/nowhere", limits: .standard, standard: wires.standard)
        let command = Command(argv: ["/bin/sh", "-c", script], directory: "/")
        return Task {
            await runner.run(CommandRequest(command, terminal: .foreground, timeout: timeout))
        }
    }

    private func modes(_ wires: Wires) -> [UInt8] {
        var settings = termios()
        tcgetattr(wires.standard.input, &settings)
        return withUnsafeBytes(of: &settings) { Array($0) }
    }

    // MARK: Pipes

    @Test func passesThroughPipes() async throws {
        let wires = try Wires.pipes()
        wires.type("from stdin\n")
        let result = await start("read x; echo got $x; echo no >&2; test -t 1", wires).value
        #expect(result.exit == .exited(1))
        #expect(wires.read(until: "\n") == "got from stdin\n")
        #expect(wires.read(until: "\n", from: wires.error) == "no\n")
        #expect(result.output.text(of: .stdout) == "got from stdin\n")
        #expect(result.output.text(of: .stderr) == "no\n")
    }

    /// A `make` above us passes its jobs by descriptors.
    @Test func inheritsFurtherDescriptorsInTheForegroundOnly() async throws {
        let wires = try Wires.pipes()
        let inherited = dup(wires.standard.input)
        defer { close(inherited) }
        let script = "test -e /dev/fd/\(inherited)"
        #expect(await start(script, wires).value.exit == .exited(0))
        #expect(await shell(script).exit == .exited(1))
    }

    @Test func keepsTheOrderWhereBothStreamsAreOne() async throws {
        let wires = try Wires.pipes()
        var standard = wires.standard
        standard.error = standard.output
        let runner = ProcessRunner(
            screen: nil, backups: "/nowhere", limits: .standard, standard: standard)
        let script = "for i in 1 2 3 4 5 6 7 8 9; do echo o$i; echo e$i >&2; done"
        let command = Command(argv: ["/bin/sh", "-c", script], directory: "/")
        let result = await runner.run(CommandRequest(command, terminal: .foreground))
        let expected = (1...9).map { "o\($0)\ne\($0)\n" }.joined()
        #expect(result.output.text == expected)
        #expect(result.output.segments.map(\.stream) == [.output])
        #expect(wires.read(until: "e9\n") == expected)
    }

    @Test func endsTheCommandWhenNobodyReads() async throws {
        let ends = try PipeEnds.made().released()
        close(ends.reading)
        let wires = try Wires.pipes()
        var standard = wires.standard
        standard.output = ends.writing
        let runner = ProcessRunner(
            screen: nil, backups: "/nowhere", limits: .standard, standard: standard)
        let endless = Command(argv: ["yes"], directory: "/")
        let result = await runner.run(
            CommandRequest(endless, terminal: .foreground, timeout: .seconds(20)))
        #expect(result.exit == .signalled(SIGPIPE))
        let short = Command(argv: ["/bin/sh", "-c", "echo x; exec >&-; exit 5"], directory: "/")
        #expect(await runner.run(CommandRequest(short, terminal: .foreground)).exit == .exited(5))
        // A fix goes on: it was not asked for by whoever reads.
        let watched = Command(argv: ["/bin/sh", "-c", "echo x; sleep 0.1; echo y"], directory: "/")
        let rest = await runner.run(CommandRequest(watched, terminal: .watched))
        #expect(rest.exit == .exited(0))
        #expect(rest.output.text == "x\ny\n")
        close(ends.writing)
    }

    @Test func waitsForASlowReaderWithoutLosingAnything() async throws {
        let wires = try Wires.pipes()
        let task = start("seq 1 60000", wires)
        try await Task.sleep(for: .milliseconds(1500))
        let all = wires.read(until: "\n60000\n")
        let result = await task.value
        #expect(result.exit == .exited(0))
        #expect(all.utf8.elementsEqual(result.output.bytes))
        #expect(result.output.gaps.isEmpty)
    }

    @Test func timesOutWhileNobodyReads() async throws {
        let wires = try Wires.pipes()
        let result = await start("yes", wires, timeout: .milliseconds(300)).value
        #expect(result.exit == .timedOut)
    }

    // MARK: A terminal

    @Test func givesATerminalOfTheSameSize() async throws {
        let wires = try Wires.terminal(rows: 31, columns: 97)
        let before = modes(wires)
        let result = await start(
            "test -t 0 && test -t 1 && test -t 2 && stty size && exec 3</dev/tty; exit 3", wires
        ).value
        #expect(result.exit == .exited(3))
        #expect(result.output.text == "31 97\r\n")
        #expect(result.output.segments.map(\.stream) == [.output])
        #expect(wires.read(until: "97\r\n") == "31 97\r\n")
        #expect(modes(wires) == before)
    }

    @Test func passesKeys() async throws {
        let wires = try Wires.terminal()
        let before = modes(wires)
        let task = start("echo ready; read x; echo got $x; cat", wires)
        #expect(wires.read(until: "ready").contains("ready"))
        #expect(modes(wires) != before)
        wires.type("hello\n")
        #expect(wires.read(until: "got hello").contains("got hello"))
        wires.type("\u{4}")
        let result = await task.value
        #expect(result.exit == .exited(0))
        #expect(!result.wasInterrupted)
        #expect(modes(wires) == before)
    }

    @Test(.enabled(if: !effective([SIGINT]).isEmpty))
    func knowsThatCtrlCEndedIt() async throws {
        let wires = try Wires.terminal()
        let before = modes(wires)
        let task = start("echo ready; exec sleep 60", wires)
        _ = wires.read(until: "ready")
        wires.type("\u{3}")
        let result = await task.value
        #expect(result.exit == .signalled(SIGINT))
        #expect(result.wasInterrupted)
        #expect(modes(wires) == before)
    }

    @Test func passesCtrlCToAProgramThatReadsItAsAKey() async throws {
        let wires = try Wires.terminal()
        let task = start("stty raw -echo; echo ready; head -c 1 | od -An -tx1; exit 1", wires)
        _ = wires.read(until: "ready")
        wires.type("\u{3}")
        let result = await task.value
        #expect(result.output.text.contains("03"))
        #expect(result.exit == .exited(1))
        #expect(!result.wasInterrupted)
    }

    @Test func tellsOfAnotherWindowSize() async throws {
        let wires = try Wires.terminal()
        let task = start(
            "trap 'stty size; exit 0' WINCH; echo ready; while :; do sleep 0.02; done", wires)
        _ = wires.read(until: "ready")
        var size = winsize(ws_row: 50, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(wires.output, UInt(TIOCSWINSZ), &size)
        // The terminal tells its own session; ours is another in a test.
        kill(getpid(), SIGWINCH)
        let result = await task.value
        #expect(result.output.text.contains("50 120"))
    }

    @Test func leavesStdinAndStderrWhereTheyAre() async throws {
        let wires = try Wires.outputTerminal()
        wires.type("data\n")
        let result = await start(
            "read x; echo $x; test -t 0 || test -t 2 || echo apart; echo error >&2", wires
        ).value
        #expect(result.output.text(of: .output) == "data\napart\n")
        #expect(result.output.text(of: .stderr) == "error\n")
        #expect(wires.read(until: "apart") == "data\r\napart\r\n")
        #expect(wires.read(until: "\n", from: wires.error) == "error\n")
    }

    @Test func timesOutOnATerminal() async throws {
        let wires = try Wires.terminal()
        let before = modes(wires)
        let seconds = uniqueSeconds()
        let result = await start(
            "trap '' TERM HUP; setsid sleep \(seconds) & sleep \(seconds)", wires,
            timeout: .milliseconds(300)
        ).value
        #expect(result.exit == .timedOut)
        #expect(processes(withArgument: seconds).isEmpty)
        #expect(modes(wires) == before)
    }
}
