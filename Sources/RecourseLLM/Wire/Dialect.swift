import RecourseCore

/// What a server understands of a wire format, learned from what it refuses.
struct Dialect: Hashable, Sendable {
    /// How a reply is held to its schema.
    enum Constraint: Hashable, Sendable {
        /// By the server. OpenAI: `json_schema`; Anthropic: a tool that must be called.
        case schema
        /// The server promises JSON of some shape; the schema is in the prompt.
        case object
        /// By the prompt alone.
        case prompt
    }

    var constraint: Constraint
    /// `max_completion_tokens` instead of `max_tokens`.
    var usesCompletionTokens = false
    var asksForUsage = true

    init(_ support: ModelSettings.SchemaSupport) {
        constraint = support == .none ? .prompt : .schema
    }

    /// What to try after a refusal.
    /// - Parameters:
    ///   - isFixed: the person said what the server supports.
    ///   - hasSchema: of the request that was refused.
    /// - Returns: `nil`: the refusal has another reason.
    func adapted(
        to status: Int, text: String, wire: ModelSettings.Wire, hasSchema: Bool, isFixed: Bool
    ) -> Dialect? {
        let text = text.lowercased()
        let isAboutSchema = [
            "response_format", "json_schema", "json_object", "schema", "tool", "jinja", "grammar",
            "structured", "constrain",
        ].contains(where: text.contains)
        var dialect = self
        guard [400, 404, 422, 501].contains(status) || status == 500 && isAboutSchema else {
            return nil
        }
        if wire == .openai, !usesCompletionTokens, text.contains("max_completion_tokens") {
            dialect.usesCompletionTokens = true
            return dialect
        }
        if wire == .openai, asksForUsage, text.contains("stream_options") {
            dialect.asksForUsage = false
            return dialect
        }
        guard hasSchema, !isFixed, constraint != .prompt, status != 404 || isAboutSchema else {
            return nil
        }
        dialect.constraint = constraint == .schema && wire == .openai ? .object : .prompt
        return dialect
    }
}

extension ModelRequest {
    /// The system text, with the schema where only the prompt holds the reply to it.
    func instructions(_ constraint: Dialect.Constraint) -> String {
        guard let schema, constraint != .schema else { return system }
        return system + (system.isEmpty ? "" : "\n\n")
            + "Answer with one JSON value and nothing else, no fence around it. It follows this JSON Schema:\n"
            + schema.json
    }
}
