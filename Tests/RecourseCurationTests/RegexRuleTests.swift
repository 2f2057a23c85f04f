import RecourseCore
import RecourseCuration
import Testing

@Suite struct RegexRuleTests {
    private func rules(_ regex: String, _ more: (inout Pattern) -> Void = { _ in }) async throws
        -> [LintFinding.Rule]
    {
        try await Sound.rules { pattern, _ in
            pattern.scope = .line(regex)
            (pattern.captures, pattern.fixes, pattern.examples[0].captures) = ([:], [], [:])
            more(&pattern)
        }
    }

    @Test func badRegex() async throws {
        #expect(try await rules("broken: (") == [.badRegex, .exampleDoesNotMatch])
        #expect(try await rules("^broken: ") { $0.conditions.unless = ["("] }.first == .badRegex)
        #expect(
            try await Sound.rules { pattern, _ in pattern.fixes[0].lookups["o"] = .operand("[") }
                == [.badRegex])
        #expect(
            try await Sound.rules { pattern, _ in pattern.fixes[0].conditions.command = "(?<" } == [
                .badRegex
            ])
    }

    @Test func matchesEmptyText() async throws {
        #expect(try await rules("(?:broken)?").contains(.matchesEmptyText))
        #expect(try await rules("^$|^broken: cache").contains(.matchesEmptyText))
        #expect(try await rules("^broken: cache").isEmpty)
    }

    @Test func anExitStatusMayStandForItself() async throws {
        let rules = try await rules("\\A") { pattern in
            pattern.conditions.exit = [.code(137...137)]
            pattern.examples[0].exit = 137
        }
        #expect(rules.isEmpty)
    }

    @Test func noLiteralFires() async throws {
        #expect(try await rules("[a-z]+.+\\w+") { $0.counters[0].text = "?" } == [.noLiteral])
        #expect(LintFinding.Rule.noLiteral.isNote && !LintFinding.Rule.catastrophic.isNote)
    }

    @Test func unknownCapture() async throws {
        #expect(
            try await Sound.rules { pattern, _ in pattern.captures["other"] = CaptureRule() } == [
                .unknownCapture
            ])
    }

    @Test func catastrophic() async throws {
        #expect(try await rules("(?:a+a?)+b|broken: cache").contains(.catastrophic))
        #expect(try await rules("^broken: \\w{1,40}$").isEmpty)
    }

    @Test func everyStepOfABlockIsLookedAt() async throws {
        let rules = try await Sound.rules { pattern, _ in
            pattern.scope = .block([
                PatternStep(regex: "^broken: (?<name>\\w+)"), PatternStep(regex: "(?:maybe)?"),
            ])
            pattern.examples[0].text = "broken: cache\nsome\n"
        }
        #expect(rules.contains(.matchesEmptyText))
    }
}
