import RecourseCore
import Testing

@testable import RecourseLLM

@Suite("Dialect")
struct DialectTests {
    private func adapted(
        _ dialect: Dialect, _ status: Int, _ text: String, isFixed: Bool = false,
        hasSchema: Bool = true
    ) -> Dialect? {
        dialect.adapted(
            to: status, text: text, wire: .openai, hasSchema: hasSchema, isFixed: isFixed)
    }

    @Test func schemaIsGivenUpStepByStep() throws {
        let object = try #require(adapted(Dialect(.auto), 400, "bad response_format"))
        #expect(object.constraint == .object)
        let prompt = try #require(adapted(object, 400, "unknown field"))
        #expect(prompt.constraint == .prompt)
        #expect(adapted(prompt, 400, "unknown field") == nil)
        #expect(
            Dialect(.auto).adapted(
                to: 500, text: "tools need --jinja", wire: .anthropic, hasSchema: true,
                isFixed: false)?.constraint == .prompt)
    }

    @Test func otherRefusalsChangeNothing() {
        #expect(adapted(Dialect(.auto), 401, "response_format") == nil)
        #expect(adapted(Dialect(.auto), 500, "crashed") == nil)
        #expect(adapted(Dialect(.auto), 404, "no such model") == nil)
        #expect(adapted(Dialect(.auto), 400, "bad", hasSchema: false) == nil)
        #expect(adapted(Dialect(.jsonSchema), 400, "bad schema", isFixed: true) == nil)
    }

    @Test func namesOfFieldsAreLearned() {
        #expect(
            adapted(Dialect(.auto), 400, "Use 'max_completion_tokens' instead.")?
                .usesCompletionTokens == true)
        #expect(
            adapted(Dialect(.auto), 422, "stream_options not permitted")?.asksForUsage == false)
    }
}
