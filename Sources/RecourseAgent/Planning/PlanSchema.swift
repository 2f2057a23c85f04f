import RecourseCore

/// The JSON Schemas of replies, in the subset that every server understands: all properties
/// required, no others, no lengths, no references.
enum PlanSchema {
    static func of(_ sections: PlanSections) -> ReplySchema {
        reply(sections.name, [("id", text)] + fields(of: sections))
    }

    /// Keep the draft (`plan` empty), or one whole plan instead.
    static let adaptation = reply(
        "adaptation", [("id", text), ("keep", boolean), ("plan", list(object(fields(of: .all))))])

    private static func reply(_ name: String, _ item: [(String, String)]) -> ReplySchema {
        ReplySchema(name: name, json: object([("tasks", list(object(item)))]))
    }

    private static func fields(of sections: PlanSections) -> [(String, String)] {
        var fields: [(String, String)] = []
        if sections.contains(.assessment) {
            fields += [
                ("complexity", choice(TaskPlan.Complexity.allCases.map(\.rawValue))),
                ("estimated_steps", integer), ("tools", list(text)), ("dependencies", list(text)),
                ("risks", list(text)), ("confidence", #"{"type":"number"}"#), ("reasoning", text),
                ("estimated_seconds", integer),
            ]
        }
        if sections.contains(.steps) { fields.append(("steps", list(step))) }
        if sections.contains(.decisions) { fields.append(("decisions", list(decision))) }
        if sections.contains(.criteria) { fields.append(("criteria", list(criterion))) }
        if sections.contains(.fallbacks) {
            fields.append(
                ("fallbacks", list(object([("description", text), ("steps", list(step))]))))
        }
        return fields
    }

    private static let step = object([
        ("kind", choice(PlanWords.stepKinds)), ("text", text), ("argv", list(text)),
        ("path", text), ("description", text), ("expect", list(text)), ("errors", list(text)),
        ("success", list(text)), ("failure", list(text)), ("timeout", integer),
        ("retry", boolean), ("idempotent", boolean),
    ])

    private static let decision = object([
        ("after", integer), ("kind", choice(PlanWords.conditionKinds)), ("value", text),
        ("then", integer), ("otherwise", integer),
    ])

    private static let criterion = object([
        ("kind", choice(PlanWords.criterionKinds)), ("path", text), ("value", text),
    ])

    private static let text = #"{"type":"string"}"#
    private static let integer = #"{"type":"integer"}"#
    private static let boolean = #"{"type":"boolean"}"#

    private static func list(_ item: String) -> String { #"{"type":"array","items":\#(item)}"# }

    private static func choice(_ words: [String]) -> String {
        #"{"type":"string","enum":\#(JSONText.strings(words))}"#
    }

    private static func object(_ fields: [(String, String)]) -> String {
        JSONText.object([
            ("type", #""object""#), ("properties", JSONText.object(fields)),
            ("required", JSONText.strings(fields.map(\.0))), ("additionalProperties", "false"),
        ])
    }
}

/// The words for kinds, in schemas and replies alike.
enum PlanWords {
    static let stepKinds = ["shell", "argv", "write", "patch"]
    static let conditionKinds = [
        "output_contains", "output_has_line", "file_exists", "file_absent", "exit_status",
    ]
    static let criterionKinds = [
        "command_succeeds", "file_exists", "file_contains", "output_contains",
    ]
}
