import RecourseCatalog
import Testing

@Suite struct ForeignFormatTests {
    @Test(
        arguments: zip(
            ForeignFixtures.names,
            [
                ForeignFormat.jenkinsXML, .githubMatcher, .vsCodeMatcher, .gitleaks, .jenkinsJSON,
                .dotnetKnownIssue, .dotnetKnownIssue, .vimErrorFormat, .vsCodeMatcher,
            ]))
    func isToldFromItsContents(name: String, format: ForeignFormat) throws {
        let bytes = try ForeignFixtures.bytes(name)
        #expect(ForeignFormat.detect(bytes, fileName: "-") == format)
    }

    @Test func ours() {
        #expect(
            ForeignFormat.detect(Array((Packs.head + Packs.pattern).utf8), fileName: "-")
                == .recoursePack)
        #expect(
            ForeignFormat.detect(Array(Packs.pattern.utf8), fileName: "-") == .recoursePack)
    }

    @Test(arguments: ["", "hello", "{}", "[1]", "<html/>", "# Title\n```json\n{}\n```\n"])
    func whatIsNone(text: String) throws {
        #expect(ForeignFormat.detect(Array(text.utf8), fileName: "x.txt") == nil)
        let errors = try #require(throws: PackErrors.self) {
            try ForeignFixtures.read(Array(text.utf8), file: "x.txt")
        }
        #expect(errors.errors.map(\.line) == [1])
    }
}
