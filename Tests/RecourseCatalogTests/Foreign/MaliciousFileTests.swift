import RecourseCatalog
import RecourseCore
import Testing

/// Whatever is in a file: an error with its place, and nothing of it.
@Suite struct MaliciousFileTests {
    private func errors(
        _ bytes: [UInt8], _ file: String, as format: ForeignFormat? = nil
    ) throws -> [PackError] {
        let errors = try #require(throws: PackErrors.self) {
            try ForeignReading.read(bytes, file: file, as: format, compiles: { _ in nil })
        }.errors
        #expect(!errors.isEmpty && errors.allSatisfy { $0.file == file && $0.line > 0 })
        return errors
    }

    private func errors(
        _ text: String, _ file: String = "x.json", as format: ForeignFormat? = nil
    ) throws -> [PackError] { try errors(Array(text.utf8), file, as: format) }

    private static let textual = ForeignFormat.allCases.filter { $0 != .recoursePack }

    @Test(arguments: textual) func bytesThatAreNoText(format: ForeignFormat) throws {
        #expect(
            try errors([0xEF, 0xBB, 0xBF] + Array("{}".utf8), "x", as: format).first?.reason
                == "column 1: begins with a byte order mark")
        let invalid = try errors(Array("{\n  \"a\": \"".utf8) + [0xFF], "x", as: format)
        #expect(invalid.map(\.line) == [2])
        #expect(invalid.map(\.reason) == ["column 9: is not UTF-8"])
        #expect(
            try errors(Array("a\nb\0".utf8), "x", as: format).map(\.reason)
                == ["column 2: a NUL byte"])
        let long = [UInt8](repeating: 0x20, count: ForeignLimits.bytes + 1)
        #expect(try errors(long, "x", as: format).map(\.line) == [1])
        #expect(try !errors([], "x", as: format).isEmpty)
    }

    @Test(arguments: [
        ForeignFormat.githubMatcher, .vsCodeMatcher, .jenkinsJSON, .dotnetKnownIssue,
    ])
    func jsonThatIsDeepOrRepeatsItself(format: ForeignFormat) throws {
        let deep = "[\n" + String(repeating: "[", count: 100_000)
        #expect(
            try errors(deep, as: format).map(\.reason) == ["column 100: nested deeper than 100"])
        let objects = String(repeating: "{\"a\":", count: 100_000)
        #expect(try errors(objects, as: format).count == 1)
        let twice = "{\n  \"a\": 1,\n  \"b\": 2,\n  \"a\": 3\n}"
        let repeated = try errors(twice, as: format)
        #expect(repeated.map(\.line) == [4])
        #expect(repeated.map(\.reason) == ["column 3: the key `a` stands twice"])
        let many = "[" + String(repeating: "{},", count: 1_000_000) + "{}]"
        #expect(try errors(many, as: format).map(\.reason).first?.contains("400000 values") == true)
    }

    @Test(arguments: [
        "{", "{\"problemMatcher\": [}", "{\"problemMatcher\": [1]}", "{\"problemMatcher\": [{}]}",
        "{\"problemMatcher\": [{\"owner\": \"a\", \"pattern\": [{\"regexp\": 1}]}]}",
        "{\"problemMatcher\": [{\"owner\": \"a\", \"pattern\": [{\"regexp\": \"a\", \"file\": \"1\", \"message\": 0}]}]}",
        "{\"problemMatcher\": [{\"owner\": \"a\", \"severity\": \"loud\", \"pattern\": [{\"regexp\": \"a\", \"message\": 0}]}]}",
        "{\"problemMatcher\": [{\"owner\": \"a\", \"pattern\": [{\"regexp\": \"a\", \"loop\": true, \"message\": 0}]}]}",
        "{\"problemMatcher\": \"\\u+0a1\"}", "{\"problemMatcher\": \"\\ud800\"}",
    ])
    func matchersThatAreNone(text: String) throws {
        #expect(try !errors(text, as: .githubMatcher).isEmpty)
    }

    private func matcher(_ regexp: String) -> String {
        """
        {"problemMatcher": [
          {"owner": "good", "pattern": [{"regexp": "fine", "message": 0}]},
          {"owner": "bad", "pattern": [
            {"regexp": "\(regexp)", "message": 0}]}]}
        """
    }

    @Test(arguments: [
        String(repeating: "a", count: 900 << 10), #"a\\C"#, "a(?C)b", "a(?C'x')b", "(*UTF)a",
        String(repeating: "(", count: 5_000),
    ])
    func aRegexThatNobodyMeansWell(regex: String) throws {
        let errors = try errors(matcher(regex))
        #expect(errors.map(\.line) == [4])
        #expect(errors.map(\.field) == ["problemMatcher[1].pattern[0].regexp"])
    }

    @Test func tooManyPatterns() throws {
        let one = "{\"owner\": \"a\", \"pattern\": [{\"regexp\": \"a"
        let rest = "\", \"message\": 0}]}"
        let text =
            "{\"problemMatcher\": ["
            + (0...ForeignLimits.patterns).map { "\n\(one)\($0)\(rest)" }.joined(separator: ",")
            + "]}"
        let found = try errors(text, as: .githubMatcher)
        #expect(found.map(\.line) == [ForeignLimits.patterns + 2])
        #expect(found.map(\.reason) == ["more than \(ForeignLimits.patterns) regexes"])
        let million = String(repeating: "%m,", count: 400_000)
        #expect(
            try errors("set efm=" + million, "x.vim", as: .vimErrorFormat).map(\.reason).first?
                .contains("longer than")
                == true)
        let formats = try #require(throws: PackErrors.self) {
            try ForeignReading.read(errorFormat: million, pack: "x", compiles: { _ in nil })
        }
        #expect(formats.errors.map(\.reason).first?.contains("longer than") == true)
        let rules = "[[rules]]\nid = 'a'\n" + String(repeating: "[[rules]]\n", count: 200_000)
        #expect(
            try errors(rules, "x.toml", as: .gitleaks).map(\.reason).first?.contains("400000")
                == true)
    }

    @Test(arguments: [
        ("<a><b></a></b>", 1), ("<a>\n<a x='1' x='2'/></a>", 2), ("<a>\n&unknown;</a>", 2),
        ("<a>", 1), ("<a/>\n<b/>", 2), ("text", 1), ("<a>\n&#0;</a>", 2), ("<a>\n&lt</a>", 2),
        ("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", 2),
        ("<!DOCTYPE a SYSTEM \"file:///etc/passwd\">\n<a/>", 1), ("<a>\n<![CDATA[x</a>", 2),
        ("<a b></a>", 1), ("<a><!-- x </a>", 1),
    ])
    func xmlThatIsNone(text: String, line: Int) throws {
        #expect(try errors(text, "x.xml", as: .jenkinsXML).map(\.line) == [line])
    }

    @Test func xmlBombs() throws {
        let entities = (1..<10).map { level in
            let inner = String(repeating: "&e\(level - 1);", count: 10)
            return "<!ENTITY e\(level) \"\(inner)\">"
        }
        let bomb =
            "<!DOCTYPE a [<!ENTITY e0 \"ha\">" + entities.joined() + "]><a>&e9;</a>"
        #expect(
            try errors(bomb, "x.xml", as: .jenkinsXML).map(\.reason)
                == ["column 1: a document type: its entities are not taken"])
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(
            try errors(deep, "x.xml", as: .jenkinsXML).map(\.reason)
                == ["column 301: nested deeper than 100"])
        let many = "<a>" + String(repeating: "<b/>", count: 1_000_000) + "</a>"
        #expect(
            try errors(many, "x.xml", as: .jenkinsXML).map(\.reason).first?.contains("elements")
                == true)
    }

    @Test(arguments: [
        "[[rules]", "[[rules]]\nid = 1\nregex = 'a'", "rules = 1", "[[rules]]\nid = 'a'\nid = 'b'",
    ])
    func rulesThatAreNone(text: String) throws {
        #expect(try !errors(text, "x.toml", as: .gitleaks).isEmpty)
        let deep = text + "\n" + String(repeating: "a.", count: 100_000) + "a = 1\n"
        #expect(try !errors(deep, "x.toml", as: .gitleaks).isEmpty)
    }
}
