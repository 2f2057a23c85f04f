import RecoursePCRE2
import Testing

@Suite struct RegexTests {
    @Test(arguments: ["a(?C)b", "a(?C12)b", #"\Ga(?C'x')b"#])
    func calloutsAreRefused(pattern: String) {
        let error = #expect(throws: RegexError.self) { try Regex(pattern) }
        #expect(error?.message == "callouts are not run here")
        #expect(throws: Never.self) { try Regex(#"a\(?Cb[(?C]"#) }
    }

    @Test func groupsHaveNamesAndNumbers() throws {
        let regex = try Regex("(?<file>[^:]+):(\\d+):(?<message>.*)")
        #expect(Set(regex.groups.map { "\($0.name) \($0.number)" }) == ["file 1", "message 3"])
        #expect(try Regex("a(b)").groups.isEmpty)
    }

    @Test(arguments: [
        ("a(b", 3), ("[a", 2), ("a**", 2), ("(?<1a>x)", 3), ("\\", 1), ("(?<a>x)(?<a>y)", 11),
        ("\\C", 2), ("a{2,1}", 5),
        ("(?<=a+)b", 0), ("\\p{Nonsense}", 12), ("\\x{110000}", 9),
    ])
    func aRegexThatIsNone(pattern: String, offset: Int) {
        let error = #expect(throws: RegexError.self) { try Regex(pattern) }
        #expect(error?.pattern == pattern && error?.message.isEmpty == false)
        #expect((offset - 1...offset + 1).contains(error?.offset ?? -9), "\(error?.offset ?? -9)")
    }

    @Test func aRegexThatIsTooLong() throws {
        #expect(throws: Never.self) { try Regex(String(repeating: "a", count: 20_000)) }
        let error = #expect(throws: RegexError.self) {
            try Regex(String(repeating: "a", count: Regex.maximumPatternBytes + 1))
        }
        #expect(error?.pattern.count == 80)
        #expect(throws: RegexError.self) {
            try Regex(String(repeating: "(", count: 300) + String(repeating: ")", count: 300))
        }
    }

    /// MULTILINE and DOLLAR_ENDONLY; no UCP, no DOTALL, no CASELESS.
    @Test(arguments: [
        ("^b$", "a\nb\nc", true), ("a$", "a\n", true), ("\\Aa\\z", "a\n", false),
        ("a.b", "a\nb", false), ("A", "a", false),
        ("^\\w$", "é", false), ("^.$", "é", true), ("^\\p{L}$", "é", true), ("(?i)É", "é", true),
        ("^\\d$", "٣", false), ("^\\s$", "\u{A0}", false),
        ("(?i)k", "\u{212A}", true), ("(?i)s", "\u{17F}", true),
    ])
    func options(pattern: String, text: String, matches: Bool) throws {
        let result = Searcher().firstMatch(of: try Regex(pattern), in: text)
        if case .match = result {
            #expect(matches)
        } else {
            #expect(!matches && result == .noMatch)
        }
    }

    /// One compiled regex serves any number of threads.
    @Test func threadsShareARegex() async throws {
        let regex = try Regex("(?<word>[a-z]+)!")
        let text = String(repeating: "ab cd ", count: 2_000) + "end!"
        let results = await withTaskGroup(of: SearchResult.self) { group in
            for _ in 0..<32 { group.addTask { Searcher().firstMatch(of: regex, in: text) } }
            return await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(
            results == [
                .match(RegexMatch(range: 12_000..<12_004, groups: ["word": 12_000..<12_003]))
            ])
    }
}
