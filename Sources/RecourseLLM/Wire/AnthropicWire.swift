import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `/v1/messages` (Anthropic API reference, version 2023-06-01). A schema is the input of a tool that
/// must be called: all models and all servers of this format have tools.
struct AnthropicWire: WireFormat {
    let endMarkers = ["event: message_stop", "event:message_stop"]

    func url(of endpoint: ModelEndpoint) -> String {
        if endpoint.path.hasSuffix("/messages") { return endpoint.description }
        return endpoint.description + (endpoint.path.hasSuffix("/v1") ? "" : "/v1") + "/messages"
    }

    func headers(key: Secret?) -> [(name: String, value: String)] {
        [("anthropic-version", "2023-06-01")] + (key.map { [("x-api-key", $0.revealed())] } ?? [])
    }

    func body(of request: ModelRequest, model: String, dialect: Dialect) -> [UInt8] {
        let system = request.instructions(dialect.constraint)
        var fields: [(String, JSONText)] = [
            ("model", .string(model)), ("max_tokens", .int(request.maximumTokens)),
        ]
        if !system.isEmpty { fields.append(("system", .string(system))) }
        fields.append(
            (
                "messages",
                .array(
                    request.turns.map {
                        .object([
                            ("role", .string($0.role.rawValue)), ("content", .string($0.text)),
                        ])
                    })
            ))
        fields.append(("stream", .bool(true)))
        if let schema = request.schema, dialect.constraint == .schema {
            let tool: [(String, JSONText)] = [
                ("name", .string(schema.name)), ("description", .string("Gives the answer.")),
                ("input_schema", .raw(schema.json)),
            ]
            fields.append(("tools", .array([.object(tool)])))
            fields.append(
                (
                    "tool_choice",
                    .object([("type", .string("tool")), ("name", .string(schema.name))])
                ))
        }
        return JSONText.object(fields).bytes
    }

    private struct Usage: Decodable {
        var inputTokens: Int?
        var cacheCreationInputTokens: Int?
        var cacheReadInputTokens: Int?
        var outputTokens: Int?

        private enum CodingKeys: String, CodingKey {
            case inputTokens = "input_tokens"
            case cacheCreationInputTokens = "cache_creation_input_tokens"
            case cacheReadInputTokens = "cache_read_input_tokens"
            case outputTokens = "output_tokens"
        }

        var input: Int? {
            inputTokens.map {
                max(0, $0) + max(0, cacheCreationInputTokens ?? 0)
                    + max(0, cacheReadInputTokens ?? 0)
            }
        }
    }

    private struct Block: Decodable {
        var type: String
        var text: String?
        var input: AnyJSON?
    }

    private struct Message: Decodable {
        var content: [Block]?
        var model: String?
        var usage: Usage?
        var stopReason: String?
        var error: WireFault?

        private enum CodingKeys: String, CodingKey {
            case content, model, usage, error
            case stopReason = "stop_reason"
        }
    }

    func reply(document bytes: [UInt8]) throws(ModelError) -> WireReply {
        let message = try decoded(Message.self, bytes)
        if let fault = message.error { throw fault.error }
        guard let content = message.content else { throw .malformed("the answer has no content") }
        try check(message.stopReason)
        let usage = message.usage.flatMap { usage in
            usage.input.map { ModelUsage(input: $0, output: max(0, usage.outputTokens ?? 0)) }
        }
        var text = content.filter { $0.type == "text" }.compactMap(\.text).joined()
        if let input = content.first(where: { $0.type == "tool_use" })?.input {
            text = try encoded(input)
        }
        return WireReply(text: text, usage: usage, model: message.model)
    }

    private func encoded(_ value: AnyJSON) throws(ModelError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw .malformed("the input of the tool is no JSON")
        }
    }

    private struct Event: Decodable {
        struct Delta: Decodable {
            var text: String?
            var partialJson: String?
            var stopReason: String?

            private enum CodingKeys: String, CodingKey {
                case text
                case partialJson = "partial_json"
                case stopReason = "stop_reason"
            }
        }

        var type: String
        var index: Int?
        var message: Message?
        var contentBlock: Block?
        var delta: Delta?
        var usage: Usage?
        var error: WireFault?

        private enum CodingKeys: String, CodingKey {
            case type, index, message, delta, usage, error
            case contentBlock = "content_block"
        }
    }

    func reply(stream: [EventStream.Event]) throws(ModelError) -> WireReply {
        var blocks: [Int: (isTool: Bool, text: String, input: AnyJSON?)] = [:]
        var (input, output): (Int?, Int) = (nil, 0)
        var (model, ending): (String?, String?) = (nil, nil)
        var isStopped = false
        for event in stream where !isStopped {
            let event = try decoded(Event.self, Array(event.data.utf8))
            if let fault = event.error { throw fault.error }
            if let usage = event.usage ?? event.message?.usage {
                input = usage.input ?? input
                output = max(output, usage.outputTokens ?? 0)
            }
            switch event.type {
            case "message_start": model = event.message?.model
            case "content_block_start":
                guard let block = event.contentBlock else { break }
                blocks[event.index ?? 0] = (
                    block.type == "tool_use", block.type == "text" ? block.text ?? "" : "",
                    block.input
                )
            case "content_block_delta":
                guard let delta = event.delta else { break }
                blocks[event.index ?? 0, default: (false, "", nil)].text +=
                    delta.text ?? delta.partialJson ?? ""
            case "message_delta": ending = event.delta?.stopReason ?? ending
            case "message_stop": isStopped = true
            case "error": throw .malformed("the stream reports an error")
            default: break
            }
        }
        guard isStopped else { throw .malformed("the stream was cut off") }
        try check(ending)
        let usage = input.map { ModelUsage(input: $0, output: output) }
        let ordered = blocks.sorted { $0.key < $1.key }.map(\.value)
        if let tool = ordered.first(where: \.isTool) {
            let text = try tool.text.isEmpty ? tool.input.map(encoded) ?? "{}" : tool.text
            return WireReply(text: text, usage: usage, model: model)
        }
        return WireReply(text: ordered.map(\.text).joined(), usage: usage, model: model)
    }

    private func check(_ ending: String?) throws(ModelError) {
        switch ending {
        case "max_tokens", "model_context_window_exceeded": throw .cutOff
        case "refusal": throw .malformed("the model refused")
        default: break
        }
    }
}
