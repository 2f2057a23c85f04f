import RecourseLearning

/// Regexes at random, each with a text that it most likely matches.
struct PatternGrammar {
    struct Node {
        var regex: String
        var text: String
    }

    var generator: SplitMix64
    private var groups = 0

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    mutating func pick<Item>(_ items: [Item]) -> Item {
        items[Int.random(in: 0..<items.count, using: &generator)]
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }

    mutating func node() -> Node {
        groups = 0
        let flags = pick(["", "", "", "(?i)", "(?i)", "(?m)", "(?-i)", "(?s)"])
        let body = alternation(depth: 3)
        return Node(regex: flags + body.regex, text: body.text)
    }

    private mutating func alternation(depth: Int) -> Node {
        let branches = (0..<pick([1, 1, 1, 2, 3])).map { _ in sequence(depth: depth) }
        return Node(
            regex: branches.map(\.regex).joined(separator: "|"), text: pick(branches.map(\.text)))
    }

    private mutating func sequence(depth: Int) -> Node {
        let items = (0..<pick([1, 2, 2, 3, 4])).map { _ in item(depth: depth) }
        return Node(regex: items.map(\.regex).joined(), text: items.map(\.text).joined())
    }

    private mutating func item(depth: Int) -> Node {
        let atom = atom(depth: depth)
        guard chance(35) else { return atom }
        let (quantifier, counts) = pick([
            ("?", [0, 1]), ("*", [0, 1, 2]), ("+", [1, 2]), ("{2}", [2]), ("{0}", [0]),
            ("{1,3}", [1, 3]), ("{0,1}", [0, 1]), ("{,3}", [1]),
            ("{2,}", [2, 3]), ("{ 1 }", [1]),
        ])
        let lazy = pick(["", "", "?", "+"])
        return Node(regex: atom.regex + quantifier + lazy, text: repeated(atom, pick(counts)))
    }

    /// A quantifier behind a word repeats its last letter.
    private func repeated(_ atom: Node, _ count: Int) -> String {
        guard atom.regex == atom.text, atom.text.count > 1, let last = atom.text.last else {
            return String(repeating: atom.text, count: count)
        }
        return atom.text.dropLast() + String(repeating: last, count: count)
    }

    private mutating func atom(depth: Int) -> Node {
        switch Int.random(in: 0..<20, using: &generator) {
        case 0..<8: return word()
        case 8..<13: return pick(Self.odd)
        case _ where depth == 0: return word()
        case 13: return lookaround(depth: depth - 1)
        default:
            let inner = alternation(depth: depth - 1)
            return Node(regex: opening() + inner.regex + ")", text: inner.text)
        }
    }

    private mutating func word() -> Node {
        let word = pick([
            "error", "task", "kiss", "Not found", "sky", "ab", "x: ", "missing", "is", "KEY",
            "no such file", "Ünit", "é",
        ])
        return Node(regex: word, text: word)
    }

    private mutating func opening() -> String {
        let opening = pick([
            "(", "(?:", "(?<n#>", "(?P<n#>", "(?'n#'", "(?>", "(?i:", "(?|", "(?-i:", "(?s-i:",
            "(?^:",
        ])
        if opening == "(" || opening.contains("#") { groups += 1 }
        return opening.split(separator: "#", omittingEmptySubsequences: false).joined(
            separator: "\(groups)")
    }

    private mutating func lookaround(depth: Int) -> Node {
        let inner = alternation(depth: depth)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return Node(regex: "(?=\(inner.regex))(?:\(inner.regex))", text: inner.text)
        case 1: return Node(regex: "(?!\(inner.regex))", text: "")
        case 2: return Node(regex: "(?<!qq)(?<=|\\A)", text: "")
        default: return Node(regex: "(?:(?=\(inner.regex))|)", text: "")
        }
    }

    /// Where a careless reader of the syntax sees letters that are none, or misses the end of
    /// something.
    private static let odd: [Node] = [
        Node(regex: "\\x41", text: "A"), Node(regex: "\\x6b", text: "k"),
        Node(regex: "\\x{6B}", text: "k"), Node(regex: "\\012", text: "\n"),
        Node(regex: "\\cA", text: "\u{1}"), Node(regex: "\\pL", text: "q"),
        Node(regex: "\\p{Lu}", text: "Q"), Node(regex: "\\N", text: "z"),
        Node(regex: "\\d", text: "7"), Node(regex: "\\w", text: "w"), Node(regex: "\\s", text: " "),
        Node(regex: "\\.", text: "."),
        Node(regex: "\\[", text: "["), Node(regex: "\\(", text: "("),
        Node(regex: "\\\\", text: "\\"), Node(regex: "\\-", text: "-"),
        Node(regex: "[abc]", text: "b"), Node(regex: "[]x]", text: "]"),
        Node(regex: "[^]x]", text: "y"), Node(regex: "[[:alpha:]]", text: "g"),
        Node(regex: "[[:]", text: ":"), Node(regex: "[\\]z]", text: "]"),
        Node(regex: "[a\\c]b]", text: "b"), Node(regex: "[[:^digit:]8]", text: "8"),
        Node(regex: "[(?i)|]", text: "|"), Node(regex: "[^\\n]", text: "n"),
        Node(regex: ".", text: "."), Node(regex: "^", text: ""),
        Node(regex: "$", text: ""), Node(regex: "\\b", text: ""), Node(regex: "a\\E", text: "a"),
        Node(regex: "\\Qab(c\\E", text: "ab(c"),
        Node(regex: "a(?#b)", text: "a"), Node(regex: "(?i)", text: ""),
        Node(regex: "(?-i)", text: ""), Node(regex: "{", text: "{"),
        Node(regex: "{x}", text: "{x}"), Node(regex: "]", text: "]"),
        Node(regex: "\\R", text: "\n"), Node(regex: "\\h", text: "\t"),
        Node(regex: "\\o{101}", text: "A"), Node(regex: "\\N{U+41}", text: "A"),
        Node(regex: "(?:\\K)", text: ""), Node(regex: "()\\g{-1}", text: ""),
        Node(regex: "[[:]abcd|]", text: "abcd"), Node(regex: "[[:<:]]", text: ""),
        Node(regex: "(?(?=e)error|task)", text: "error"),
        Node(regex: "(*PRUNE)", text: ""), Node(regex: "\\c\\", text: "\u{1C}"),
        Node(regex: "(?<q>k)", text: "k"), Node(regex: "\\xk", text: "\u{0}k"),
        Node(regex: "(?x: a b#c\n d)", text: "abd"), Node(regex: "(?x)", text: ""),
        Node(regex: "a (?#b) {2}", text: "a  "), Node(regex: "(?xx:[a b])", text: "a"),
        Node(regex: "\\s+", text: " \n "), Node(regex: "[\\w.]+", text: "a.b"),
        Node(regex: "\\d{2,4}", text: "123"), Node(regex: "(?:\\w+\\.)+", text: "a.bc."),
        Node(regex: "[^'\\n]*", text: "any thing"), Node(regex: ".*?", text: "between"),
        Node(regex: "\\b[A-Z]{2}\\d\\d\\b", text: "AB12"), Node(regex: "$\n^", text: "\n"),
        Node(regex: "(?:x|yz){2}", text: "xyz"), Node(regex: "(?s:.{0,9})", text: "a\nb"),
        Node(regex: "[k-s]", text: "m"), Node(regex: "[^k]", text: "z"),
        Node(regex: "[\\x{17F}]", text: "\u{17F}"), Node(regex: "\\x{212A}", text: "\u{212A}"),
        Node(regex: "[[:upper:]]", text: "Q"), Node(regex: "[^[:upper:]]", text: "q"),
        Node(regex: "\\H\\V", text: "ab"), Node(regex: "(a|b)\\g1", text: "aa"),
    ]

    /// The text, a little other: in another case, with U+212A for k and U+017F for s, cut, doubled,
    /// within something.
    mutating func variation(of text: String) -> String {
        var text = text
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: text = text.uppercased()
        case 1: text = text.lowercased()
        case 2: text = String(text.map { $0 == "k" || $0 == "K" ? "\u{212A}" : $0 })
        case 3: text = String(text.map { $0 == "s" || $0 == "S" ? "\u{17F}" : $0 })
        case 4:
            text = String(
                text.map {
                    chance(20) ? Character(String($0).uppercased().prefix(1).description) : $0
                })
        case 5:
            if let index = text.indices.randomElement(using: &generator) { text.remove(at: index) }
        default: break
        }
        return pick(["", "", "noise ", "\n", "err", "q"]) + text
            + pick(["", "", " more\n", "\nlast", "s"])
    }
}
