import RecourseCore
import Testing

@testable import RecourseLLM

@Suite("OpenAI wire format")
struct OpenAIWireTests {
    private let wire = OpenAIWire()

    private func body(_ request: ModelRequest, _ dialect: Dialect) -> String {
        String(decoding: wire.body(of: request, model: "m", dialect: dialect), as: UTF8.self)
    }

    @Test func requestIsWritten() {
        let text = body(Sample.request("a \"b\"\n\u{1}ü"), Dialect(.auto))
        #expect(
            text == #"{"model":"m","messages":[{"role":"system","content":"Be brief."},"#
                + #"{"role":"user","content":"a \"b\"\n\u0001ü"}],"max_tokens":100,"stream":true,"#
                + #""stream_options":{"include_usage":true}}"#)
    }

    @Test func schemaIsWrittenAsTheDialectHasIt() {
        var dialect = Dialect(.auto)
        let request = Sample.request(schema: Sample.schema)
        #expect(
            body(request, dialect).contains(
                #""response_format":{"type":"json_schema","json_schema":{"name":"readiness","strict":true,"schema":{"#
            ))
        dialect.constraint = .object
        #expect(body(request, dialect).contains(#""response_format":{"type":"json_object"}"#))
        #expect(body(request, dialect).contains("follows this JSON Schema"))
        dialect.constraint = .prompt
        dialect.usesCompletionTokens = true
        dialect.asksForUsage = false
        let text = body(request, dialect)
        #expect(!text.contains("response_format") && !text.contains("stream_options"))
        #expect(text.contains(#""max_completion_tokens":100"#) && !text.contains(#""max_tokens""#))
    }

    @Test func addressIsCompleted() throws {
        for (base, full) in [
            ("https://a.example", "https://a.example/v1/chat/completions"),
            ("https://a.example/v1/", "https://a.example/v1/chat/completions"),
            ("http://localhost:1/x/openai", "http://localhost:1/x/openai/chat/completions"),
            ("https://a.example/v1/chat/completions", "https://a.example/v1/chat/completions"),
        ] {
            #expect(wire.url(of: try ModelEndpoint(parsing: base)) == full)
        }
    }

    @Test func documentIsRead() throws {
        let reply = try wire.reply(HTTPExchange.chat("Hé").body)
        #expect(
            reply
                == WireReply(
                    text: "Hé", usage: ModelUsage(input: 10, output: 4), model: "scripted"))
    }

    private func stream(_ lines: String...) throws -> WireReply {
        try wire.reply(Array(lines.map { "data: \($0)\n\n" }.joined().utf8))
    }

    @Test func streamIsRead() throws {
        let reply = try stream(
            #"{"model":"x","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}"#,
            #"{"choices":[{"index":0,"delta":{"content":"Hel"}},{"index":1,"delta":{"content":"no"}}]}"#,
            #"{"choices":[{"index":0,"delta":{"content":"lo","reasoning_content":"hm"},"finish_reason":"stop"}]}"#,
            #"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}"#,
            "[DONE]")
        #expect(
            reply == WireReply(text: "Hello", usage: ModelUsage(input: 3, output: 2), model: "x"))
    }

    @Test func whatIsNoReplyIsRefused() throws {
        let part = #"{"choices":[{"delta":{"content":"Hel"}}]}"#
        #expect(throws: ModelError.malformed("the stream was cut off")) { try stream(part) }
        #expect(throws: ModelError.cutOff) {
            try stream(part, #"{"choices":[{"delta":{},"finish_reason":"length"}]}"#, "[DONE]")
        }
        #expect(throws: ModelError.status(500, text: "out of memory")) {
            try stream(part, #"{"error":{"message":"out of\nmemory","code":500}}"#)
        }
        #expect(
            throws: ModelError.malformed("the answer is not in the wire format: it is not JSON")
        ) { try stream(part, "{") }
        for text in ["", "  ", "<html>", "{}", "[]", #"{"choices":[]}"#, "data: 3\n\n", "\u{0}"] {
            #expect(throws: ModelError.self, "\(text)") { try wire.reply(Array(text.utf8)) }
        }
        #expect(throws: ModelError.malformed("the model refused: no")) {
            try wire.reply(
                Array(#"{"choices":[{"message":{"content":null,"refusal":"no"}}]}"#.utf8))
        }
    }
}
