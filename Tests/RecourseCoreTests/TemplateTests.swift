import Foundation
import RecourseCore
import Testing

@Suite struct TemplateTests {
    private func segments(_ text: String) -> [Template.Segment]? {
        try? Template(parsing: text).segments
    }

    @Test func parses() {
        #expect(segments("") == [])
        #expect(segments("plain") == [.literal("plain")])
        #expect(segments("{a}") == [.placeholder(.init(name: "a"))])
        #expect(segments("{a.b}") == [.placeholder(.init(name: "a", key: "b"))])
        #expect(
            segments("--x={a-b_9}y") == [
                .literal("--x="), .placeholder(.init(name: "a-b_9")), .literal("y"),
            ])
        #expect(segments("{{a}}") == [.literal("{a}")])
        #expect(
            segments("{a}{b}") == [.placeholder(.init(name: "a")), .placeholder(.init(name: "b"))])
        #expect(
            segments("{{{a}}}") == [.literal("{"), .placeholder(.init(name: "a")), .literal("}")])
    }

    @Test(arguments: [
        "{", "}", "{a", "a}", "{}", "{ a}", "{a b}", "{1}", "{a.}", "{.a}", "{a.b.c}", "{é}",
        "{a{b}}", "{$(x)}", "{{a}",
    ])
    func refuses(text: String) {
        #expect(throws: Template.SyntaxError.self) { try Template(parsing: text) }
    }

    @Test(arguments: ["", "plain", "{a}", "--x={a.b}", "{{}}", "a{{b}}{c}d", "}}{{"])
    func isWrittenAsItIsRead(text: String) throws {
        let template = try Template(parsing: text)
        #expect(template.source == text)
        #expect(
            try JSONDecoder().decode([Template].self, from: JSONEncoder().encode([template])) == [
                template
            ])
    }

    @Test func literals() throws {
        #expect(try Template(parsing: "a{{b").literal == "a{b")
        #expect(try Template(parsing: "{a}").literal == nil)
        #expect(
            Template(literal: "{a}").source == "{{a}}" && Template(literal: "").segments.isEmpty)
        #expect(try Template(parsing: "{a} {b.c}").placeholders.map(\.text) == ["a", "b.c"])
    }

    /// A whole argument, or behind a literal flag.
    @Test(arguments: [
        ("", true), ("x", true), ("{a}", true), ("--x={a}", true), ("-x={a}", false),
        ("--x{a}", false), ("{a}x", false), ("x{a}", false), ("{a}{b}", false),
        ("--x={a}{b}", false), ("--x={a}y", false), ("a b", true),
    ])
    func mayBeArgument(text: String, expected: Bool) throws {
        #expect(try Template(parsing: text).mayBeArgument == expected)
    }
}
