import RecourseCore
import Testing

@testable import RecourseLLM

@Suite("Budget")
struct MeteredClientTests {
    private func client(
        _ script: [HTTPExchange], _ change: (inout ModelSettings) -> Void = { _ in }
    ) throws -> (MeteredClient, ScriptedCaller) {
        let scripted = ScriptedCaller(
            script,
            settings: try Sample.settings {
                $0.prices = .init(input: 2, output: 10)
                change(&$0)
            })
        let client = MeteredClient(
            caller: scripted.caller, ledger: scripted.ledger, run: "r", now: { 1_000 },
            estimate: { _ in 50 })
        return (client, scripted)
    }

    @Test func worstIsReservedAndRealIsSettled() async throws {
        let (client, scripted) = try client([.chat("Yes")])
        let reply = try await client.reply(to: Sample.request())
        #expect(reply.text == "Yes" && reply.model == "scripted" && !reply.isCached)
        #expect(reply.usage == ModelUsage(input: 10, output: 4))
        let record = try #require(scripted.ledger.records.first)
        #expect(record.micros == 60 && record.ending == .replied && record.requests == 1)
        #expect(record.endpoint == "http://127.0.0.1:9" && record.at == 1_000)
    }

    @Test func nothingIsSentBeyondALimit() async throws {
        // 50 for each of three texts, 8 for each turn and the whole, 100 of the reply.
        let worst = 50 * 3 + 16 + 100
        let (enough, _) = try client([.chat("Yes")]) { $0.budget.run.tokens = worst }
        _ = try await enough.reply(to: Sample.request())
        let (less, scripted) = try client([.chat("Yes")]) { $0.budget.run.tokens = worst - 1 }
        await #expect(throws: ModelError.overBudget(limit: "max-tokens")) {
            try await less.reply(to: Sample.request())
        }
        #expect(scripted.transport.requests.isEmpty)
        let (dear, _) = try client([.chat("Yes")]) { $0.budget.run.micros = 166 * 2 + 999 }
        await #expect(throws: ModelError.overBudget(limit: "max-cost")) {
            try await dear.reply(to: Sample.request())
        }
    }

    @Test func failureBeforeAnythingWasSentCostsNothing() async throws {
        let (client, scripted) = try client([.broken(.unreachable("refused"))])
        await #expect(throws: ModelError.unreachable("refused")) {
            try await client.reply(to: Sample.request())
        }
        let record = try #require(scripted.ledger.records.first)
        #expect(record.usage == ModelUsage(input: 0, output: 0) && record.micros == 0)
        #expect(record.ending == .failed && record.error == "unreachable" && record.requests == 0)
    }

    @Test func failureAfterwardsCostsItsInput() async throws {
        let (client, scripted) = try client([.broken(.timeout(.firstByte), wasSent: true)])
        await #expect(throws: ModelError.timeout(stage: "first byte")) {
            try await client.reply(to: Sample.request())
        }
        let record = try #require(scripted.ledger.records.first)
        #expect(record.usage == ModelUsage(input: 166, output: 0) && record.micros == 332)
        #expect(record.error == "timeout-first-byte")
    }

    @Test func usageIsEstimatedWhereNoneIsTold() async throws {
        let (client, _) = try client([
            .answer(200, #"{"choices":[{"message":{"content":"Yes"}}]}"#)
        ])
        #expect(
            try await client.reply(to: Sample.request()).usage
                == ModelUsage(input: 166, output: 50))
    }

    @Test func limitNeedsAStoreToCountIn() async throws {
        let (free, one) = try client([.chat("Yes")])
        one.ledger.fail()
        #expect(try await free.reply(to: Sample.request()).text == "Yes")
        let (limited, two) = try client([.chat("Yes")]) { $0.budget.day.calls = 10 }
        two.ledger.fail()
        await #expect(throws: ModelError.overBudget(limit: "no store to count in")) {
            try await limited.reply(to: Sample.request())
        }
        #expect(two.transport.requests.isEmpty)
    }
}
