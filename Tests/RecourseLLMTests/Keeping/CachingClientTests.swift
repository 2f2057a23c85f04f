import RecourseCore
import Synchronization
import Testing

@testable import RecourseLLM

/// Answers when it is told to.
private final class GatedClient: ModelClient {
    struct State {
        var asked = 0
        var cancelled = 0
        var isOpen = false
    }

    let identity = "gated"
    let constrainsReplies = false
    let state = Mutex(State())

    var asked: Int { state.withLock { $0.asked } }
    var cancelled: Int { state.withLock { $0.cancelled } }
    func open() { state.withLock { $0.isOpen = true } }

    func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
        let number = state.withLock { state in
            state.asked += 1
            return state.asked
        }
        while !state.withLock({ $0.isOpen }) {
            do {
                try await Task.sleep(for: .milliseconds(2))
            } catch {
                state.withLock { $0.cancelled += 1 }
                throw .cancelled
            }
        }
        return ModelReply(
            text: "\(number)", usage: .init(input: 1, output: 1), model: "m", seconds: 1)
    }
}

@Suite("Kept and joined replies", .timeLimit(.minutes(1)))
struct CachingClientTests {
    private let gated = GatedClient()
    private let ledger = MemoryLedger()

    private func client(at now: Double = 1_000) -> CachingClient {
        CachingClient(gated, ledger: ledger, age: .seconds(100), now: { now })
    }

    private func number(_ text: String) throws(ReplyProblem) -> Int {
        guard let number = Int(text) else { throw ReplyProblem("no number") }
        return number
    }

    @Test func whatWasReadIsKeptForItsAge() async throws {
        gated.open()
        #expect(try await client().reply(to: Sample.request(), reading: number) == 1)
        let second = try await client(at: 1_100).readReply(to: Sample.request(), reading: number)
        #expect(second.value == 1 && second.reply.isCached && second.reply.seconds == 0)
        #expect(try await client(at: 1_101).reply(to: Sample.request(), reading: number) == 2)
    }

    @Test func whatWasNotReadIsNotKept() async throws {
        gated.open()
        let client = client()
        await #expect(throws: ModelError.malformed("bad")) {
            try await client.reply(to: Sample.request()) { (_) throws(ReplyProblem) -> Int in
                throw ReplyProblem("bad")
            }
        }
        #expect(gated.asked == 2 && ledger.kept == 0)
    }

    @Test func keptReplyThatCannotBeReadIsAskedForAgain() async throws {
        gated.open()
        let client = client()
        _ = try await client.reply(to: Sample.request(), reading: number)
        let value = try await client.reply(to: Sample.request()) {
            (text) throws(ReplyProblem) -> String in
            guard text != "1" else { throw ReplyProblem("bad") }
            return text
        }
        #expect(value == "2")
        #expect(try await client.reply(to: Sample.request()).text == "2")
    }

    @Test func everythingThatChangesTheAnswerIsInTheKey() {
        let base = Sample.request(schema: Sample.schema)
        var others = Array(repeating: base, count: 8)
        others[0].system += " "
        others[1].turns[0].text += " "
        others[2].turns.append(.init(.assistant, ""))
        others[3].schema = nil
        others[4].schema?.json += " "
        others[5].schema?.name += "x"
        others[6].maximumTokens += 1
        others[7].purpose = .plan
        let keys = ([base] + others).map { RequestKey.of($0, identity: "a") }
        #expect(Set(keys + [RequestKey.of(base, identity: "b")]).count == 10)
        #expect(RequestKey.of(base, identity: "a") == keys[0])
    }

    private func until(_ condition: @Sendable () -> Bool) async throws {
        while !condition() { try await Task.sleep(for: .milliseconds(2)) }
    }

    @Test func identicalRequestsAreJoined() async throws {
        let client = client()
        let tasks = (0..<20).map { _ in Task { try await client.reply(to: Sample.request()).text } }
        let other = Task { try await client.reply(to: Sample.request("else")).text }
        try await until { [gated] in gated.asked == 2 }
        try await Task.sleep(for: .milliseconds(30))
        gated.open()
        var texts: Set<String> = [try await other.value]
        for task in tasks { texts.insert(try await task.value) }
        #expect(gated.asked == 2 && texts.count == 2)
    }

    @Test func whoIsCancelledCancelsNoOther() async throws {
        let client = client()
        let tasks = (0..<2).map { _ in Task { try await client.reply(to: Sample.request()).text } }
        try await until { [gated] in gated.asked == 1 }
        try await Task.sleep(for: .milliseconds(30))
        tasks[0].cancel()
        await #expect(throws: ModelError.cancelled) { try await tasks[0].value }
        #expect(gated.cancelled == 0)
        gated.open()
        #expect(try await tasks[1].value == "1")
    }

    @Test func theLastOneCancelsTheRequest() async throws {
        let client = client()
        let tasks = (0..<2).map { _ in Task { try await client.reply(to: Sample.request()).text } }
        try await until { [gated] in gated.asked == 1 }
        try await Task.sleep(for: .milliseconds(30))
        for task in tasks { task.cancel() }
        try await until { [gated] in gated.cancelled == 1 }
        // Who comes now does not get the answer of a request that was cancelled.
        gated.open()
        #expect(try await client.reply(to: Sample.request()).text == "2")
    }

    @Test func storeThatCannotBeUsedStopsNothing() async throws {
        gated.open()
        ledger.fail()
        #expect(try await client().reply(to: Sample.request(), reading: number) == 1)
    }
}
