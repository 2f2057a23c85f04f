import RecourseCore
import RecourseLearning
import Testing

@testable import RecourseAgent

/// What the schemas allow is what the reader reads.
@Suite struct PlanSchemaTests {
    private static func json(_ text: String) throws -> JSONValue {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBufferPointer { try JSONValue($0) }
    }

    private static func fields(_ value: JSONValue?) -> [String: JSONValue] {
        guard case .object(let fields)? = value else { return [:] }
        return Dictionary(fields.map { ($0.key, $0.value) }) { first, _ in first }
    }

    private static func texts(_ value: JSONValue?) -> [String] {
        guard case .array(let items)? = value else { return [] }
        return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    /// JSON Schema, as far as ours go.
    private static func isValid(_ value: JSONValue, _ schema: JSONValue) -> Bool {
        let rules = fields(schema)
        guard case .string(let type)? = rules["type"] else { return false }
        switch (type, value) {
        case ("object", .object(let pairs)):
            let properties = fields(rules["properties"])
            return Set(pairs.map(\.key)) == Set(texts(rules["required"]))
                && pairs.allSatisfy { pair in
                    properties[pair.key].map { isValid(pair.value, $0) } ?? false
                }
        case ("array", .array(let items)):
            return rules["items"].map { rule in items.allSatisfy { isValid($0, rule) } } ?? false
        case ("string", .string(let text)):
            return rules["enum"] == nil || texts(rules["enum"]).contains(text)
        case ("integer", .number(let digits)): return Int(digits) != nil
        case ("number", .number), ("boolean", .bool): return true
        default: return false
        }
    }

    @Test func whatTheReaderReadsIsValid() throws {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<30 {
            let plan = TaskPlan.random(using: &generator)
            for sections in PlanSections.each + [.all, .analysis, .assurance] {
                let schema = PlanSchema.of(sections)
                let reply = PlanModel.answer(["1"], schema: schema.name) { _ in plan }
                #expect(Self.isValid(try Self.json(reply), try Self.json(schema.json)))
            }
            let adapted = #"{"tasks":[{"id":"1","keep":false,"plan":[\#(plan.replyText)]}]}"#
            let schema = try Self.json(PlanSchema.adaptation.json)
            #expect(Self.isValid(try Self.json(adapted), schema))
            #expect(!Self.isValid(try Self.json(#"{"tasks":[{"id":"1"}]}"#), schema))
        }
    }
}
