import RecoursePCRE2
import Testing

/// Regexes that would take minutes, or for ever, are set aside. Times are generous: machines are
/// loaded.
@Suite(.serialized) struct SearchBudgetTests {
    private func search(
        _ pattern: String, _ text: String, within budget: Duration = .milliseconds(50)
    ) throws -> (result: SearchResult, time: Duration) {
        let regex = try Regex(pattern)
        let searcher = Searcher(budget: .init(perSearch: budget))
        let clock = ContinuousClock()
        var result = SearchResult.noMatch
        let time = clock.measure { result = searcher.firstMatch(of: regex, in: text) }
        return (result, time)
    }

    private static func many(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    @Test(arguments: [
        ("(?=\\s)\\s+$", many(" ", 1_000_000) + "x"), ("\\s+$", many(" ", 1_000_000) + "x"),
        ("(?=\\s)\\s+$", many(" ", 100_000) + "x"),
        ("^(a+)+$", many("a", 30) + "!"), ("^(a+)+$", many("a", 100_000) + "!"),
        ("(*LIMIT_MATCH=4000000000)^(a|a)*$", many("a", 40) + "!"),
        ("(*LIMIT_MATCH=4000000000)^(a|a)*$", many("a", 100_000) + "!"),
        ("(?=[ ])[ ]{1,1000}[ ]{1,1000}y", many(" ", 4_000) + ".y"),
        ("(x+x+)+y", many("x", 100) + "z" + many("y", 3_000)),
        ("(.*)*(.*)*(.*)*!", many("a", 3_000) + "\n!"),
        ("(?=\\s)(?:x(*COMMIT))?\\s+$", many(" ", 300_000) + "x"),
        ("(?:\\G|(?=\\s))\\s+$", many(" ", 300_000) + "x"),
        ("a*a*a*a*a*a*b", many("a", 5_000) + "\nb"),
    ])
    func areSetAside(pattern: String, text: String) throws {
        let (result, time) = try search(pattern, text)
        guard case .setAside(let reason) = result else {
            Issue.record("\(pattern): \(result)")
            return
        }
        #expect(!reason.text.isEmpty)
        #expect(time < .seconds(2), "\(pattern): \(time)")
    }

    @Test(arguments: [
        ("(?: | )+$", many(" ", 20_000), 0..<20_000),
        ("(?=\\s)\\s+$", many(" ", 1_000_000), 0..<1_000_000),
        ("\\s+$", many(" ", 1_000_000), 0..<1_000_000),
        ("needle$", many("haystack\n", 100_000) + "needle", 900_000..<900_006),
        (
            "(?<x>[a-z]+): needle", many("2024-01-02 INFO ok\n", 50_000) + "cc: needle",
            950_000..<950_010
        ),
    ])
    func areFound(pattern: String, text: String, range: Range<Int>) throws {
        let (result, time) = try search(pattern, text, within: .seconds(2))
        guard case .match(let match) = result else {
            Issue.record("\(pattern): \(result)")
            return
        }
        #expect(match.range == range)
        #expect(time < .seconds(4), "\(pattern): \(time)")
    }

    /// An error of the engine is never "no match".
    @Test func theReasonIsNamed() throws {
        let (result, _) = try search("^(a+)+$", Self.many("a", 30) + "!")
        guard case .setAside(.engine(let code, let message)) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(code == -47 && message == "match limit exceeded")
        #expect(SetAsideReason.overTime.text == "took longer than its budget")
    }

    @Test func aSearcherServesAgain() throws {
        let searcher = Searcher(budget: .init(perSearch: .milliseconds(1)))
        let evil = try Regex("(?=\\s)\\s+$")
        let good = try Regex("x$")
        let text = Self.many(" ", 50_000) + "x"
        for _ in 0..<3 {
            guard case .setAside = searcher.firstMatch(of: evil, in: text) else {
                Issue.record("not set aside")
                return
            }
            #expect(
                searcher.firstMatch(of: good, in: "ax")
                    == .match(RegexMatch(range: 1..<2, groups: [:])))
        }
    }
}
