import RecourseText
import Testing

@Suite struct GlobTests {
    @Test(arguments: [
        ("python*", "python3.11", true), ("python*", "cpython", false), ("*", "", true),
        ("", "", true), ("", "a", false),
        ("?", "é", true), ("*.c", "a.c.o", false), ("a*b*c", "aXbXbc", true), ("**", "x", true),
        ("g++", "g++", true),
        ("[a]", "a", false), ("a?", "a", false),
    ])
    func examples(pattern: String, text: String, matches: Bool) {
        #expect(Glob(pattern).matches(text) == matches)
    }

    private func reference(_ pattern: Substring, _ text: Substring) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            return reference(pattern.dropFirst(), text)
                || !text.isEmpty && reference(pattern, text.dropFirst())
        }
        guard let next = text.first else { return false }
        return (first == "?" || first == next) && reference(pattern.dropFirst(), text.dropFirst())
    }

    private func words(of alphabet: String, upTo length: Int) -> [String] {
        var words = [""]
        var longest = [""]
        for _ in 0..<length {
            longest = longest.flatMap { word in alphabet.map { word + String($0) } }
            words += longest
        }
        return words
    }

    /// All patterns of five signs and all texts of five letters.
    @Test func everySmallCase() {
        let texts = words(of: "ab", upTo: 5)
        for pattern in words(of: "ab*?", upTo: 5) {
            let glob = Glob(pattern)
            for text in texts where glob.matches(text) != reference(pattern[...], text[...]) {
                Issue.record("\(pattern) on \(text)")
            }
        }
    }

    @Test func manyStarsAreNoTrouble() {
        let pattern = String(repeating: "a*", count: 60) + "b"
        #expect(!Glob(pattern).matches(String(repeating: "a", count: 3_000)))
    }
}
