import RecourseCore
import RecourseMatching
import RecourseText
import Testing

@Suite struct ConditionTests {
    private func set(
        exit: [ExitCondition] = [], streams: [OutputStream] = [], programs: [String] = [],
        unless: [String] = []
    ) -> PatternSet {
        let conditions = PatternConditions(
            exit: exit, streams: streams, programs: programs, unless: unless)
        return PatternSet([.test("t.x", "^error: (?<what>\\w+)", conditions: conditions)])
    }

    private func found(
        _ set: PatternSet, _ text: FailureText, exit: RecourseCore.ExitStatus? = .exited(1)
    ) -> String? {
        set.diagnosis(of: text, in: .init(exit: exit)).matches.first?.captures["what"]
    }

    private static let exitCases:
        [(condition: [ExitCondition], exit: RecourseCore.ExitStatus?, matches: Bool)] = [
            ([], .exited(1), true), ([], nil, true), ([], .exited(0), false),
            ([.notZero], .signalled(9), true),
            ([.code(2...5)], .exited(3), true), ([.code(2...5)], .exited(6), false),
            ([.code(2...5)], nil, false),
            ([.signal(9)], .signalled(9), true), ([.signal(9)], .exited(137), true),
            ([.timeout], .timedOut, true),
            ([.timeout], .exited(124), false), ([.code(0...0)], .exited(0), false),
            ([.code(127...127), .timeout], .exited(127), true),
        ]

    @Test(arguments: exitCases)
    func exits(conditions: [ExitCondition], exit: RecourseCore.ExitStatus?, matches: Bool) {
        #expect(
            (found(set(exit: conditions), FailureText("error: x"), exit: exit) != nil) == matches)
    }

    @Test func aCommandThatSucceededHasNoDiagnosis() {
        let diagnosis = set().diagnosis(of: "error: x", exit: .exited(0))
        #expect(
            diagnosis.matches.isEmpty && diagnosis.unexplained.isEmpty && diagnosis.patterns == 1
                && diagnosis.candidates == 0)
    }

    @Test func streams() {
        let text = FailureText.streams(
            (.stdout, "error: out\n"), (.stderr, "error: err\n"), (.stdout, "error: again\n"))
        #expect(found(set(), text) == "out")
        #expect(found(set(streams: [.stderr]), text) == "err")
        #expect(found(set(streams: [.stdout]), text) == "out")
        #expect(found(set(streams: [.stdout, .stderr]), text) == "out")
        let quiet = FailureText.streams((.stdout, "error: out\n"), (.stderr, "quiet\n"))
        #expect(found(set(streams: [.stderr]), quiet) == nil)
    }

    /// Output of a terminal, or of a file, cannot be told apart.
    @Test func unknownStreamsAreNotJudged() {
        #expect(found(set(streams: [.stderr]), FailureText("error: x")) == "x")
        let mixed = FailureText.streams((.output, "error: pty\n"), (.stderr, "error: err\n"))
        #expect(found(set(streams: [.stderr]), mixed) == "pty")
    }

    /// The first find in a stream that counts, wherever others lie between.
    @Test func manyFindsInTheOtherStream() {
        var pieces: [CapturedOutput.Segment] = []
        var bytes: [UInt8] = []
        for _ in 0..<20_000 {
            pieces.append(.init(start: bytes.count, stream: .stdout))
            bytes += Array("error: out\nerror: out\n".utf8)
            pieces.append(.init(start: bytes.count, stream: .stderr))
            bytes += Array("quiet\n".utf8)
        }
        pieces.append(.init(start: bytes.count, stream: .stderr))
        bytes += Array("error: found\n".utf8)
        let text = FailureText(CapturedOutput(bytes: bytes, segments: pieces))
        let clock = ContinuousClock()
        var diagnosis = Diagnosis.nothing
        let time = clock.measure {
            diagnosis = set(streams: [.stderr]).diagnosis(of: text, in: .init(exit: .exited(1)))
        }
        // On a loaded machine it may be set aside for time, never missed.
        #expect(
            diagnosis.matches.first?.captures["what"] == "found" || diagnosis.setAside.count == 1)
        #expect(time < .seconds(10))
    }

    @Test(
        arguments: [
            (["gcc"], ["gcc", "make"], true), (["g*"], ["gcc"], true),
            (["gcc", "clang"], ["clang"], true), (["gcc"], ["make"], false), (["gcc"], [], false),
            ([], ["make"], true), (["python*"], ["python3.11"], true),
            (["pip"], ["python3", "pip"], true),
        ] as [([String], Set<String>, Bool)])
    func programs(globs: [String], programs: Set<String>, matches: Bool) {
        #expect(
            set(programs: globs).diagnosis(of: "error: x", programs: programs).matches.isEmpty
                == !matches)
        #expect(!set(programs: globs).diagnosis(of: "error: x", programs: nil).matches.isEmpty)
    }

    @Test func programsOfTheFailedCommand() {
        func diagnosis(_ argv: [String]) -> Diagnosis {
            let failure = Failure(
                command: Command(argv: argv, directory: "/"), exit: .exited(1),
                output: CapturedOutput(Array("error: x".utf8)))
            return set(programs: ["gcc"]).diagnosis(
                of: FailureText(failure.output), in: .init(failure))
        }
        #expect(!diagnosis(["gcc", "a.c"]).matches.isEmpty)
        #expect(!diagnosis(["sh", "-c", "cd x && env A=1 timeout 5 gcc a.c"]).matches.isEmpty)
        #expect(diagnosis(["make"]).matches.isEmpty)
        let unknown = Failure(
            command: nil, exit: nil, output: CapturedOutput(Array("error: x".utf8)))
        #expect(
            !set(programs: ["gcc"]).diagnosis(of: FailureText(unknown.output), in: .init(unknown))
                .matches.isEmpty)
    }

    @Test func unless() {
        #expect(found(set(unless: ["^warning$"]), FailureText("error: x\nwarning\n")) == nil)
        #expect(found(set(unless: ["^warning$"]), FailureText("error: x\nwarnings\n")) == "x")
        #expect(found(set(unless: ["nope", "error"]), FailureText("error: x")) == nil)
        let refused = set(unless: ["("]).diagnosis(of: "error: x")
        #expect(refused.matches.isEmpty && refused.setAside.map(\.pattern) == ["t.x"])
    }
}
