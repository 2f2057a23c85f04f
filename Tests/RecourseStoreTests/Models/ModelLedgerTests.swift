import GRDB
import RecourseCore
import Testing

@testable import RecourseStore

@Suite struct ModelLedgerTests {
    private func record(
        _ ending: ModelCallRecord.Ending = .replied, _ purpose: ModelRequest.Purpose = .plan,
        error: String = "", input: Int = 100, output: Int = 10, micros: Int = 5, requests: Int = 1,
        seconds: Double = 1, at time: Double = 1_000
    ) -> ModelCallRecord {
        ModelCallRecord(
            purpose: purpose, endpoint: "https://h:1", model: "m", ending: ending, error: error,
            usage: ModelUsage(input: input, output: output), micros: micros, requests: requests,
            seconds: seconds, at: time)
    }

    private func reply(_ text: String) -> ModelReply {
        ModelReply(text: text, usage: ModelUsage(input: 7, output: 3), model: "m", seconds: 2)
    }

    private let one = ModelSpending(calls: 1, tokens: 100, micros: 10)

    // MARK: Budgets

    @Test func whatIsSetAsideCounts() async throws {
        let store = try Scratch().writer()
        let budget = ModelBudget(run: .init(calls: 2))
        let first = try await store.reserve(one, of: "r", within: budget, at: 1_000)
        _ = try await store.reserve(one, of: "r", within: budget, at: 1_000)
        await #expect(throws: ModelError.overBudget(limit: "max-calls")) {
            try await store.reserve(one, of: "r", within: budget, at: 1_000)
        }
        _ = try await store.reserve(one, of: "another", within: budget, at: 1_000)
        // A call for which nothing was sent gives its place back.
        try await store.settle(first, as: record(.cancelled, input: 0, output: 0, requests: 0))
        _ = try await store.reserve(one, of: "r", within: budget, at: 1_000)
    }

    @Test func whatWasSpentReplacesWhatWasSetAside() async throws {
        let store = try Scratch().writer()
        let budget = ModelBudget(run: .init(tokens: 250))
        let first = try await store.reserve(
            ModelSpending(calls: 1, tokens: 250), of: "r", within: budget, at: 1_000)
        try await store.settle(first, as: record(input: 100, output: 20))
        try await store.settle(first, as: record(input: 100, output: 20))
        _ = try await store.reserve(
            ModelSpending(calls: 1, tokens: 130), of: "r", within: budget, at: 1_000)
        await #expect(throws: ModelError.overBudget(limit: "max-tokens")) {
            try await store.reserve(
                ModelSpending(calls: 1, tokens: 1), of: "r", within: budget, at: 1_000)
        }
    }

    @Test func aDayIsOfAllProcessesAndTwentyFourHoursLong() async throws {
        let scratch = try Scratch()
        let (store, other) = (try scratch.writer(), try scratch.writer())
        let budget = ModelBudget(day: .init(micros: 10))
        let first = try await store.reserve(one, of: "a", within: budget, at: 1_000)
        try await store.settle(first, as: record(micros: 10))
        await #expect(throws: ModelError.overBudget(limit: "max-cost-per-day")) {
            try await other.reserve(one, of: "b", within: budget, at: 2_000)
        }
        _ = try await other.reserve(one, of: "b", within: budget, at: 1_000 + 86_401)
    }

    @Test func whatADeadProcessSetAsideIsFreeAfterTenMinutes() async throws {
        let store = try Scratch().writer()
        let budget = ModelBudget(run: .init(calls: 1), day: .init(calls: 1))
        _ = try await store.reserve(one, of: "r", within: budget, at: 1_000)
        await #expect(throws: ModelError.self) {
            try await store.reserve(one, of: "r", within: budget, at: 1_599)
        }
        _ = try await store.reserve(one, of: "r", within: budget, at: 1_601)
    }

    /// However many ask at once, over two connections: never more than the limit.
    @Test func aLimitHoldsForAllAtOnce() async throws {
        let scratch = try Scratch()
        let stores = [try scratch.writer(), try scratch.writer()]
        let budget = ModelBudget(day: .init(calls: 17))
        let granted = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<60 {
                group.addTask {
                    (try? await stores[number % 2].reserve(
                        one, of: "\(number)", within: budget, at: 1))
                        != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(granted == 17)
    }

    // MARK: Replies

    @Test func repliesAreKeptAndAge() async throws {
        let store = try Scratch().writer()
        try await store.keep(reply("hello"), as: "k", for: .plan, at: 100)
        let kept = try #require(try await store.keptReply("k", oldest: 100))
        #expect(kept.text == "hello" && kept.isCached && kept.seconds == 0)
        #expect(kept.usage == ModelUsage(input: 7, output: 3))
        #expect(try await store.keptReply("k", oldest: 101) == nil)
        #expect(try await store.keptReply("other", oldest: 0) == nil)
        #expect(try store.modelCache() == ModelCacheSummary(replies: 1, bytes: 6, oldest: 100))
        #expect(try store.clearModelCache(olderThan: 100) == 0)
        #expect(try store.clearModelCache() == 1)
    }

    @Test func thoseUsedLongestAgoGoFirst() async throws {
        let store = try Scratch().writer()
        for number in 0..<10 {
            try await store.keep(
                reply(String(repeating: "x", count: 99)), as: "\(number)", for: .plan,
                at: Double(number))
        }
        _ = try await store.keptReply("0", oldest: 0)
        try await store.settle()
        try store.write { try KnowledgeStore.trimReplies(to: 350, $0) }
        let left = try store.read {
            try String.fetchAll($0, sql: "SELECT key FROM model_reply ORDER BY key")
        }
        #expect(left == ["0", "8", "9"])
    }

    // MARK: Circuits

    @Test func circuitsAreSharedAndChangesAreNotLost() async throws {
        let scratch = try Scratch()
        let stores = [try scratch.writer(), try scratch.writer()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    try await stores[number % 2].updateCircuit(of: "e") { $0.failures += 1 }
                }
            }
            try await group.waitForAll()
        }
        let seen = try await stores[0].updateCircuit(of: "e") { $0 }
        #expect(seen == CircuitState(failures: 60, openUntil: 0, probeUntil: 0))
        #expect(try await stores[1].updateCircuit(of: "other") { $0 } == .closed)
        // Of many that would probe, one does.
        try await stores[0].updateCircuit(of: "e") { $0.openUntil = 10 }
        let probes = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                group.addTask {
                    try await stores[number % 2].updateCircuit(of: "e") { state in
                        guard state.probeUntil < 20 else { return false }
                        state.probeUntil = 50
                        return true
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(probes == 1)
    }

    // MARK: Statistics

    @Test func statisticsByPurpose() async throws {
        let store = try Scratch().writer()
        let records: [ModelCallRecord] =
            (1...20).map { record(requests: $0 == 1 ? 3 : 1, seconds: Double($0)) } + [
                record(.failed, .remedy, error: "timeout", output: 0, seconds: 99),
                record(.failed, .remedy, error: "timeout", output: 0, seconds: 99),
                record(.cancelled, .remedy, input: 0, output: 0, micros: 0, requests: 0),
                record(.replied, .remedy, at: 10),
            ]
        for record in records {
            let number = try await store.reserve(one, of: "r", within: ModelBudget(), at: record.at)
            try await store.settle(number, as: record)
        }
        try await store.keep(reply("hello"), as: "k", for: .plan, at: 100)
        _ = try await store.keptReply("k", oldest: 0)
        try await store.settle()
        let statistics = try store.modelStatistics(since: 1_000)
        #expect(statistics.purposes.map(\.purpose) == [.plan, .remedy])
        let (plan, remedy) = (statistics.purposes[0], statistics.purposes[1])
        #expect(plan.calls == 20 && plan.replied == 20 && plan.requests == 22)
        #expect(plan.inputTokens == 2_000 && plan.outputTokens == 200 && plan.micros == 100)
        #expect(plan.medianSeconds == 10.5 && plan.p95Seconds == 19 && plan.cacheHits == 1)
        #expect(remedy.calls == 2 && remedy.failures == ["timeout": 2] && remedy.cancelled == 1)
        #expect(statistics.total.calls == 22 && statistics.total.cacheHits == 1)
        #expect(try store.modelStatistics(since: nil).total.calls == 23)
        #expect(try Scratch().writer().modelStatistics(since: nil) == ModelStatistics())
    }

    // MARK: Plans and contexts

    @Test func plansAreKeptByKeyAndProject() async throws {
        let store = try Scratch().writer()
        let plans = (0..<3).map {
            StoredPlan(key: "k\($0)", project: "p", task: "t", plan: "{}", at: Double($0))
        }
        for plan in plans { try await store.keep(plan) }
        #expect(try await store.plan(for: "k1") == plans[1])
        #expect(try await store.plan(for: "none") == nil)
        #expect(try await store.plans(in: "p", limit: 2) == [plans[2], plans[1]])
        #expect(try await store.plans(in: "q", limit: 2) == [])
        var newer = plans[0]
        newer.plan = "[]"
        try await store.keep(newer)
        #expect(try await store.plan(for: "k0") == newer)
    }

    @Test func contextsAreKeptByProject() async throws {
        let store = try Scratch().writer()
        #expect(try store.contextState(of: "p") == nil)
        try store.keepContextState([0, 255, 7], of: "p", at: 1)
        try store.keepContextState([], of: "q", at: 1)
        try await store.settle()
        #expect(try store.contextState(of: "p") == [0, 255, 7])
        #expect(try store.contextState(of: "q") == [])
        try store.keepContextState([1], of: "p", at: 2)
        try await store.settle()
        #expect(try store.contextState(of: "p") == [1])
    }
}
