import RecourseLearning

/// Small regexes at random, of everything that a search in slices could get wrong.
struct RegexGrammar {
    var generator: SplitMix64
    private var groups = 0

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    mutating func regex() -> String {
        groups = 0
        let prefix = pick(["", "", "", "", "(?i)", "(?s)", "(?-m)"])
        return prefix + alternation(depth: 2)
    }

    private mutating func pick<Item>(_ items: [Item]) -> Item {
        items[Int.random(in: 0..<items.count, using: &generator)]
    }

    private mutating func alternation(depth: Int) -> String {
        (0..<pick([1, 1, 1, 2])).map { _ in sequence(depth: depth) }.joined(separator: "|")
    }

    private mutating func sequence(depth: Int) -> String {
        (0..<pick([1, 2, 2, 3])).map { _ in item(depth: depth) }.joined()
    }

    private mutating func item(depth: Int) -> String {
        let atom = atom(depth: depth)
        return atom + pick(["", "", "", "", "?", "*", "+", "*?", "+?", "{2}", "{1,3}", "?+", "*+"])
    }

    private mutating func atom(depth: Int) -> String {
        let simple = [
            "a", "b", "c", "é", "a", "b", ".", "[ab]", "[^a]", "[^a\\n]", "\\n", "\\w", "\\W",
            "\\s", "\\d", "\\R", "-", "[é🙂]", "\\X",
        ]
        let zero = [
            "(?:^)", "(?:$)", "\\b", "\\B", "\\A", "\\z", "\\G", "(?<=a)", "(?<!b)", "(?=b)",
            "(?!c)", "(?<=\\n)", "(?<=é)",
        ]
        let verbs = ["(*COMMIT)", "(*SKIP)", "(*PRUNE)", "(*THEN)", "(*ACCEPT)", "\\K"]
        switch Int.random(in: 0..<40, using: &generator) {
        case 0..<22: return pick(simple)
        case 22..<28: return "(?:" + pick(zero) + ")"
        case 28: return "(?:" + pick(verbs) + ")"
        case _ where depth == 0: return pick(simple)
        case 29..<33:
            groups += 1
            return "(?<g\(groups)>" + alternation(depth: depth - 1) + ")"
        case 33..<36: return "(?:" + alternation(depth: depth - 1) + ")"
        case 36: return "(?>" + alternation(depth: depth - 1) + ")"
        case 37: return "(?=" + alternation(depth: depth - 1) + ")"
        default:
            return groups > 0
                ? "\\g{\(Int.random(in: 1...groups, using: &generator))}" : pick(simple)
        }
    }

    /// Mostly what no regex above asks for, so that the first match lies far behind.
    mutating func text() -> String {
        let filler = pick(["-", "x", ".", "aab", "\n"])
        let pieces = [
            filler, filler, filler, filler, "a", "b", "c", "é", "🙂", "\n", "\r\n", " ", "1", "C",
        ]
        return (0..<pick([0, 1, 5, 20, 40, 90])).map { _ in pick(pieces) }.joined()
    }
}
