import RecourseCore
import RecourseLearning
import RecourseText

/// A model's answer as a pattern that recognises nothing, with its fixes resolved, classed by us,
/// and judged by the policy.
struct ProposedRemedies: Sendable {
    static let family = "model"
    static let pack: PackID = "model"

    let answer: ModelRemedies.Answer
    let pattern: Pattern
    private let workspace: any Workspace
    private let command: Command

    init(_ answer: ModelRemedies.Answer, for command: Command, in workspace: any Workspace) {
        self.answer = answer
        self.command = command
        self.workspace = workspace
        let reply = answer.reply
        pattern = Pattern(
            id: PatternID("\(Self.family).\(Self.slug(reply.title))"), title: reply.title,
            status: .test, category: reply.category, scope: .line(""),
            fixes: reply.fixes.map { Self.fix($0, of: command) })
    }

    /// In the order of the reply.
    var fixes: [ResolvedFix] { zip(answer.reply.fixes, pattern.fixes).map(resolved) }

    /// - Parameter tallies: of the fixes, which are named by what they do.
    func offers(
        under policy: RecoveryPolicy, tallies: [FixReference: [Tally]], now: Double
    ) -> [OfferedFix] {
        var source = PatternMatchSource(pack: Self.pack, origin: .imported, pattern: pattern)
        source.isProposal = true
        let fixes = fixes
        return Ranker(now: now).ranked(fixes.map { $0.candidate(tallies) }).fixes.compactMap {
            ranked in
            fixes.first { $0.reference == ranked.reference }.map { fix in
                OfferedFix(
                    fix: fix, pattern: pattern, success: ranked.success, trials: ranked.trials,
                    expectedSeconds: ranked.expectedSeconds,
                    verdict: policy.verdict(on: fix, from: source))
            }
        }
    }

    private func resolved(_ proposed: ProposedFix, _ fix: Fix) -> ResolvedFix {
        var resolved = ResolvedFix(
            reference: FixReference(pattern: pattern.id, fix: fix.id), revision: 1,
            title: proposed.title, kind: fix.action.kind, edits: [], steps: [], delay: .zero,
            command: command, advice: nil, risk: .retry, withheld: nil, timeout: fix.timeout,
            prior: prior(of: proposed))
        switch proposed.action {
        case .steps(let steps):
            resolved.steps = steps
            for step in steps { judge(step, &resolved) }
        case .rewrite(let argv):
            resolved.command?.argv = argv
            resolved.risk = .workspace
            judge(argv, &resolved)
        case .retry(let seconds): resolved.delay = .seconds(seconds)
        case .advice(let text):
            resolved.advice = text
            resolved.command = nil
            resolved.risk = .inspect
            resolved.withheld = "only a person can follow it"
        }
        return resolved
    }

    private func judge(_ argv: [String], _ resolved: inout ResolvedFix) {
        // What a path leads to may be anything, whatever it is called.
        let isNamed = !(argv.first ?? "").contains("/")
        let risk =
            isNamed ? CommandRisk.of(argv) { workspace.contained($0) != nil } : .system
        resolved.risk = max(resolved.risk, risk)
        if CommandRisk.isForbidden(argv) {
            resolved.withheld = "it destroys work or switches a check off"
        }
        if let package = workspace.unknownPackage(installedBy: argv) {
            resolved.withheld =
                "`\(package)` is a name from a model that no manifest of the project knows"
        }
    }

    /// The first is the likeliest; a model's word counts as two trials.
    private func prior(of proposed: ProposedFix) -> Prior {
        let place = answer.reply.fixes.firstIndex(of: proposed) ?? 0
        let share = [1, 0.7, 0.5][min(place, 2)]
        return Prior(success: min(0.9, answer.reply.confidence) * share, trials: 2)
    }

    /// Named by what it does, so that evidence and standing answers are of exactly that.
    private static func fix(_ proposed: ProposedFix, of command: Command) -> Fix {
        let (action, text): (FixAction, String) =
            switch proposed.action {
            case .steps(let steps):
                (
                    .remedy(Remedy(steps: steps.map { $0.map { Template(literal: $0) } })),
                    "run " + steps.map(ShellQuoting.joined).joined(separator: " && ")
                )
            case .rewrite(let argv):
                (
                    .remedy(
                        Remedy(
                            rewrite: Rewrite(changes: [.set(argv.map { Template(literal: $0) })]))),
                    "rewrite \(command.text) \(ShellQuoting.joined(argv))"
                )
            case .retry(let seconds): (.retry(after: .seconds(seconds)), "retry \(seconds)")
            case .advice(let text): (.advice(Template(literal: text)), "advice \(text)")
            }
        let hash = ContentHash.of(Array(text.utf8)).prefix(10)
        return Fix(
            id: FixID("\(action.kind.rawValue)-\(hash)"), title: proposed.title, action: action)
    }

    private static let slugWords = 5

    private static func slug(_ title: String) -> String {
        let kept = title.lowercased().map { character in
            character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
        }
        let words = String(kept).split(separator: "-").prefix(slugWords)
        return words.isEmpty ? "failure" : words.joined(separator: "-")
    }
}

extension Workspace {
    /// The first package that the command installs and no manifest of the project names: a model makes
    /// names up, and strangers register those.
    func unknownPackage(installedBy argv: [String]) -> String? {
        guard let installation = Installation(argv) else { return nil }
        return installation.names.map { argv[$0] }.first {
            !names($0, asRequiredIn: installation.ecosystem)
        }
    }

    /// Whether a manifest of the project names the package.
    func names(_ package: String, asRequiredIn ecosystem: Installation.Ecosystem) -> Bool {
        ecosystem.manifests.contains { file in
            contents(of: file).map { Mention.of(package, in: $0) } ?? false
        }
    }
}
