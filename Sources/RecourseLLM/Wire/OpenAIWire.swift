import RecourseCore

/// `/v1/chat/completions` (OpenAI API reference, "Create chat completion").
struct OpenAIWire: WireFormat {
    let endMarkers = ["data: [DONE]", "data:[DONE]"]

    func url(of endpoint: ModelEndpoint) -> String {
        let call = "/chat/completions"
        if endpoint.path.hasSuffix(call) { return endpoint.description }
        return endpoint.description + (endpoint.path.isEmpty ? "/v1" : "") + call
    }

    func headers(key: Secret?) -> [(name: String, value: String)] {
        key.map { [("Authorization", "Bearer \($0.revealed())")] } ?? []
    }

    func body(of request: ModelRequest, model: String, dialect: Dialect) -> [UInt8] {
        func message(_ role: String, _ text: String) -> JSONText {
            .object([("role", .string(role)), ("content", .string(text))])
        }
        let system = request.instructions(dialect.constraint)
        var fields: [(String, JSONText)] = [
            ("model", .string(model)),
            (
                "messages",
                .array(
                    (system.isEmpty ? [] : [message("system", system)])
                        + request.turns.map { message($0.role.rawValue, $0.text) })
            ),
            (
                dialect.usesCompletionTokens ? "max_completion_tokens" : "max_tokens",
                .int(request.maximumTokens)
            ),
            ("stream", .bool(true)),
        ]
        if dialect.asksForUsage {
            fields.append(("stream_options", .object([("include_usage", .bool(true))])))
        }
        if let schema = request.schema {
            switch dialect.constraint {
            case .schema:
                let format: [(String, JSONText)] = [
                    ("name", .string(schema.name)), ("strict", .bool(true)),
                    ("schema", .raw(schema.json)),
                ]
                fields.append(
                    (
                        "response_format",
                        .object([
                            ("type", .string("json_schema")), ("json_schema", .object(format)),
                        ])
                    ))
            case .object:
                fields.append(("response_format", .object([("type", .string("json_object"))])))
            case .prompt: break
            }
        }
        return JSONText.object(fields).bytes
    }

    private struct Usage: Decodable {
        var promptTokens: Int?
        var completionTokens: Int?

        private enum CodingKeys: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
        }

        var value: ModelUsage? {
            guard let promptTokens, promptTokens >= 0 else { return nil }
            return ModelUsage(input: promptTokens, output: max(0, completionTokens ?? 0))
        }
    }

    private struct Message: Decodable {
        var content: String?
        var refusal: String?
    }

    private struct Document: Decodable {
        struct Choice: Decodable {
            var index: Int?
            var message: Message?
            var delta: Message?
            var finishReason: String?

            private enum CodingKeys: String, CodingKey {
                case index, message, delta
                case finishReason = "finish_reason"
            }
        }

        var choices: [Choice]?
        var usage: Usage?
        var model: String?
        var error: WireFault?
    }

    func reply(document bytes: [UInt8]) throws(ModelError) -> WireReply {
        let document = try decoded(Document.self, bytes)
        if let fault = document.error { throw fault.error }
        guard let choice = document.choices?.first, let message = choice.message else {
            throw .malformed("the answer has no choice with a message")
        }
        try check(choice.finishReason, refusal: message.refusal)
        return WireReply(
            text: message.content ?? "", usage: document.usage?.value, model: document.model)
    }

    func reply(stream: [EventStream.Event]) throws(ModelError) -> WireReply {
        var reply = WireReply(text: "")
        var ending: String?
        var refusal = ""
        var isDone = false
        for event in stream {
            if event.data == "[DONE]" {
                isDone = true
                break
            }
            if event.name == "ping" { continue }
            let chunk = try decoded(Document.self, Array(event.data.utf8))
            if let fault = chunk.error { throw fault.error }
            if event.name == "error" { throw .malformed("the stream reports an error") }
            reply.model = reply.model ?? chunk.model
            reply.usage = chunk.usage?.value ?? reply.usage
            guard let choice = chunk.choices?.first(where: { ($0.index ?? 0) == 0 }) else {
                continue
            }
            reply.text += choice.delta?.content ?? choice.message?.content ?? ""
            refusal += choice.delta?.refusal ?? ""
            ending = choice.finishReason ?? ending
        }
        guard isDone || ending != nil else { throw .malformed("the stream was cut off") }
        try check(ending, refusal: refusal)
        return reply
    }

    private func check(_ ending: String?, refusal: String?) throws(ModelError) {
        if ending == "length" { throw .cutOff }
        if let refusal, !refusal.isEmpty {
            throw .malformed("the model refused: \(ServerText.cut(refusal))")
        }
        if ending == "content_filter" { throw .malformed("a filter of the server cut the reply") }
    }
}
