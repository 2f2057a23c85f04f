import RecourseCore
import RecourseCuration
import RecourseMatching
import Testing

@Suite struct ExampleRuleTests {
    @Test func aSoundPatternHasNoFindings() async throws {
        #expect(try await Sound.rules { _, _ in } == [])
    }

    @Test func noExample() async throws {
        #expect(try await Sound.rules { pattern, _ in pattern.examples = [] } == [.noExample])
    }

    @Test func noCounter() async throws {
        #expect(try await Sound.rules { pattern, _ in pattern.counters = [] } == [.noCounter])
    }

    @Test func deprecatedPatternsNeedNeither() async throws {
        let rules = try await Sound.rules { pattern, _ in
            (pattern.examples, pattern.counters, pattern.status) = ([], [], .deprecated)
        }
        #expect(rules == [])
    }

    @Test func exampleDoesNotMatch() async throws {
        #expect(
            try await Sound.rules { pattern, _ in pattern.examples[0].text = "whole: cache" }
                == [.exampleDoesNotMatch])
        #expect(
            try await Sound.rules { pattern, _ in pattern.examples[0].exit = 0 } == [
                .exampleDoesNotMatch
            ])
        #expect(
            try await Sound.rules { pattern, _ in pattern.conditions.programs = ["ninja"] }
                == [.exampleDoesNotMatch])
        #expect(
            try await Sound.rules { pattern, _ in pattern.conditions.unless = ["cache"] }
                == [.exampleDoesNotMatch])
    }

    @Test func captureDiffers() async throws {
        #expect(
            try await Sound.rules { pattern, _ in pattern.examples[0].captures = ["name": "store"] }
                == [.captureDiffers])
        #expect(
            try await Sound.rules { pattern, _ in pattern.examples[0].captures["other"] = "" }
                == [.captureDiffers])
    }

    @Test func counterMatches() async throws {
        #expect(
            try await Sound.rules { pattern, _ in pattern.counters[0].text = "broken: all" } == [
                .counterMatches
            ])
        #expect(
            try await Sound.rules { pattern, _ in
                pattern.counters[0] = PatternCounter(text: "broken: all", exit: 0)
            } == [])
    }

    @Test func fixResolvesDifferently() async throws {
        #expect(
            try await Sound.rules { pattern, _ in
                pattern.examples[0].expect = ["f": "touch -- cache"]
            } == [])
        #expect(
            try await Sound.rules { pattern, _ in pattern.examples[0].expect = ["f": "touch"] }
                == [.fixResolvesDifferently])
        #expect(
            try await Sound.rules { pattern, _ in
                pattern.examples[0].expect = ["g": "touch -- cache"]
            }
                == [.fixResolvesDifferently])
    }

    /// What the resolver is given: the example's command, its files, and programs that are absent
    /// where the fix says so.
    @Test func theResolverSeesTheExample() async throws {
        var pattern = try Sound.pattern()
        pattern.examples[0].command = "cd src && make"
        pattern.examples[0].workspace = ["Makefile": "all:"]
        pattern.examples[0].expect = ["f": "sh -c cd src && make: all: false true broken"]
        pattern.fixes[0].conditions.programsAbsent = ["ninja"]
        let linter = PackLinter { _, match, command, workspace in
            let words = command?.argv.joined(separator: " ") ?? ""
            let file = String(decoding: workspace.contents(of: "Makefile") ?? [], as: UTF8.self)
            let programs = "\(workspace.hasProgram("ninja")) \(workspace.hasProgram("make"))"
            return .command(
                "\(words): \(file) \(programs) \(match.captures["name"] == "cache" ? "broken" : "")"
            )
        }
        #expect(await linter.findings(in: Sound.pack(pattern)) == [])
    }

    @Test func findingsNameTheirPattern() async throws {
        var pattern = try Sound.pattern()
        pattern.counters = []
        let findings = await Sound.linter.findings(in: Sound.pack(pattern))
        #expect(findings.map(\.pack) == ["made"] && findings.map(\.pattern) == ["made.one"])
        #expect(findings.map(\.message) == ["has no counter"])
    }
}
