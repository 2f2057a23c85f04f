import RecourseCore
import Testing

@testable import RecourseLLM

/// Against real servers; `make test-models` makes and names the environment that they come from.
@Suite(
    "Real servers", .enabled(if: ModelServer.isThere), .serialized, .timeLimit(.minutes(5)))
struct RealServerTests {
    private let ledger = MemoryLedger()

    private func client(
        _ server: ModelServer, _ wire: ModelSettings.Wire, key: String? = nil,
        _ change: (inout ModelSettings) -> Void = { _ in }
    ) throws -> any ModelClient {
        try ModelConnection.client(
            settings: try Sample.settings(wire, endpoint: server.address) {
                $0.model = "echo-model"
                $0.key = key == nil ? nil : .environment("KEY")
                change(&$0)
            },
            ledger: ledger, run: "r", now: { 1_000 }, environment: { _ in key })
    }

    private func request(schema: ReplySchema? = nil) -> ModelRequest {
        var request = Sample.request("Say in a word whether you are ready.", schema: schema)
        request.maximumTokens = 200
        return request
    }

    @Test func llamaAnswersOpenAIByTheSchema() async throws {
        let server = try ModelServer.llama()
        defer { server.stop() }
        let client = try client(server, .openai)
        let reply = try await client.reply(to: request(schema: Sample.schema))
        let json = try ReplyText.json(in: reply.text)
        #expect(json.filter { !$0.isWhitespace } == #"{"answer":"ready"}"#)
        #expect(reply.usage.input > 10 && reply.usage.output > 3)
        #expect(client.constrainsReplies)
        #expect(reply.model.contains("SmolLM2"))
    }

    /// Its model's template knows no tools, and llama.cpp then leaves them out: whether a schema holds
    /// is learned, not believed.
    @Test func llamaAnswersAnthropic() async throws {
        let server = try ModelServer.llama()
        defer { server.stop() }
        let client = try client(server, .anthropic)
        do throws(ModelError) {
            let reply = try await client.reply(to: request())
            #expect(!reply.text.isEmpty && reply.usage.input > 10)
        } catch {
            #expect(error == .cutOff)
        }
        do throws(ModelError) {
            let text = try await client.reply(to: request(schema: Sample.schema)).text
            #expect(
                !client.constrainsReplies
                    || text.filter { !$0.isWhitespace } == #"{"answer":"ready"}"#)
        } catch {
            #expect(error == .cutOff && !client.constrainsReplies)
        }
    }

    @Test func llamaStopsAtTheMostTokens() async throws {
        let server = try ModelServer.llama()
        defer { server.stop() }
        var request = Sample.request("Count from one to a hundred in words.")
        // It samples: only a reply of a single token would fit.
        request.maximumTokens = 1
        for wire in ModelSettings.Wire.allCases {
            let client = try client(server, wire)
            await #expect(throws: ModelError.cutOff) { try await client.reply(to: request) }
        }
    }

    @Test func llamaIsProbed() async throws {
        let server = try ModelServer.llama()
        defer { server.stop() }
        let probe = try await ModelProbe.run(
            settings: try Sample.settings(endpoint: server.address), ledger: ledger, run: "r",
            now: { 1_000 }, environment: { _ in nil })
        #expect(probe.schemaSupport == .constrained && probe.followsSchema)
    }

    @Test func katanEchoesOnBothWires() async throws {
        let server = try await ModelServer.katan(["--chunk-delay-ms", "5"])
        defer { server.stop() }
        for wire in ModelSettings.Wire.allCases {
            let reply = try await client(server, wire, key: "test-key").reply(to: request())
            #expect(!reply.text.isEmpty && reply.usage.input > 0)
        }
    }

    @Test func katanWantsAKey() async throws {
        let server = try await ModelServer.katan()
        defer { server.stop() }
        for wire in ModelSettings.Wire.allCases {
            let client = try client(server, wire)
            do throws(ModelError) {
                _ = try await client.reply(to: request())
                Issue.record("it answered without a key")
            } catch {
                guard case .status(401, _) = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
        }
    }

    @Test func katanFailsAlways() async throws {
        let server = try await ModelServer.katan(["--error-rate", "1.0"])
        defer { server.stop() }
        let client = try client(server, .openai, key: "test-key")
        do throws(ModelError) {
            _ = try await client.reply(to: request())
            Issue.record("it answered")
        } catch {
            guard case .status(500, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
        #expect(ledger.records.map(\.requests) == [3])
    }

    @Test func katanLimitsItsRate() async throws {
        let server = try await ModelServer.katan(["--rate-limit-after", "1"])
        defer { server.stop() }
        let client = try client(server, .openai, key: "test-key") {
            $0.timeouts.whole = .seconds(5)
        }
        _ = try await client.reply(to: request())
        do throws(ModelError) {
            _ = try await client.reply(to: Sample.request("Once more"))
            Issue.record("it answered")
        } catch {
            guard case .status(429, _) = error else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func katanIsSlow() async throws {
        let server = try await ModelServer.katan(["--ttft-ms", "3000"])
        defer { server.stop() }
        let client = try client(server, .openai, key: "test-key") {
            $0.timeouts.firstByte = .milliseconds(500)
            $0.timeouts.idle = .milliseconds(500)
        }
        do throws(ModelError) {
            _ = try await client.reply(to: request())
            Issue.record("it answered in time")
        } catch {
            guard case .timeout = error else {
                Issue.record("\(error)")
                return
            }
        }
    }
}
