import RecourseCore
import Testing

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

@Suite struct ProcessRunnerTests {
    @Test func keepsTheStreamsApartAndInOrder() async {
        let result = await shell(
            "echo one; sleep 0.05; echo two >&2; sleep 0.05; echo three; sleep 0.05; echo four >&2")
        #expect(result.exit == .exited(0))
        #expect(result.output.text == "one\ntwo\nthree\nfour\n")
        #expect(result.output.segments.map(\.stream) == [.stdout, .stderr, .stdout, .stderr])
        #expect(result.output.text(of: .stdout) == "one\nthree\n")
        #expect(!result.wasInterrupted)
    }

    @Test(arguments: [0, 1, 2, 77, 126, 127, 255]) func givesTheExitCode(code: Int32) async {
        #expect(await shell("exit \(code)").exit == .exited(code))
    }

    @Test(arguments: effective([SIGKILL, SIGTERM, SIGINT, SIGSEGV]))
    func givesTheSignal(number: Int32) async {
        #expect(await shell("kill -\(number) $$").exit == .signalled(number))
    }

    @Test func takesWhatIsPrintedWithoutALineEnd() async {
        let result = await shell("printf out; printf err >&2; exit 4")
        #expect(result.exit == .exited(4))
        #expect(result.output.text(of: .stdout) == "out")
        #expect(result.output.text(of: .stderr) == "err")
    }

    @Test func takesBytesThatAreNoText() async {
        let result = await shell(#"printf '\000\377\n\200\000'"#)
        #expect(result.output.bytes == [0, 255, 10, 128, 0])
    }

    @Test func givesABackgroundCommandNoInputAndNoTerminal() async {
        let result = await shell(
            "cat; readlink /proc/self/fd/0; test -t 0 || echo none; (: </dev/tty) || echo no tty")
        #expect(result.output.text(of: .stdout) == "/dev/null\nnone\nno tty\n")
    }

    @Test func givesTheCommandAnEmptySignalMaskAndDefaultActions() async throws {
        let result = await shell("grep -E '^Sig(Blk|Ign)' /proc/self/status")
        // SIGPIPE is ignored by us, and must not be by the command.
        let lines = result.output.text.split(separator: "\n")
        #expect(lines.first == "SigBlk:\t0000000000000000")
        let ignored = try #require(lines.last?.split(separator: "\t").last)
        let mask = try #require(UInt64(ignored, radix: 16))
        #expect(mask & (1 << UInt64(SIGPIPE - 1)) == 0)
        #expect(mask & (1 << UInt64(SIGCHLD - 1)) == 0)
    }

    @Test func changesTheEnvironment() async {
        let result = await shell(
            #"echo "${RECOURSE_TEST-none}|${HOME-none}|$PATH""#,
            environment: ["RECOURSE_TEST": "new = value", "HOME": nil])
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        #expect(result.output.text == "new = value|none|\(path)\n")
    }

    @Test func startsInTheDirectory() async throws {
        let folder = try TemporaryFolder()
        let result = await shell("pwd -P; echo $PWD", in: folder.path)
        #expect(result.output.text == "\(folder.path)\n\(folder.path)\n")
    }

    @Test func boundsALongOutput() async {
        let result = await shell("seq 1 2000000")
        #expect(result.output.totalBytes == 14_888_896)
        #expect(result.output.bytes.count <= 3 << 20)
        #expect(result.output.text.hasSuffix("1999999\n2000000\n"))
        let lines = result.output.bytes.count { $0 == newline }
        #expect(lines + result.output.gaps.reduce(0) { $0 + $1.lines } == 2_000_000)
    }

    @Test func doesNotWaitForWhatTheCommandLeftBehind() async {
        let seconds = uniqueSeconds()
        let result = await shell("sleep \(seconds) & echo started")
        #expect(result.exit == .exited(0))
        #expect(result.output.text == "started\n")
        #expect(result.duration < .seconds(10))
        // It was left running on purpose.
        let left = processes(withArgument: seconds)
        #expect(left.count == 1)
        for number in left { kill(number, SIGKILL) }
    }

    @Test func takesWhatALeftoverPrintsAtOnce() async {
        let result = await shell("(sleep 0.03; echo late) & echo early")
        #expect(result.output.text == "early\nlate\n")
    }

    #if os(Linux)
        @Test func leavesNoZombies() async {
            let result = await shell("(sleep 0.2; exit 3) >/dev/null 2>&1 & echo $!")
            let number = pid_t(result.output.text.dropLast()) ?? 0
            #expect(number > 1)
            // It becomes our child when its parent has ended, and ends itself a little later.
            for _ in 0..<200 where ProcessTable.entry(of: number) != nil {
                _ = await shell("sleep 0.01")
            }
            #expect(ProcessTable.entry(of: number) == nil)
        }
    #endif

    @Test func doesNotListenToALeftoverForEver() async {
        let result = await shell("yes & echo $!; exit 3", timeout: .seconds(30))
        #expect(result.exit == .exited(3))
        // It ends by itself when it finds nobody reading.
    }

    @Test func runsManyAtOnce() async {
        let exits = await withTaskGroup(of: Bool.self, returning: [Bool].self) { group in
            for number in 0..<40 {
                group.addTask {
                    let result = await shell("echo \(number); exit \(number)")
                    return result.exit == .exited(Int32(number))
                        && result.output.text == "\(number)\n"
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(exits.count == 40)
        #expect(!exits.contains(false))
    }
}
