import Testing

@testable import RecourseMatching

@Suite struct RequiredLiteralsTests {
    /// Joined by `¦`, or `none`.
    private func literals(_ regex: String) -> String {
        RequiredLiterals.of(regex)?.map { String(decoding: $0, as: UTF8.self) }.joined(
            separator: "¦") ?? "none"
    }

    @Test(arguments: [
        ("error", "error"), ("ERROR", "error"), ("abc", "none"), ("", "none"),
        ("abcd|efgh", "abcd¦efgh"), ("abcd|efg", "none"), ("abcd|", "none"),
        ("ab.cdef", "cdef"), ("abcd.efghi", "efghi"), ("abcdefgh.abcdef", "abcdefgh"),
        ("^abcd$", "abcd"), ("a b:c", "a b:c"),
        ("abcd[ef]ghij", "abcd"), ("ab\\.cd", "ab.cd"), ("a\\-b\\/c", "a-b/c"),
        ("abcd\\nefghi", "efghi"), ("abcd\\b", "abcd"),
        ("1:23", "1:23"),
    ])
    func runs(regex: String, expected: String) {
        #expect(literals(regex) == expected)
    }

    @Test(arguments: [
        ("abcde?", "abcd"), ("abcde*", "abcd"), ("abcde+", "abcde"), ("abcde+fghij", "abcde"),
        ("abcd?", "none"), ("a+bcde", "bcde"),
        ("abcde{2}", "abcde"), ("abcde{0,2}", "abcd"), ("abcde{0}", "abcd"), ("abcde{2,}", "abcde"),
        ("abcde{x}", "abcde{x}"),
        ("abcde??", "abcd"), ("abcde*+", "abcd"), ("abcde++fg", "abcde"), ("abcdé?efgh", "abcd"),
        ("é+abcd", "abcd"),
        // A quantifier from PCRE2 10.43 on, text before.
        ("abcde{,3}", "abcd"), ("abcde{ 0,2 }", "abcd"), ("abcd{}", "abcd{}"),
    ])
    func quantifiers(regex: String, expected: String) {
        #expect(literals(regex) == expected)
    }

    @Test(arguments: [
        ("(abcd)", "abcd"), ("(?:abcd)", "abcd"), ("(?<n>abcd)", "abcd"), ("(?P<n>abcd)", "abcd"),
        ("(?'n'abcd)", "abcd"),
        ("(?>abcd)", "abcd"), ("(?|abcd|efgh)", "abcd¦efgh"), ("(abcd)?", "none"),
        ("(abcd)*x", "none"), ("(abcd)+", "abcd"),
        ("(abcd){0}", "none"), ("(abcd){2,3}", "abcd"), ("(abcd|efgh)ij", "abcd¦efgh"),
        ("(a|b)cdef", "cdef"), ("(abcd|)efgh", "efgh"),
        ("((abcd)|(efgh))", "abcd¦efgh"), ("ab(cd)ef", "none"), ("(?:abcd|ef)ghij", "ghij"),
        ("(abcdef|ghijkl)mnop", "abcdef¦ghijkl"),
        ("(?=abcd)", "none"), ("(?!abcd)efgh", "efgh"), ("(?<=abcd)efgh", "efgh"),
        ("(?<!abcd)efgh", "efgh"), ("a(?=b|c)defg", "defg"),
    ])
    func groups(regex: String, expected: String) {
        #expect(literals(regex) == expected)
    }

    /// Under UTF, `k` also stands for U+212A and `s` for U+017F.
    @Test(arguments: [
        ("(?i)abcd", "abcd"), ("(?i)tasklist", "none"), ("(?i)asks", "none"),
        ("tasklist", "tasklist"), ("(?i:abcd)task", "abcd"),
        ("(?-i)task list", "none"), ("(?m)task", "task"), ("abcd(?i)kkkk", "abcd"),
        ("(?i)KISSABCD", "abcd"), ("(?x)ab cd", "none"), ("(?ix)abcd", "none"),
    ])
    func flags(regex: String, expected: String) {
        #expect(literals(regex) == expected)
    }

    @Test(arguments: [
        "[abcd]", "[^]abcd]", "[]abcd]", "[a\\]bcd]", "[[:alpha:]bcde]", "[\\c]abcd]", "[a-z",
        "[[:abcd]", "[[:<:]]", "[\\\\abcd]", "[^^]",
    ])
    func classesHoldNoLiteral(regex: String) {
        #expect(literals(regex) == "none")
        #expect(["wxyz", "none"].contains(literals("wxyz" + regex)))
    }

    /// The class ends where PCRE2 says it does.
    @Test(arguments: [
        ("[[:]abcd", "abcd"), ("[[:alpha:]]abcd", "abcd"), ("[[:]|]wxyz", "none"),
        ("[]]abcd", "abcd"), ("[^]]abcd", "abcd"),
        ("[\\]]abcd", "abcd"), ("[[]abcd", "abcd"), ("[[.]abcd", "abcd"), ("[a[:]b]wxyz", "b}wxyz"),
        ("[[:^digit:]x]abcd", "abcd"),
        ("[\\c\\]abcd", "abcd"),
    ])
    func classesEnd(regex: String, expected: String) {
        #expect(literals(regex) == expected)
    }

    /// What belongs to an escape is no literal.
    @Test(arguments: [
        ("\\x41bcde", "bcde"), ("\\x4g bcd", "g bcd"), ("\\x{41}bcde", "bcde"),
        ("\\012abcd", "abcd"), ("\\cAbcde", "bcde"),
        ("\\pLabcd", "abcd"), ("\\p{Lu}abcd", "abcd"), ("\\PLabcd", "abcd"), ("()\\1abcd", "abcd"),
        ("()\\g1abcd", "abcd"),
        ("()\\g{1}abcd", "abcd"), ("()\\g-1abcd", "abcd"), ("(?<n>)\\k<n>abcd", "abcd"),
        ("(?<n>)\\k'n'abcd", "abcd"),
        ("(?<n>)\\k{n}abcd", "abcd"), ("\\o{101}abcd", "abcd"), ("\\N{U+41}abcd", "abcd"),
        ("\\Nabcd", "abcd"), ("\\dabcd", "abcd"),
        ("\\x41*bcde", "bcde"), ("\\e\\f\\aabcd", "abcd"), ("\\ bcd", " bcd"),
    ])
    func escapes(regex: String, expected: String) {
        #expect(literals(regex) == expected)
    }

    /// Given up: they can make what stands beside them optional, or hide the structure.
    @Test(arguments: [
        "abcd\\Kefgh", "\\Gabcd", "(*COMMIT)abcd", "(?(?=a)abcd|efgh)", "(?R)abcd", "\\Qabcd\\E",
        "abcd\\E*", "abcd(?#x)*", "abcd(?C1)",
        "(?1)abcd", "(?&n)abcd", "(?P=n)abcd", "(?P>n)abcd", "(?[a])abcd", "(abcd", "abcd)",
        "abcd\\", "\\cabcd(?<*x)", "(?<n abcd)", "\\p{abcd",
        "\\x{abcd",
    ])
    func givesUp(regex: String) {
        #expect(literals(regex) == "none")
    }

    @Test func atMostTwentyFourBranches() {
        let branches = (0..<24).map { "word\($0)" }
        #expect(RequiredLiterals.of(branches.joined(separator: "|"))?.count == 24)
        #expect(RequiredLiterals.of((branches + ["one more"]).joined(separator: "|")) == nil)
    }

    /// Neither deep nor long regexes of strangers cost more than they are worth.
    @Test(arguments: [
        "(", "(?:", "[", "{", "\\p{", "(?<", "[[:", "(?<a", "\\k<", "a{1,", "(?i", "|", "\\", "(?#",
        "()",
    ])
    func hostileRegexes(piece: String) {
        let regex = String(repeating: piece, count: 65_000 / piece.utf8.count)
        let clock = ContinuousClock()
        let time = clock.measure { _ = RequiredLiterals.of(regex + "abcd") }
        #expect(time < .seconds(10), "\(time)")
        let deep = String(repeating: "(", count: 300) + "abcd" + String(repeating: ")", count: 300)
        #expect(RequiredLiterals.of(deep) == nil)
        #expect(RequiredLiterals.of(String(repeating: "a", count: 70_000)) == nil)
    }
}
