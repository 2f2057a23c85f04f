import RecourseCore
import Testing

@testable import RecourseCatalog

@Suite struct TOMLTextTests {
    private func read(_ value: String) throws -> String? {
        guard case .table(let fields) = try TOMLNode(parsing: "a = \(value)\n"),
            case .string(let text) = fields["a"]
        else { return nil }
        return text
    }

    private static let awkward = [
        "", " ", "plain", "\"", "'", "'''", "\"\"\"", "\\", "\\\\", "\\n", "a'b\"c", "a'b\\",
        "'a\"", "a\"'", "''\"",
        "\"''", "\"''' '", "\n", "\n\n", "a\nb", "\r\n", "\r", "\t", "a\"\"\"\nb", "a\\\nb",
        "a \\ \nb\"", "\u{1}",
        "\u{1F}", "\u{7F}", "\u{80}", "\u{9F}", "é", "e\u{301}", "\"\u{301}", "\\\u{301}",
        "'\u{301}\"", "中文", "😀",
        "\u{FEFF}", "\u{2028}\u{2029}", "\u{FFFF}", "\u{10FFFF}", "\\u0041", "${x}", "{{x}}", "#",
        "a = 1",
    ]

    @Test(arguments: awkward) func stringsAreReadBack(text: String) throws {
        #expect(try read(TOMLText.string(text)).map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test(arguments: awkward) func blocksAreReadBack(text: String) throws {
        #expect(try read(TOMLText.block(text)).map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test(arguments: awkward) func keysAreReadBack(text: String) throws {
        guard case .table(let fields) = try TOMLNode(parsing: "\(TOMLText.key(text)) = 1\n") else {
            return
        }
        #expect(fields.keys.map { Array($0.utf8) } == [Array(text.utf8)])
    }

    @Test func whatAPersonWouldWrite() {
        #expect(TOMLText.string("a") == "\"a\"")
        #expect(TOMLText.string("\\d") == "'\\d'")
        #expect(TOMLText.string("it's \\d") == "'''it's \\d'''")
        #expect(TOMLText.string("a\nb") == "\"a\\nb\"")
        #expect(TOMLText.block("a\n\"b\"\n") == "\"\"\"\na\n\\\"b\\\"\n\"\"\"")
        #expect(
            TOMLText.key("a-b_9") == "a-b_9" && TOMLText.key("a.b") == "\"a.b\""
                && TOMLText.key("") == "\"\"")
        #expect(TOMLText.table(["b": "2", "a": "1"]) == "{ a = \"1\", b = \"2\" }")
    }
}
