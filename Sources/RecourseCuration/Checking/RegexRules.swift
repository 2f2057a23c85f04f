import RecourseCore
import RecourseMatching
import RecoursePCRE2

/// Rules on the regexes of a pattern.
struct RegexRules {
    let pattern: Pattern
    let note: (LintFinding.Rule, String) -> Void

    /// Texts that make careless repetition explode, appended to what the pattern's own examples
    /// begin with.
    private static let pumps = [" ", "a", "a ", "/", "x.", "0", "-", ":", "\"", "\n", "\\"]
    private static let pumpLength = 20_000
    private static let shownLength = 300

    func check() {
        var groups: Set<String> = []
        for text in pattern.scope.regexes {
            guard let regex = compiled(text) else { continue }
            groups.formUnion(regex.groups.map(\.name))
            if case .match = Searcher().firstMatch(of: regex, in: ""),
                !pattern.conditions.demandsParticularExit
            {
                note(.matchesEmptyText, "matches the empty text")
            }
            if !IndexWriter.indexes(text), !pattern.conditions.demandsParticularExit {
                note(
                    .noLiteral,
                    "nothing rare enough to be looked for stands in every match: \(Self.shown(text))"
                )
            }
            if let pump = catastrophicPump(of: regex) {
                note(.catastrophic, "takes too long on many of `\(pump)`: \(Self.shown(text))")
            }
        }
        for text in pattern.conditions.unless { _ = compiled(text) }
        for name in pattern.captures.keys.sorted() where !groups.contains(name) {
            note(.unknownCapture, "`\(name)` is no group of the regex")
        }
        for fix in pattern.fixes {
            for lookup in fix.lookups.values {
                if case .operand(let text) = lookup { _ = compiled(text) }
            }
            if let text = fix.conditions.command { _ = compiled(text) }
        }
    }

    /// Of a long regex, the beginning.
    private static func shown(_ regex: String) -> String {
        regex.count > shownLength ? regex.prefix(shownLength) + "…" : regex
    }

    private func compiled(_ text: String) -> Regex? {
        do {
            return try Regex(text)
        } catch {
            note(.badRegex, "\(error.message) at \(error.offset): \(Self.shown(text))")
            return nil
        }
    }

    private func catastrophicPump(of regex: Regex) -> String? {
        let searcher = Searcher(budget: .init(perSearch: .milliseconds(200)))
        let starts = [""] + pattern.examples.prefix(2).map { String($0.text.prefix(60)) }
        for start in starts {
            for pump in Self.pumps {
                let text = start + String(repeating: pump, count: Self.pumpLength / pump.count)
                if case .setAside = searcher.firstMatch(of: regex, in: text) {
                    return pump
                }
            }
        }
        return nil
    }
}
