import RecourseCore
import Synchronization
import Testing

@testable import RecourseLLM

@Suite("Calls")
struct ServerCallerTests {
    private let down = HTTPExchange.broken(.unreachable("refused"))

    @Test func failsTwiceThenReplies() async throws {
        let scripted = ScriptedCaller(
            [.answer(503, "busy"), .answer(429, "", ["retry-after": "7"]), .chat("Yes")],
            settings: try Sample.settings())
        let call = await scripted.caller.call(Sample.request())
        #expect(try call.result.get().text == "Yes")
        #expect(call.requests == 3)
        #expect(scripted.waits.all == [.milliseconds(250), .milliseconds(7_500)])
    }

    @Test func threeAreTheMost() async throws {
        let scripted = ScriptedCaller([.answer(500, "no")], settings: try Sample.settings())
        let call = await scripted.caller.call(Sample.request())
        #expect(call.result == .failure(.status(500, text: "no")))
        #expect(scripted.transport.requests.count == 3)
        #expect(!call.mayCost)
    }

    @Test func whatWasBegunIsNotAskedAgain() async throws {
        var cut = HTTPExchange.answer(
            200, "data: {\"choices\":[{\"delta\":{\"content\":\"He\"}}]}\n\n")
        cut.failure = .broken("closed")
        let scripted = ScriptedCaller([cut], settings: try Sample.settings())
        let call = await scripted.caller.call(Sample.request())
        #expect(call.result == .failure(.malformed("the connection broke: closed")))
        #expect(call.requests == 1 && call.mayCost)
    }

    @Test func replyThatIsWholeIsTakenThoughTheConnectionBroke() async throws {
        var exchange = HTTPExchange.chat("Yes")
        exchange.failure = .timeout(.idle)
        let scripted = ScriptedCaller([exchange], settings: try Sample.settings())
        #expect(try await scripted.caller.call(Sample.request()).result.get().text == "Yes")
    }

    @Test func timeoutOfTheFirstByteIsNotAskedAgain() async throws {
        let scripted = ScriptedCaller(
            [.broken(.timeout(.firstByte), wasSent: true)], settings: try Sample.settings())
        let call = await scripted.caller.call(Sample.request())
        #expect(call.result == .failure(.timeout(stage: "first byte")))
        #expect(call.requests == 1 && call.mayCost)
    }

    @Test func longRetryAfterFailsAtOnce() async throws {
        let scripted = ScriptedCaller(
            [.answer(429, "{\"error\":{\"message\":\"slow\"}}", ["retry-after": "3600"])],
            settings: try Sample.settings())
        let call = await scripted.caller.call(Sample.request())
        #expect(call.result == .failure(.status(429, text: "slow")))
        #expect(scripted.waits.all.isEmpty && call.requests == 1)
    }

    @Test func circuitIsSharedAndOpens() async throws {
        let scripted = ScriptedCaller([down], settings: try Sample.settings())
        for _ in 0..<2 { _ = await scripted.caller.call(Sample.request()) }
        #expect(scripted.transport.requests.count == 5)
        let call = await scripted.caller.call(Sample.request())
        #expect(call.result == .failure(.circuitOpen(until: 1_030)))
        // Another process, with the same store.
        let other = ServerCaller(
            settings: scripted.caller.settings, key: nil, ledger: scripted.ledger,
            environment: .init(transport: ScriptedTransport([.chat("Yes")]), now: { 1_030 }))
        #expect(try await other.call(Sample.request()).result.get().text == "Yes")
        let state = scripted.ledger.state.withLock { $0.circuits }
        #expect(state == ["http://127.0.0.1:9": .closed])
    }

    @Test func refusalsOfTheQuestionKeepTheCircuitClosed() async throws {
        let scripted = ScriptedCaller([.answer(401, "no")], settings: try Sample.settings())
        for _ in 0..<10 { _ = await scripted.caller.call(Sample.request()) }
        #expect(scripted.transport.requests.count == 10)
    }

    @Test func storeThatCannotBeUsedStopsNothing() async throws {
        let scripted = ScriptedCaller([.chat("Yes")], settings: try Sample.settings())
        scripted.ledger.fail()
        #expect(try await scripted.caller.call(Sample.request()).result.get().text == "Yes")
    }

    @Test func dialectIsLearnedOnce() async throws {
        let refusal = HTTPExchange.answer(400, "response_format is unknown")
        let scripted = ScriptedCaller(
            [refusal, refusal, .chat("{}")], settings: try Sample.settings())
        for _ in 0..<2 {
            let call = await scripted.caller.call(Sample.request(schema: Sample.schema))
            #expect(try call.result.get().text == "{}")
        }
        let bodies = scripted.transport.bodies
        #expect(bodies.count == 4)
        #expect(bodies[0].contains("json_schema") && bodies[1].contains("json_object"))
        #expect(!bodies[2].contains("response_format") && !bodies[3].contains("response_format"))
        #expect(scripted.caller.constraint == .prompt)
        #expect(scripted.waits.all.isEmpty)
    }

    @Test func toolThatIsNotCalledIsGivenUp() async throws {
        let cut = HTTPExchange.answer(
            200, #"{"content":[{"type":"text","text":"I am"}],"stop_reason":"max_tokens"}"#)
        let good = HTTPExchange.answer(
            200, #"{"content":[{"type":"text","text":"{}"}],"stop_reason":"end_turn"}"#)
        let scripted = ScriptedCaller([cut, good], settings: try Sample.settings(.anthropic))
        let call = await scripted.caller.call(Sample.request(schema: Sample.schema))
        #expect(try call.result.get().text == "{}")
        #expect(scripted.caller.constraint == .prompt)
        let bodies = scripted.transport.bodies
        #expect(bodies.count == 2 && bodies[0].contains("tool_choice"))
        #expect(!bodies[1].contains("tool_choice") && bodies[1].contains("JSON Schema"))
    }

    @Test func keyIsInNoError() async throws {
        let key = try Secret("sk-very-secret")
        for answer in [
            HTTPExchange.answer(401, #"{"error":{"message":"bad key sk-very-secret!"}}"#),
            .answer(500, "sk-very-secret"), .answer(200, #"{"error":"sk-very-secret"}"#),
            .answer(200, #"{"choices":[{"message":{"refusal":"sk-very-secret"}}]}"#),
        ] {
            let scripted = ScriptedCaller([answer], settings: try Sample.settings(), key: key)
            let call = await scripted.caller.call(Sample.request())
            var dumped = ""
            dump(call, to: &dumped)
            #expect(!dumped.contains("very-secret"), "\(dumped)")
            #expect(!"\(call)".contains("very-secret"))
            let headers = scripted.transport.requests[0].headers
            #expect(
                headers.contains {
                    $0.name == "Authorization" && $0.value == "Bearer sk-very-secret"
                })
        }
    }

    @Test func requestOfMoreThanAMebibyteIsNotSent() async throws {
        let scripted = ScriptedCaller([.chat("Yes")], settings: try Sample.settings())
        let long = String(repeating: "x", count: 1 << 20)
        let call = await scripted.caller.call(Sample.request(long))
        #expect(call.result == .failure(.overBudget(limit: "request of 1 MiB")))
        #expect(scripted.transport.requests.isEmpty)
    }
}
