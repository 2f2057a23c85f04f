import RecourseCore
import RecourseMatching
import Testing

@testable import RecourseAgent

@Suite("Recovery policy")
struct RecoveryPolicyTests {
    enum Expected { case automatic, asked, shown }

    private func verdict(
        _ mode: RecoveryMode, _ risk: Risk = .workspace, ceiling: Risk = .workspace,
        origin: PatternRecord.Origin = .builtIn, standing: StandingAnswer? = nil,
        kind: FixKind = .run,
        withheld: String? = nil
    ) -> Expected {
        let fix = ResolvedFix(
            reference: FixReference(pattern: "test.kind", fix: "f"), revision: 1, title: nil,
            kind: kind, edits: [],
            steps: [], delay: .zero, command: nil, advice: nil, risk: risk, withheld: withheld,
            timeout: .seconds(1),
            prior: nil)
        let policy = RecoveryPolicy(mode: mode, ceiling: ceiling, standing: { _, _ in standing })
        switch policy.verdict(on: fix, from: .init(pack: "p", origin: origin, pattern: .test())) {
        case .automatic: return .automatic
        case .asked: return .asked
        case .shown: return .shown
        }
    }

    @Test(arguments: Risk.allCases, Risk.allCases)
    func autoRunsUpToTheCeiling(risk: Risk, ceiling: Risk) {
        #expect(verdict(.auto, risk, ceiling: ceiling) == (risk <= ceiling ? .automatic : .shown))
        #expect(verdict(.auto, risk, ceiling: ceiling, standing: .always) == .automatic)
        #expect(verdict(.ask, risk, ceiling: ceiling) == .asked)
        #expect(verdict(.ask, risk, ceiling: ceiling, standing: .always) == .automatic)
        #expect(verdict(.suggest, risk, ceiling: ceiling, standing: .always) == .shown)
    }

    @Test func risksAscend() {
        #expect(Risk.allCases == Risk.allCases.sorted())
        #expect(RecoveryPolicy(mode: .auto).ceiling == .workspace)
    }

    @Test(arguments: RecoveryMode.allCases)
    func whatIsOnlyShown(mode: RecoveryMode) {
        #expect(verdict(mode, standing: .never) == .shown)
        #expect(verdict(mode, .inspect, kind: .advice) == .shown)
        #expect(verdict(mode, origin: .imported) == .shown)
        #expect(verdict(mode, origin: .imported, standing: .always) == .shown)
        #expect(
            verdict(mode, origin: .imported, withheld: "name") == .shown,
            "an unapproved pack is not even asked about")
    }

    @Test func whatIsWithheldIsAskedAboutAndNeverRunsByItself() {
        #expect(verdict(.auto, ceiling: .system, standing: .always, withheld: "name") == .shown)
        #expect(verdict(.ask, standing: .always, withheld: "name") == .asked)
        #expect(verdict(.suggest, withheld: "name") == .shown)
    }
}
