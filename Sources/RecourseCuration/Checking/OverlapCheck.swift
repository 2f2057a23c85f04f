import RecourseCore
import RecourseMatching

/// How patterns get in each other's way: whether every example is diagnosed as its own pattern when
/// all patterns are there, whether two say the same, and whether only chance ranks them.
public struct OverlapCheck: Sendable {
    private let packs: [Pack]
    private let others: [PatternRecord]
    private let set: PatternSet

    /// Two scores that differ by less are ranked by chance.
    private static let tie = 1e-9

    /// - Parameters:
    ///   - packs: what is checked.
    ///   - others: patterns that are there besides them; those of the same ids are left out.
    public init(_ packs: [Pack], among others: [PatternRecord] = []) {
        self.packs = packs
        let own = packs.flatMap { pack in pack.patterns.map { PatternRecord($0, pack: pack.id) } }
        let ids = Set(own.map(\.id))
        self.others = others.filter { !ids.contains($0.id) }
        set = PatternSet(own + self.others)
    }

    /// - Throws: where a definition among the others is damaged.
    public func findings() throws -> [LintFinding] {
        try duplicates()
            + packs.flatMap { pack in
                pack.patterns.filter { $0.status != .deprecated }.flatMap { ownRank($0, pack.id) }
            } + shadowed()
    }

    /// What comes out for each example of a pattern.
    private func ownRank(_ pattern: Pattern, _ pack: PackID) -> [LintFinding] {
        var findings: [LintFinding] = []
        var rivals: Set<PatternID> = []
        for (index, example) in pattern.examples.enumerated() {
            let matches = diagnosis(of: example).matches
            guard let top = matches.first else { continue }
            if top.pattern.id != pattern.id {
                findings.append(
                    LintFinding(
                        pack: pack, pattern: pattern.id, rule: .rankedBelow,
                        message: "example \(index + 1) is diagnosed as \(top.pattern.id)"))
            } else if matches.count > 1, abs(matches[1].score - top.score) < Self.tie,
                matches[1].position == top.position,
                rivals.insert(matches[1].pattern.id).inserted
            {
                findings.append(
                    LintFinding(
                        pack: pack, pattern: pattern.id, rule: .conflict,
                        message:
                            "example \(index + 1) is \(matches[1].pattern.id) just as much: neither yields to the other"
                    ))
            }
        }
        let below = findings.filter { $0.rule == .rankedBelow }
        if pattern.examples.count > 1, below.count == pattern.examples.count {
            findings.append(
                LintFinding(
                    pack: pack, pattern: pattern.id, rule: .shadowed,
                    message: "no example of it is diagnosed as itself"))
        }
        return findings
    }

    /// Examples of other patterns that ours take over.
    private func shadowed() throws -> [LintFinding] {
        let own = Set(packs.flatMap { $0.patterns.map(\.id) })
        var findings: [LintFinding] = []
        for record in others {
            let pattern = try record.pattern()
            for (index, example) in pattern.examples.enumerated() {
                guard let top = diagnosis(of: example).matches.first, own.contains(top.pattern.id)
                else { continue }
                findings.append(
                    LintFinding(
                        pack: top.pack, pattern: top.pattern.id, rule: .shadows,
                        message: "takes example \(index + 1) of \(pattern.id) over"))
            }
        }
        return findings
    }

    /// Patterns that look for the same under the same conditions.
    private func duplicates() throws -> [LintFinding] {
        struct Sense: Hashable {
            var scope: PatternScope
            var conditions: PatternConditions
        }
        var seen: [Sense: PatternID] = [:]
        for record in others {
            let pattern = try record.pattern()
            seen[Sense(scope: pattern.scope, conditions: pattern.conditions)] = pattern.id
        }
        var findings: [LintFinding] = []
        for pack in packs {
            for pattern in pack.patterns where pattern.status != .deprecated {
                let sense = Sense(scope: pattern.scope, conditions: pattern.conditions)
                if let other = seen[sense] {
                    findings.append(
                        LintFinding(
                            pack: pack.id, pattern: pattern.id, rule: .duplicate,
                            message: "looks for the same as \(other)"))
                }
                seen[sense] = pattern.id
            }
        }
        return findings
    }

    private func diagnosis(of example: PatternExample) -> Diagnosis {
        PackLinter.diagnosis(
            set, example.text, example.command.map(PackLinter.command), example.exit)
    }
}
