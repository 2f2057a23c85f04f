import RecourseCore
import RecourseText
import Testing

@Suite struct CommandAnatomyTests {
    private func anatomy(_ argv: [String]) -> CommandAnatomy {
        CommandAnatomy(Command(argv: argv, directory: "/w"))
    }

    private func programs(_ argv: String...) -> [String] {
        anatomy(argv).invocations.map(\.program)
    }

    @Test func aPlainCommand() {
        let invocations = anatomy(["/usr/bin/gcc", "-c", "a.c"]).invocations
        #expect(
            invocations.map(\.program) == ["gcc"]
                && invocations.map(\.arguments) == [["-c", "a.c"]])
        #expect(invocations.map(\.place) == [.arguments(from: 0)])
        #expect(anatomy([]).invocations.isEmpty)
        #expect(programs("") == [""])
    }

    @Test func wrappers() {
        #expect(programs("env", "-u", "B", "A=1", "make") == ["env", "make"])
        #expect(programs("env", "-i", "A=b", "make", "C=d") == ["env", "make"])
        #expect(programs("env", "--", "A=1", "make") == ["env", "make"])
        #expect(programs("env") == ["env"])
        #expect(programs("env", "-S", "make all") == ["env"])
        #expect(programs("timeout", "5", "make") == ["timeout", "make"])
        #expect(
            programs("timeout", "-k", "1", "-s", "KILL", "--foreground", "5s", "make") == [
                "timeout", "make",
            ])
        #expect(programs("timeout", "--", "5", "make") == ["timeout", "make"])
        #expect(programs("timeout", "5") == ["timeout"])
        #expect(
            programs("sudo", "-u", "me", "A=1", "apt-get", "install", "x") == ["sudo", "apt-get"])
        #expect(
            programs("sudo", "-E", "-n", "env", "A=1", "timeout", "9", "git", "push") == [
                "sudo", "env", "timeout", "git",
            ])
        #expect(programs("nice", "-n", "5", "nohup", "make") == ["nice", "nohup", "make"])
        #expect(programs("time", "-p", "make") == ["time", "make"])
        #expect(programs("command", "git", "status") == ["command", "git"])
        #expect(programs("command", "-v", "git") == ["command"])
        #expect(programs("stdbuf", "-oL", "make") == ["stdbuf", "make"])
        #expect(programs("xargs", "-n", "1", "-0", "rm", "-f") == ["xargs", "rm"])
        #expect(programs("exec", "-a", "name", "sh") == ["exec", "sh"])
        #expect(programs("make", "env", "git") == ["make"])
    }

    @Test func placesOfWrappedCommands() {
        let invocations = anatomy(["env", "A=1", "timeout", "5", "gcc", "a.c"]).invocations
        #expect(
            invocations.map(\.place) == [
                .arguments(from: 0), .arguments(from: 2), .arguments(from: 4),
            ])
        #expect(invocations.last?.arguments == ["a.c"])
    }

    @Test func shellTexts() {
        #expect(programs("sh", "-c", "make && ./run | tee log") == ["make", "run", "tee"])
        #expect(programs("bash", "-ec", "make") == ["make"])
        #expect(programs("bash", "-ce", "make") == ["make"])
        #expect(programs("bash", "-o", "pipefail", "-c", "make") == ["make"])
        #expect(
            programs("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", "make") == ["make"])
        #expect(programs("bash", "-c", "-e", "make") == ["make"])
        #expect(programs("bash", "+x", "-c", "make", "name", "arg") == ["make"])
        #expect(programs("env", "A=1", "/bin/sh", "-c", "A=1 make") == ["env", "make"])
        #expect(
            programs("sh", "-c", "env A=1 timeout 5 gcc x.c; sudo -u me git pull") == [
                "env", "timeout", "gcc", "sudo", "git",
            ])
        #expect(
            programs("sh", "-c", "if make; then for f in a; do rm $f; done; fi") == ["make", "rm"])
        #expect(programs("bash", "script.sh", "-c", "make") == ["bash"])
        #expect(programs("sh", "-c") == ["sh"])
        #expect(programs("sh") == ["sh"])
    }

    /// What cannot be taken apart is the shell itself.
    @Test func shellTextsThatAreNotUnderstood() {
        #expect(programs("sh", "-c", "echo $(make)") == ["sh"])
        #expect(programs("sh", "-c", "echo 'open") == ["sh"])
        #expect(programs("sh", "-c", "$CMD x; make") == ["make"])
        #expect(programs("sh", "-c", "sudo $CMD") == ["sudo"])
    }

    @Test func wordsOfShellTexts() {
        let text = "A=1 gcc \"$f\" *.c -o 'x y' > log"
        guard
            case .shellText(let argument, let words, let assignments)? = anatomy(["sh", "-c", text])
                .invocations.first?.place
        else {
            Issue.record("no shell text")
            return
        }
        #expect(argument == 2 && assignments.map(\.source) == ["A=1"])
        #expect(words.map(\.source) == ["gcc", "\"$f\"", "*.c", "-o", "'x y'"])
        let invocation = anatomy(["sh", "-c", text]).invocations[0]
        #expect(invocation.arguments == [nil, nil, "-o", "x y"] && invocation.globs == ["*.c"])
    }

    @Test(arguments: [
        (["python3", "-m", "pip", "install"], ["python3", "pip"]),
        (["python", "-u", "-W", "ignore", "-m", "pytest"], ["python", "pytest"]),
        (["python3.11", "-mvenv", "x"], ["python3.11", "venv"]),
        (["python3", "x.py", "-m", "pip"], ["python3"]),
        (["python3", "-c", "x", "-m", "pip"], ["python3"]), (["python3", "-m"], ["python3"]),
        (["git", "-m", "x"], ["git"]),
        (["python3", "-X", "dev", "x.py"], ["python3"]),
    ])
    func modulesOfPython(argv: [String], names: [String]) {
        #expect(anatomy(argv).programNames == Set(names))
    }

    @Test func endlessWrappingEnds() {
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(anatomy(Array(repeating: "env", count: 100_000)).invocations.count == 16)
            let text = String(repeating: "env ", count: 20_000) + "make"
            #expect(anatomy(["sh", "-c", text]).invocations.count == 16)
        }
        #expect(time < .seconds(20))
    }
}
