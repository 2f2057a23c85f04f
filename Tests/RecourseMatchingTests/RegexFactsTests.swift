import Testing

@testable import RecourseMatching

/// Every rule of the extractor by itself. Facts are written as their sets in order: the alternatives
/// of a set between bars; of a run, exact bytes as they are, a letter in either case behind `~`, a
/// set of bytes as `·`; `<` or `>` where something must stand before or behind; then from where to
/// where it may stand, counted from the start of the match.
@Suite struct RegexFactsTests {
    private func facts(_ regex: String) -> String {
        guard let facts = RegexFacts(of: regex, table: SymbolTable()) else { return "nothing" }
        return facts.sets.map { set in set.runs.map(text).joined(separator: "|") }
            .joined(separator: "  ") + (facts.foldsBeyondASCII ? "  folds" : "")
    }

    private func text(_ run: RequiredRun) -> String {
        let symbols = run.symbols.map { symbol in
            symbol.exactByte.map { $0 == 0x0A ? "¶" : String(UnicodeScalar($0)) }
                ?? symbol.letterInEitherCase.map { "~\(UnicodeScalar($0))" } ?? "·"
        }
        let end = run.offset.maximum.map { $0 == run.offset.minimum ? "" : "-\($0)" } ?? "-"
        return (run.before == nil ? "" : "<") + symbols.joined() + (run.after == nil ? "" : ">")
            + "@\(run.offset.minimum)\(end)"
    }

    @Test(arguments: [
        ("error", "error@0"), ("", "nothing"), ("a\\.b\\-c\\/d", "a.b-c/d@0"),
        ("a\\x41\\x{42}\\103\\cA", "nothing"),
        ("a\\x41\\x{42}\\cA", "aAB\u{1}@0"), ("\\Qa.b\\E.c", "a.b@0  c@4-7"),
        ("\\e\\t\\n", "\u{1B}\t¶@0"),
        ("é", "Ã©@0"), ("a\\o{101}", "aA@0"), ("\\0", "\0@0"), ("\\012", "¶@0"),
    ])
    func characters(regex: String, expected: String) { #expect(facts(regex) == expected) }

    @Test(arguments: [
        ("[a-c]x", "·x@0"), ("[^a]x", "x@1-4"), ("[\\d_]x", "·x@0"), ("[]x]y", "·y@0"),
        ("[[:digit:]]x", "·x@0"), ("[^[:digit:]]x", "x@1-4"), ("[a]x", "ax@0"),
        ("[é]x", "·@0  ·x@0-3"), ("[\\p{Lu}]x", "x@1-4"), ("[a-\\d]x", "nothing"),
        ("[\\d-z]x", "nothing"),
        ("[[.a.]]x", "nothing"), (".x", "x@1-4"), ("\\wx\\Wy", "·x·@0  ·y@2-5"),
        ("\\px", "nothing"),
        ("\\pLx", "x@1-4"), ("\\Nx", "x@1-4"), ("\\Rab", "ab@0-"), ("\\hx", "·@0  ·x@0-3"),
    ])
    func classes(regex: String, expected: String) { #expect(facts(regex) == expected) }

    @Test(arguments: [
        ("ab?c", "ac|abc@0"), ("ab*c", "a@0  c@1-"), ("ab+c", "ab@0  bc@1-"), ("ab{2}c", "abbc@0"),
        ("ab{2,}c", "abb@0  bbc@1-"), ("ab{2,5}c", "abb@0  bbc@1-4"), ("ab{0}c", "ac@0"),
        ("ab{0,3}c", "a@0  c@1-4"), ("a{x}", "a{x}@0"), ("a{,3}b", "nothing"),
        ("a{ 2 }b", "nothing"),
        ("ab+?c", "ab@0  bc@1-"), ("ab++c", "ab@0  bc@1-"), ("a(?#x)+b", "a@0  ab@0-"),
        ("a\\E+b", "a@0  ab@0-"), ("a\\Q\\E+b", "a@0  ab@0-"), ("\\Qab\\E+c", "ab@0  bc@1-"),
        ("é+a", "Ã©@0  Ã©a@0-"), ("\\w{3,}x", "···@0  ···x@0-"), ("a{2}{3}", "nothing"),
        ("a**", "nothing"),
    ])
    func quantifiers(regex: String, expected: String) {
        #expect(facts(regex).replacingRuns == expected.replacingRuns)
    }

    @Test(arguments: [
        ("(ab)c", "abc@0"), ("(?:ab)c", "abc@0"), ("(?<n>ab)c", "abc@0"), ("(?P<n>ab)c", "abc@0"),
        ("(?'n'ab)c", "abc@0"), ("(?>ab)c", "abc@0"), ("(?|ab|cd)e", "abe|cde@0"),
        ("(ab|cd)?e", "e|abe|cde@0"), ("(ab)*e", "e@0-"), ("(ab)+e", "ab@0  abe@0-"),
        ("(ab){2}e", "ababe@0"),
        ("(?:a|bcd)x", "ax|bcdx@0"), ("(?:a\\d+x|bc)y", "ax|bc"), ("abc|de.fgh", "abc@0|fgh@3-6"),
        ("abc|.*", "nothing"), ("(?:ab|)c", "abc|c@0"),
    ])
    func groups(regex: String, expected: String) {
        guard expected != "ax|bc" else {
            // One branch has several runs: the longest of each stands for it.
            return #expect(facts(regex) == "a·@0|bc@0  y@2-")
        }
        #expect(facts(regex).replacingRuns == expected.replacingRuns)
    }

    @Test(arguments: [
        ("^ab$", "<ab>@0"), ("\\bab\\b", "<ab>@0"), ("\\b\\.a\\b", "<.a>@0"),
        ("\\Aab\\z", "<ab>@0"), ("a^b", "ab@0"),
        ("\\b\\Sab", "ab@1-4"), ("(?=xyz)ab", "ab@0"), ("(?!xyz)ab", "ab@0"),
        ("(?<=xyz)ab", "ab@0"),
        ("(?<!xyz)ab", "ab@0"), ("a\\Bb", "ab@0"), ("(a)\\1bc", "a@0  bc@1-"),
        ("(?<n>a)\\k<n>bc", "a@0  bc@1-"),
        ("(a)\\g{1}bc", "a@0  bc@1-"),
    ])
    func assertionsAndReferences(regex: String, expected: String) {
        #expect(facts(regex) == expected)
    }

    @Test(arguments: [
        ("(?i)ab", "~a~b@0"), ("(?i)a1-", "~a1-@0"), ("(?i)key", "~k~e~y@0  folds"),
        ("a(?i)b", "a~b@0"),
        ("(?i:a)b", "~ab@0"), ("(?:(?i)a)b", "~ab@0"), ("(?i)a(?-i)b", "~ab@0"),
        ("(?i:a|b)c", "~ac|~bc@0"),
        ("a(?i)b|c", "a~b@0|~c@0"), ("(?i)[s]x", "·~x@0  folds"), ("(?i)é", "·@0  ·@0-3"),
        ("(?x)a b # c\n d", "abd@0"),
        ("(?x)a +b", "a@0  ab@0-"), ("(?x:a b)c d", "abc d@0"), ("(?xx)[a b]", "nothing"),
        ("(?s).a", "a@1-4"),
        ("(?m)a", "a@0"), ("(?^)a", "a@0"), ("(?i)(?^:a)", "a@0"),
    ])
    func flags(regex: String, expected: String) {
        #expect(facts(regex).replacingRuns == expected.replacingRuns)
    }

    /// What nothing may be concluded from.
    @Test(arguments: [
        "a\\Kb", "\\Gab", "(*UCP)ab", "(?(1)a|b)c", "(?R)ab", "(?1)ab", "(?&n)ab", "(?P>n)ab",
        "(?C1)ab",
        "a\\12b", "(?*a)b", "(?aD)ab", "ab(", "[ab", "a)", "\\", "a\\8",
    ])
    func unclear(regex: String) {
        #expect(facts(regex) == "nothing" || regex == "a\\8")
    }

    /// Work is bounded, however repeats are nested.
    @Test func nestedRepeats() {
        let deep = String(repeating: "(", count: 200) + "a" + String(repeating: ")+", count: 200)
        #expect(facts(deep) == "nothing")
        let wide = String(repeating: "(?:a|b)?", count: 4_000) + "end"
        #expect(facts(wide).hasPrefix("end@0-3999|"))
        #expect(
            facts(String(repeating: "(", count: 300) + String(repeating: ")", count: 300))
                == "nothing")
        #expect(facts(String(repeating: "x", count: 60_000)).hasPrefix("xxx"))
    }

    /// What may stand between the start of a match and a run.
    @Test func fill() throws {
        func fill(_ regex: String) throws -> ByteSet {
            try #require(
                RegexFacts(of: regex, table: SymbolTable())?.sets.last?.runs[0].offset.bytes)
        }
        #expect(try fill("\\d+: ab*needle") == ByteSet.digits.union([0x3A, 0x20, 0x61, 0x62]))
        #expect(try fill("[^\\n]*needle").contains(0x0A) == false)
        #expect(try fill("(?s).*needle") == .all)
        #expect(try fill("(?:foo|\\d+)\\s*needle").contains(0x0A))
    }
}

extension String {
    /// Alternatives of one set stand at the same place: it is told once.
    fileprivate var replacingRuns: String {
        split(separator: "  ").map { set in
            let runs = set.split(separator: "|")
            let places = Set(runs.map { $0.split(separator: "@").last ?? "" })
            guard runs.count > 1, places.count == 1, let place = places.first else {
                return String(set)
            }
            let texts = runs.map { $0.split(separator: "@").first ?? "" }
            return texts.joined(separator: "|") + "@" + place
        }.joined(separator: "  ")
    }
}
