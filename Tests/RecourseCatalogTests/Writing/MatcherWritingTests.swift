import Foundation
import RecourseCatalog
import RecourseCore
import Testing

@Suite struct MatcherWritingTests {
    private func patterns() throws -> [Pattern] {
        try ForeignFixtures.names.flatMap { try ForeignFixtures.imported($0).pack.patterns }
    }

    @Test func matchersAreAsTheirGoldenSays() throws {
        let writing = try GitHubMatcherWriting(try patterns())
        let text =
            writing.text + writing.skipped.map { "// \($0.pattern): \($0.reason)\n" }.joined()
        #expect(try ForeignFixtures.golden("export-matchers.txt", is: text) == text)
    }

    @Test func rulesAreAsTheirGoldenSays() throws {
        let text = try SARIFRulesWriting.text(try patterns())
        #expect(try ForeignFixtures.golden("export-rules.sarif", is: text) == text)
        #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    }

    /// What is read from GitHub's format and written in it again is read as the same.
    @Test func comesThroughGitHubsFormat() throws {
        let first = try ForeignFixtures.imported("eslint-stylish.json").pack.patterns
        let writing = try GitHubMatcherWriting(first)
        #expect(writing.skipped.isEmpty)
        let second = try ForeignFixtures.read(Array(writing.text.utf8), file: "again.json").pack
            .patterns
        #expect(first.map(\.severity) == second.map(\.severity))
        #expect(first.map(\.captures) == second.map(\.captures))
        #expect(first.flatMap(\.scope.regexes).count == second.flatMap(\.scope.regexes).count)
        let again = try GitHubMatcherWriting(second)
        #expect(again.skipped.isEmpty)
    }

    @Test func whatIsNarrowedIsSaid() throws {
        let patterns = [
            Pattern(id: "a.b", title: "T", scope: .line(#"a\sb"#)),
            Pattern(id: "a.c", title: "T", scope: .line("[^x]")),
            Pattern(id: "a.d", title: "T", scope: .line(#"[^x\n]\S\d."#)),
        ]
        #expect(try GitHubMatcherWriting(patterns).narrowed == ["a.b", "a.c"])
    }

    @Test(arguments: [
        ("(?<file>a)(b)", "(a)(b)"), ("(?i)a[b-d]1", "[aA][b-dB-D]1"), (#"^\h$"#, #"^[ \t]$"#),
        (#"\x{E9}[\x{2028}]"#, #"é[\u2028]"#), (#"\Qa.b\E"#, #"a\.b"#), ("[[:digit:]_]", "[0-9_]"),
        ("(?|a|b)", "(?:a|b)"), (#"(?<n>a)\k<n>\1"#, #"(a)(?:\1)(?:\1)"#), ("a{2,}?", "a{2,}?"),
        (#"[^\S\n]+"#, #"[^\S\n]+"#), (#"a/b"#, #"a\/b"#), ("a{b", #"a\{b"#),
        ("a++", nil), ("(?>a)", nil), (#"a\nb"#, nil), (#"a\Kb"#, nil), ("(?R)", nil),
        ("(?s).", nil), (#"\p{L}"#, nil), (#"\x{1F600}"#, nil), (#"\R"#, nil), (#"\Aa"#, nil),
        (#"a\z"#, nil), ("(*UTF)a", nil),
    ])
    func aRegexOnBothSides(ours: String, theirs: String?) throws {
        let pattern = Pattern(id: "a.b", title: "T", scope: .line(ours))
        let writing = try GitHubMatcherWriting([pattern])
        guard let theirs else {
            #expect(writing.skipped.map(\.pattern) == ["a.b"])
            return
        }
        let root = try #require(
            try JSONSerialization.jsonObject(with: Data(writing.text.utf8)) as? [String: Any])
        let matchers = try #require(root["problemMatcher"] as? [[String: Any]])
        let steps = try #require(matchers.first?["pattern"] as? [[String: Any]])
        #expect(steps.first?["regexp"] as? String == theirs)
    }
}
