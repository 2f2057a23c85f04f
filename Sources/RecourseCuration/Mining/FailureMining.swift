import RecourseCore
import RecourseMatching
import RecourseText

/// Patterns proposed from failures that nothing explained: the lines that say what went wrong are
/// grouped, and each group that speaks for several failures becomes a candidate.
public struct FailureMining: Sendable {
    /// A candidate needs so many failures.
    public var leastSupport: Int
    /// Of one failure, so many error-like lines are looked at, from its end.
    private static let linesPerFailure = 20
    private static let lineLength = 400
    private static let linesKept = 5

    public init(leastSupport: Int = 2) { self.leastSupport = leastSupport }

    private struct Line {
        var text: String
        var failure: Int
    }

    /// Best evidence first. A failure speaks for one candidate: that which explains most of those
    /// left; among equals, that which says more.
    /// - Parameters:
    ///   - failures: that no pattern explains.
    ///   - passing: what no candidate may match.
    ///   - known: patterns there are; a line that one of them matches is explained.
    public func candidates(
        from failures: [StoredRun], passing: [StoredRun], known: PatternSet, at time: Double
    ) -> [PatternCandidate] {
        let lines = self.lines(of: failures, known)
        var miner = TemplateMiner()
        for (index, line) in lines.enumerated() { miner.add(line.text, member: index) }
        let passed = passing.map { FailureText($0.excerpt) }
        var open = miner.groups.compactMap { group -> (Set<Int>, PatternDraft, [Int])? in
            let covered = Set(group.members.map { lines[$0].failure })
            guard covered.count >= leastSupport,
                let draft = draft(of: group, lines, failures, covered),
                Self.isSound(draft.pattern, matching: group.members.map { lines[$0].text }, passed)
            else { return nil }
            return (covered, draft, group.members)
        }
        var explained: Set<Int> = []
        var candidates: [PatternCandidate] = []
        while let best = open.indices.max(by: { left, right in
            (open[left].0.subtracting(explained).count, open[left].1.template.count)
                < (open[right].0.subtracting(explained).count, open[right].1.template.count)
        }), open[best].0.subtracting(explained).count >= leastSupport {
            let (covered, draft, members) = open.remove(at: best)
            explained.formUnion(covered)
            var seen: Set<String> = []
            let wordings = members.map { lines[$0].text }.filter { seen.insert($0).inserted }
            let runs = covered.map { failures[$0] }
            candidates.append(
                PatternCandidate(
                    at: time, source: .mining, template: draft.template, pattern: draft.pattern,
                    evidence: .init(
                        failures: covered.count, kinds: Set(runs.map(\.fingerprint)).count,
                        programs: Set(runs.map(\.program)).sorted(),
                        lastSeen: runs.map(\.at).max() ?? time,
                        lines: Array(wordings.prefix(Self.linesKept)))))
        }
        return candidates
    }

    private func lines(of failures: [StoredRun], _ known: PatternSet) -> [Line] {
        var lines: [Line] = []
        var explained: [String: Bool] = [:]
        for (index, failure) in failures.enumerated() {
            let wanted = failure.excerpt.split(separator: "\n").map(String.init)
                .filter { $0.utf8.count <= Self.lineLength && ErrorLikeLine.matches($0) }
                .suffix(Self.linesPerFailure)
            for line in wanted {
                let isExplained =
                    explained[line]
                    ?? !known.diagnosis(of: FailureText(line)).matches.isEmpty
                explained[line] = isExplained
                if !isExplained { lines.append(Line(text: line, failure: index)) }
            }
        }
        return lines
    }

    private func draft(
        of group: TemplateMiner.Group, _ lines: [Line], _ failures: [StoredRun],
        _ covered: Set<Int>
    ) -> PatternDraft? {
        let first = failures[covered.min() ?? 0]
        let programs = Dictionary(grouping: covered, by: { failures[$0].program })
        let program = programs.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key
        return PatternDraft(
            of: group.members.map { lines[$0].text }, command: first.command,
            exit: first.exitCode, program: program ?? first.program)
    }

    /// Matches all it was made from, and no run that passed.
    static func isSound(
        _ pattern: Pattern, matching lines: [String], _ passed: [FailureText]
    ) -> Bool {
        let set = PatternSet([pattern], pack: "candidate")
        return lines.allSatisfy { !set.diagnosis(of: FailureText($0)).matches.isEmpty }
            && passed.allSatisfy { set.diagnosis(of: $0).matches.isEmpty }
    }
}
