import RecourseCore
import Testing

@testable import RecourseLLM

@Suite("Anthropic wire format")
struct AnthropicWireTests {
    private let wire = AnthropicWire()

    @Test func requestIsWritten() {
        let body = wire.body(
            of: Sample.request(schema: Sample.schema), model: "m", dialect: Dialect(.auto))
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"model":"m","max_tokens":100,"system":"Be brief.","messages":[{"role":"user","#
                + #""content":"Ready?"}],"stream":true,"tools":[{"name":"readiness","description":"#
                + #""Gives the answer.","input_schema":\#(Sample.schema.json)}],"tool_choice":"#
                + #"{"type":"tool","name":"readiness"}}"#)
    }

    @Test func addressIsCompleted() throws {
        for base in ["https://a.example", "https://a.example/v1", "https://a.example/v1/messages"] {
            #expect(
                wire.url(of: try ModelEndpoint(parsing: base)) == "https://a.example/v1/messages")
        }
    }

    @Test func keyStandsInItsHeader() throws {
        let headers = wire.headers(key: try Secret("k-123"))
        #expect(headers.map(\.name) == ["anthropic-version", "x-api-key"])
        #expect(headers.map(\.value) == ["2023-06-01", "k-123"])
    }

    @Test func documentIsRead() throws {
        let text = try wire.reply(
            Array(
                #"{"model":"c","content":[{"type":"text","text":"Hé"},{"type":"thinking"}],"stop_reason":"end_turn","usage":{"input_tokens":5,"cache_read_input_tokens":2,"output_tokens":1}}"#
                    .utf8))
        #expect(text == WireReply(text: "Hé", usage: .init(input: 7, output: 1), model: "c"))
        let tool = try wire.reply(
            Array(
                #"{"content":[{"type":"text","text":"Here:"},{"type":"tool_use","input":{"b":[1,2.5,null,true],"a":"x/y"}}]}"#
                    .utf8))
        #expect(tool.text == #"{"a":"x/y","b":[1,2.5,null,true]}"#)
    }

    private static let start =
        #"{"type":"message_start","message":{"model":"c","content":[],"usage":{"input_tokens":9,"output_tokens":1}}}"#
    private static let tool = [
        #"{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","name":"t","input":{}}}"#,
        #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"I "}}"#,
        #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"a\":"}}"#,
        #"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"1}"}}"#,
        #"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":6}}"#,
    ]

    private func stream(_ lines: [String]) throws -> WireReply {
        try wire.reply(Array(lines.map { "event: x\ndata: \($0)\n\n" }.joined().utf8))
    }

    @Test func streamIsRead() throws {
        let reply = try stream([Self.start] + Self.tool + [#"{"type":"message_stop"}"#])
        #expect(
            reply == WireReply(text: #"{"a":1}"#, usage: .init(input: 9, output: 6), model: "c"))
    }

    @Test func whatIsNoReplyIsRefused() {
        #expect(throws: ModelError.malformed("the stream was cut off")) {
            try stream([Self.start] + Self.tool)
        }
        #expect(throws: ModelError.cutOff) {
            try stream([
                Self.start, #"{"type":"message_delta","delta":{"stop_reason":"max_tokens"}}"#,
                #"{"type":"message_stop"}"#,
            ])
        }
        #expect(throws: ModelError.status(529, text: "Overloaded")) {
            try stream([
                Self.start,
                #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
            ])
        }
        for text in ["{}", #"{"type":"error"}"#, "data: {}\n\n"] {
            #expect(throws: ModelError.self) { try wire.reply(Array(text.utf8)) }
        }
    }
}
