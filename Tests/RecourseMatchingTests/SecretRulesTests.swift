import RecourseCore
import RecourseMatching
import RecourseText
import Testing

@Suite struct SecretRulesTests {
    private func redacted(_ text: String, _ rules: RedactionRule...) -> String {
        Redactor([SecretRules(rules)]).redacted(text)
    }

    private func rule(
        _ regex: String, group: Int = 0, keywords: [String] = [], entropy: Double? = nil
    ) -> RedactionRule {
        RedactionRule(
            id: "r", title: "R", regex: regex, secretGroup: group, keywords: keywords,
            entropy: entropy)
    }

    @Test func theGroupIsTakenOut() {
        #expect(
            redacted("id acme-123 and acme-9", rule("acme-\\d+")) == "id [redacted] and [redacted]")
        #expect(redacted("acme: é77", rule("acme: (\\S+)", group: 1)) == "acme: [redacted]")
        #expect(
            redacted("acme: ", rule("acme: (\\S+)?", group: 1)) == "[redacted]",
            "a group that took no part leaves all of the match")
    }

    @Test func keywordsAndEntropyDecide() {
        let keyed = rule("\\d{4}", keywords: ["Acme"])
        #expect(redacted("pin 1234", keyed) == "pin 1234")
        #expect(redacted("ACME pin 1234", keyed) == "ACME pin [redacted]")
        let random = rule("acme-\\w+", entropy: 3)
        #expect(
            redacted("acme-aaaaaaaaaaaaaaaa acme-q8Zx71Lk", random)
                == "acme-aaaaaaaaaaaaaaaa [redacted]")
    }

    /// An engine's error never says that there is no secret.
    @Test func aSearchThatFailsHidesTheLine() {
        let explosive = rule("(a|aa)+(a|aa)+(a|aa)+(a|aa)+c", keywords: ["acme"])
        let long = String(repeating: "a", count: 4_000)
        let text = "kept\nacme \(long)!c\nkept"
        #expect(redacted(text, explosive) == "kept\n[redacted]\nkept")
        #expect(redacted("one\nacme two", rule("(", keywords: ["acme"])) == "one\n[redacted]")
        #expect(redacted("one\ntwo", rule("(")) == "[redacted]")
    }

    @Test func withTheFormsThatAreBuiltIn() {
        let text = "password=hunter22 acme-77"
        #expect(redacted(text, rule("acme-\\d+")) == "password=[redacted] [redacted]")
        #expect(redacted(text, rule("hunter22 acme")) == "password=[redacted]-77")
    }
}
