import RecourseCore
import RecourseLearning
import RecourseMatching

/// Every fix of the likely causes that applies here: resolved, ranked for people, judged by the
/// policy.
public struct FixOffers: Sendable {
    let workspace: any Workspace
    let command: Command?
    let mayProbe: Bool
    let policy: RecoveryPolicy
    let knowledge: (any Knowledge)?
    let context: EvidenceContext
    let now: Double

    /// Matches far below the best are echoes; their fixes are not offered.
    private static let scoreShare = 0.6
    private static let causes = 3

    public init(
        workspace: any Workspace, command: Command?, mayProbe: Bool, policy: RecoveryPolicy,
        knowledge: (any Knowledge)?, context: EvidenceContext, now: Double
    ) {
        self.workspace = workspace
        self.command = command
        self.mayProbe = mayProbe
        self.policy = policy
        self.knowledge = knowledge
        self.context = context
        self.now = now
    }

    /// The causes in their order; within one, by what its fixes achieve for their cost. No chance
    /// in it.
    public func offers(for diagnosis: Diagnosis) async -> [OfferedFix] {
        guard let best = diagnosis.matches.first else { return [] }
        let ranker = Ranker(now: now)
        var offers: [OfferedFix] = []
        for match in diagnosis.matches.prefix(Self.causes)
        where match.score >= best.score * Self.scoreShare {
            // A pack that nobody approved runs nothing, not even to look.
            let source = PatternMatchSource(match)
            let resolver = FixResolver(
                workspace: workspace, command: command, mayProbe: mayProbe && policy.trusts(source))
            var fixes: [ResolvedFix] = []
            for fix in match.pattern.fixes {
                guard case .success(let fix) = await resolver.resolved(fix, of: match) else {
                    continue
                }
                // Variants for several wordings of a command may come to the same here.
                if !fixes.contains(where: { $0.text == fix.text }) { fixes.append(fix) }
            }
            let tallies = try? await knowledge?.tallies(of: fixes.map(\.reference), in: context)
            for ranked in ranker.ranked(fixes.map { $0.candidate(tallies ?? [:]) }).fixes {
                guard let fix = fixes.first(where: { $0.reference == ranked.reference }) else {
                    continue
                }
                offers.append(
                    OfferedFix(
                        fix: fix, pattern: match.pattern, success: ranked.success,
                        trials: ranked.trials,
                        expectedSeconds: ranked.expectedSeconds,
                        verdict: policy.verdict(on: fix, from: source)))
            }
        }
        return offers
    }
}

extension ResolvedFix {
    func candidate(_ tallies: [FixReference: [Tally]]) -> Candidate {
        Candidate(reference: reference, kind: kind, prior: prior, tallies: tallies[reference] ?? [])
    }
}
