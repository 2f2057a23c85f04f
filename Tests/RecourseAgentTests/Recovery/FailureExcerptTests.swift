import RecourseCore
import RecourseMatching
import RecourseText
import Testing

@testable import RecourseAgent

@Suite("Failure excerpt")
struct FailureExcerptTests {
    private func excerpt(_ lines: [String]) -> String {
        let text = FailureText(lines.joined(separator: "\n") + "\n")
        let patterns = PatternSet([.test("test.kind", "cannot find it")])
        return FailureExcerpt.of(text, patterns.diagnosis(of: text), Redactor())
    }

    @Test func theMatchedLineIsAlwaysThere() {
        var lines = (0..<1_000).map { "error: exception \($0) in build step" }
        lines[400] = "well, it cannot find it"
        let kept = excerpt(lines).split(separator: "\n")
        #expect(kept.contains("well, it cannot find it") && kept.count == 40)
        #expect(excerpt(Array(lines[380..<410])) == lines[380..<410].joined(separator: "\n") + "\n")
    }

    @Test func bounds() {
        let long = String(repeating: "x", count: 1_000)
        let lines = [String](repeating: long, count: 30) + ["cannot find it"]
        #expect(excerpt(lines).utf8.count <= 8_192)
        #expect(excerpt(lines).split(separator: "\n").allSatisfy { $0.utf8.count <= 300 })
        #expect(excerpt(["one"]) == "one\n")
        #expect(FailureExcerpt.of(FailureText(""), .nothing, Redactor()) == "")
    }

    /// A token that the cut would halve, and the body of a key whose first line is not in the
    /// excerpt.
    @Test func redactedBeforeItIsCut() {
        let token = "ghp_" + String(repeating: "a1B2", count: 10)
        let cut = String(repeating: "x", count: 280) + " " + token
        #expect(!excerpt([cut]).contains("ghp_"))
        let key = "MIIEpAIBAAKCAQEA7Jx0f3kqZ9vYc2mRr5LtWb8nQhXyUoPd1sTgKz4EwViBjNaM"
        #expect(excerpt([key, "-----END RSA PRIVATE KEY-----"]).hasPrefix(Redactor.mark + "\n"))
        let digest = "error: 9f2c1e0d4b5a69788796a5b4c3d2e1f09f2c1e0d does not exist"
        #expect(excerpt([digest]) == digest + "\n")
    }
}
