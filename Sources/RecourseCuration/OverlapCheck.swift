import RecourseCore
import RecourseMatching

/// Whether every example is diagnosed as its own pattern when all patterns are there.
public struct OverlapCheck: Sendable {
    private let packs: [Pack]

    public init(_ packs: [Pack]) { self.packs = packs }

    public func findings() -> [LintFinding] {
        let set = PatternSet(
            packs.flatMap { pack in pack.patterns.map { PatternRecord($0, pack: pack.id) } })
        var findings: [LintFinding] = []
        for pack in packs {
            for pattern in pack.patterns where pattern.status != .deprecated {
                for (index, example) in pattern.examples.enumerated() {
                    let top = PackLinter.match(
                        set, example.text, example.command.map(PackLinter.command), example.exit)
                    guard let top, top.pattern.id != pattern.id else { continue }
                    findings.append(
                        LintFinding(
                            pack: pack.id, pattern: pattern.id, rule: .rankedBelow,
                            message: "example \(index + 1) is diagnosed as \(top.pattern.id)"))
                }
            }
        }
        return findings
    }
}
