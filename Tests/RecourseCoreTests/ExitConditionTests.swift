import RecourseCore
import Testing

@Suite struct ExitConditionTests {
    @Test(
        arguments: [
            ("1", .code(1...1)), ("0", .code(0...0)), ("2..5", .code(2...5)),
            ("3..3", .code(3...3)), ("!0", .notZero), ("signal:9", .signal(9)),
            ("timeout", .timeout),
        ] as [(String, ExitCondition)])
    func parses(text: String, condition: ExitCondition) {
        #expect(ExitCondition(parsing: text) == condition)
    }

    @Test(arguments: [
        "", "x", "!1", "5..2", "1..", "..2", "1...2", "1.2", "1..2..3", "signal:", "signal:x",
        "SIGKILL", "timeout ", " 1", "99999999999", "1..x", "!", "-",
    ])
    func refuses(text: String) {
        #expect(ExitCondition(parsing: text) == nil)
    }

    @Test(arguments: ["1", "2..5", "!0", "signal:9", "timeout"])
    func isWrittenAsItIsRead(text: String) {
        #expect(ExitCondition(parsing: text)?.text == text)
    }

    private static let statuses: [RecourseCore.ExitStatus] = [
        .exited(0), .exited(1), .exited(3), .exited(124), .exited(127), .exited(137), .signalled(9),
        .signalled(15), .timedOut,
        .notStarted(reason: "gone", code: 127),
    ]

    @Test(
        arguments: [
            (.notZero, [false, true, true, true, true, true, true, true, true, true]),
            (.code(1...3), [false, true, true, false, false, false, false, false, false, false]),
            (
                .code(127...127),
                [false, false, false, false, true, false, false, false, false, true]
            ),
            (.code(0...0), [true, false, false, false, false, false, false, false, false, false]),
            (.signal(9), [false, false, false, false, false, true, true, false, false, false]),
            (.timeout, [false, false, false, false, false, false, false, false, true, false]),
        ] as [(ExitCondition, [Bool])])
    func admits(condition: ExitCondition, expected: [Bool]) {
        #expect(Self.statuses.map(condition.admits) == expected)
    }

    /// A particular status is not met where none is known.
    @Test func anUnknownStatus() {
        #expect(ExitCondition.notZero.admits(nil))
        for condition in [ExitCondition.code(1...1), .signal(9), .timeout] {
            #expect(!condition.admits(nil))
        }
        #expect(
            PatternConditions().admits(nil) && !PatternConditions(exit: [.code(1...1)]).admits(nil))
        #expect(PatternConditions(exit: [.code(1...1), .notZero]).admits(nil))
    }

    @Test func anAbsurdSignalIsNoCrash() {
        #expect(!ExitCondition.signal(.max).admits(.signalled(9)))
        #expect(!ExitCondition.signal(.min).admits(.exited(1)))
    }

    @Test func whatDemandsAParticularExit() {
        #expect(!PatternConditions().demandsParticularExit)
        #expect(PatternConditions(exit: [.code(127...127)]).demandsParticularExit)
        #expect(!PatternConditions(exit: [.code(127...127), .notZero]).demandsParticularExit)
    }
}
