import RecourseCore
import Testing

@testable import RecourseCuration

/// What holds of the linter whatever the pattern.
@Suite struct LinterPropertyTests {
    private typealias Spoil = (
        LintFinding.Rule, @Sendable (inout Pattern, inout Pack) throws -> Void
    )

    /// Flaws that do not hide each other.
    private static let spoils: [Spoil] = [
        (.noCounter, { pattern, _ in pattern.counters = [] }),
        (.unknownCapture, { pattern, _ in pattern.captures["other"] = CaptureRule() }),
        (.programNotListed, { _, pack in pack.programs = [] }),
        (.aboveMaximumRisk, { _, pack in pack.maximumRisk = .inspect }),
        (.captureDiffers, { pattern, _ in pattern.examples[0].captures["name"] = "elsewhere" }),
        (
            .exampleDoesNotMatch,
            { pattern, _ in pattern.examples.append(PatternExample(text: "whole: cache\n")) }
        ),
        (
            .unknownPlaceholder,
            { pattern, _ in pattern.fixes.append(try Sound.fix("touch", "{nowhere}")) }
        ),
    ]

    /// Every set of flaws is found whole, and nothing else is.
    @Test func everyFlawIsFoundBesideTheOthers() async throws {
        for choice in 0..<(1 << Self.spoils.count) {
            let chosen = Self.spoils.indices.filter { choice >> $0 & 1 == 1 }
                .map { Self.spoils[$0] }
            let rules = try await Sound.rules { pattern, pack in
                for spoil in chosen { try spoil.1(&pattern, &pack) }
            }
            #expect(Set(rules) == Set(chosen.map(\.0)), "\(chosen.map(\.0))")
        }
    }

    /// A draft from any line with enough words in it is sound.
    @Test func whateverIsDraftedIsSound() async throws {
        let words = [
            "error:", "cannot", "open", "'a b'", "/srv/x.toml", "12", "1.2.3", "(x)", "[y]*",
            "a_b", "\"q\"", "$HOME", "https://e.org/x", "0xff", "é", "node7.example.org",
            "--flag=3",
        ]
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<80 {
            let line = (0..<(3 + next(8))).map { _ in words[next(words.count)] }
                .joined(separator: next(4) == 0 ? "  " : " ")
            guard let draft = PatternDraft(of: [line], program: "tool") else { continue }
            let pack = Pack(
                id: "made", version: "1", licence: "none", maximumRisk: .inspect, programs: [],
                patterns: [draft.pattern])
            let faults = await Sound.linter.findings(in: pack).filter { !$0.rule.isNote }
            #expect(faults == [], "\(line)")
        }
    }
}
