import RecourseMatching
import Testing

@Suite struct TextSearchTests {
    @Test func matches() {
        #expect(TextSearch.matches("b+", "abbc"))
        #expect(!TextSearch.matches("x", "abc"))
        #expect(!TextSearch.matches("(", "("))
        #expect(!TextSearch.matches("^(a+)+$", String(repeating: "a", count: 40) + "!"))
    }

    @Test(
        arguments: [
            ("\\d+", "30", "30"), ("\\d+", "30s", nil), ("\\d+", "x30", nil),
            ("\\d+|\\d+s", "30s", "30s"), ("(?<value>\\d+)s", "30s", "30"),
            ("a|ab", "ab", "ab"), ("(?<value>x)?y", "y", "y"), ("", "", ""), ("(", "(", nil),
            ("a$", "a\n", nil), ("(?<value>é)x", "éx", "é"),
        ] as [(String, String, String?)])
    func wholeMatches(regex: String, text: String, expected: String?) {
        #expect(TextSearch.wholeMatch(regex, text) == expected)
    }
}
