import RecoursePCRE2
import Testing

@Suite struct SearcherTests {
    private func match(_ pattern: String, _ text: String) throws -> RegexMatch? {
        guard case .match(let match) = Searcher().firstMatch(of: try Regex(pattern), in: text)
        else { return nil }
        return match
    }

    @Test func groupsInBytes() throws {
        let match = try match("(?<name>[a-zé]+): (?<line>\\d+)(?<rest> .*)?$", "x\nfé: 12\n")
        #expect(match == RegexMatch(range: 2..<9, groups: ["name": 2..<5, "line": 7..<9]))
    }

    @Test func anEmptyGroupTookPart() throws {
        #expect(
            try match("(?<a>x*)(?<b>y)?", "z") == RegexMatch(range: 0..<0, groups: ["a": 0..<0]))
    }

    /// With `(?J)`, the one that took part.
    @Test func groupsOfOneName() throws {
        #expect(try match("(?J)(?:(?<n>a)|(?<n>b))", "b")?.groups == ["n": 0..<1])
    }

    @Test(arguments: [
        ("", "", 0..<0), ("^$", "", 0..<0), ("$", "a", 1..<1), ("\\z", "é", 2..<2),
        ("x*", "", 0..<0), ("(?=b)", "ab", 1..<1),
        ("a\\Kb", "ab", 1..<2), ("(?<=é)x", "éx", 2..<3), ("\\bb", "a b", 2..<3),
        ("b$", "a\r\nb", 3..<4), ("a\\r?$", "a\r\nb", 0..<2),
        ("a$", "a\nb", 0..<1), (".+", "日本", 0..<6), ("\\R", "a\r\nb", 1..<3), ("[^a]", "a🙂", 1..<5),
        ("(?s)a.b", "xa\nb", 1..<4),
        ("(a|ab)(c|bcd)", "abcd", 0..<4), ("b|a", "ab", 0..<1),
    ])
    func ranges(pattern: String, text: String, expected: Range<Int>) throws {
        #expect(try match(pattern, text)?.range == expected)
    }

    @Test func startsBoundTheSearch() throws {
        let regex = try Regex("a+")
        let text = Array("aaéaa".utf8)
        func range(_ starts: ClosedRange<Int>) -> Range<Int>? {
            text.withUnsafeBufferPointer { text in
                guard
                    case .match(let match) = Searcher().firstMatch(
                        of: regex, in: text, starts: starts)
                else { return nil }
                return match.range
            }
        }
        #expect(range(0...0) == 0..<2)
        #expect(range(1...6) == 1..<2)
        #expect(range(2...2) == nil)
        #expect(range(2...3) == nil)
        #expect(range(2...4) == 4..<6)
        #expect(range(6...6) == nil)
    }

    @Test func lookbehindsSeeWhatLiesBeforeTheStart() throws {
        let text = Array("ab\nab".utf8)
        for (pattern, starts, expected) in [
            ("(?<=a)b", 1...1, 1), ("^a", 1...5, 3), ("\\bb", 1...5, nil), ("\\Aa", 1...5, nil),
            ("(?<!a)b", 0...5, nil),
        ] as [(String, ClosedRange<Int>, Int?)] {
            let regex = try Regex(pattern)
            let result = text.withUnsafeBufferPointer {
                Searcher().firstMatch(of: regex, in: $0, starts: starts)
            }
            if case .match(let match) = result {
                #expect(match.range.lowerBound == expected, "\(pattern)")
            } else {
                #expect(expected == nil, "\(pattern)")
            }
        }
    }

    /// What is true only where the search began, or ends all of it, is not true again in a later
    /// slice.
    @Test(arguments: [
        ("\\Gb", 500), ("(?:\\G|x)b", 500), ("(*COMMIT)b", 500), ("a(*COMMIT)b|ab", 500),
        ("a+(*SKIP)x|a", 500),
        ("(*NOTEMPTY_ATSTART)(?=b)", 500), ("a(*PRUNE)b", 500), ("(?:a(*THEN)b|ab)", 500),
        ("\\Ga", 5_000), ("(*COMMIT)b", 5_000),
    ])
    func whatDependsOnTheStart(pattern: String, length: Int) throws {
        let text = Array((String(repeating: "a", count: length) + "b").utf8)
        let regex = try Regex(pattern)
        let reference = try ReferenceRegex(pattern)
        for start in [0, 1, 15, 16, 17, 40, length - 1, length] {
            text.withUnsafeBufferPointer { text in
                let result = Searcher().firstMatch(of: regex, in: text, starts: start...text.count)
                #expect(
                    result == reference.firstMatch(in: text, starts: start...text.count),
                    "from \(start)")
            }
        }
    }

    @Test func wholeTexts() throws {
        func whole(_ pattern: String, _ text: String) throws -> SearchResult {
            Searcher().wholeMatch(of: try Regex(pattern), in: text)
        }
        #expect(try whole("a|ab", "ab") == .match(RegexMatch(range: 0..<2, groups: [:])))
        #expect(try whole("b", "ab") == .noMatch)
        #expect(try whole("a", "ab") == .noMatch)
        #expect(try whole("^a$", "a\nb") == .noMatch)
        #expect(try whole("a$", "a\n") == .noMatch)
        #expect(try whole("", "") == .match(RegexMatch(range: 0..<0, groups: [:])))
        #expect(
            try whole("(?<n>\\d+)|(?<n2>\\d+)s", "30s")
                == .match(RegexMatch(range: 0..<3, groups: ["n2": 0..<2])))
        guard case .setAside = try whole("(a+)+", String(repeating: "a", count: 40) + "c") else {
            Issue.record("not set aside")
            return
        }
    }
}
