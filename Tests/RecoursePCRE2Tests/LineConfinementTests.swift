import Testing

@testable import RecoursePCRE2

@Suite struct LineConfinementTests {
    @Test(arguments: [
        "abc", "a.c", "^\\S+: [^\\n]+$", "[^\\s:]+:\\d+", "(?<f>[^:\\n]+)", "(?i)error", "[a-z]+",
        "\\berror\\b", "(?:a|b)(?=c)(?<!d)",
        "\\[x\\]", "[\\t ]", "\\Aa\\z", "[^\\n\"]",
    ])
    func staysOnItsLine(pattern: String) {
        #expect(LineConfinement.holds(for: pattern))
    }

    @Test(arguments: [
        "a\\nb", "\\s+", "[^a]", "a\nb", "(?s).", "(?s:.)", "\\R", "\\D", "\\W", "\\H", "\\X",
        "[\\s]", "[^\\d]", "[[:space:]]", "\\x0a",
        "\\x{a}", "\\012", "(*ANYCRLF).", "\\cJ", "[\\t-~]", "[\u{09}-~]", "\\p{Zl}", "(?x) a",
        "\\P{L}", "\\v", "(?-s).", "\\Qa\nb\\E", "[\\W]",
        "(?&x)", "(?1)", "[a", "\\",
    ])
    func mayLeaveItsLine(pattern: String) {
        #expect(!LineConfinement.holds(for: pattern))
    }

    /// What is taken to stay on its line never matches a line end, nor looks behind one.
    @Test func neverCrosses() {
        var confined = 0
        for seed in UInt64(0)..<20_000 {
            var grammar = RegexGrammar(seed: seed)
            let pattern = grammar.regex()
            guard let regex = try? Regex(pattern), regex.isConfinedToLine else { continue }
            for _ in 0..<4 {
                let text = Array(grammar.text().utf8)
                guard
                    case .match(let match) = Searcher().firstMatch(
                        of: regex, in: String(decoding: text, as: UTF8.self))
                else { continue }
                confined += 1
                #expect(!text[match.range].contains(0x0A), "seed \(seed): \(pattern)")
            }
        }
        #expect(confined > 2_000, "\(confined)")
    }
}
