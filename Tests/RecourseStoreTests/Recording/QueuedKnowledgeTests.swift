import RecourseCore
import Testing

@testable import RecourseStore

@Suite struct QueuedKnowledgeTests {
    private let fix = FixReference(pattern: "made.one", fix: "f")

    @Test func whatIsQueuedIsSeen() async throws {
        let knowledge = QueuedKnowledge(try Scratch().writer())
        for trials in 1...50 {
            let failure = try await knowledge.record(.made())
            try await knowledge.record(.made(.resolved), of: failure, in: .everywhere)
            let tally = try await knowledge.tallies(of: [fix], in: .everywhere)[fix]?.first
            #expect(tally?.trials == trials)
        }
    }

    /// The same rows as a store that writes at once.
    @Test func itLearnsTheSame() async throws {
        let (queued, direct) = (try Scratch().writer(), try Scratch().writer())
        let knowledge = QueuedKnowledge(queued)
        let outcomes: [Outcome] = [.resolved, .unchanged, .shifted, .worse, .inconclusive]
        for (index, outcome) in outcomes.enumerated() {
            let time = 100 + Double(index)
            for store in [knowledge as any Knowledge, direct] {
                let failure = try await store.record(.made(at: time))
                try await store.record(.made(outcome, at: time), of: failure, in: .everywhere)
                try await store.record(
                    PassingRun(command: "make", program: "make", excerpt: "\(index)", at: time))
            }
        }
        try await knowledge.settle()
        #expect(try queued.summary(since: nil) == direct.summary(since: nil))
        #expect(try queued.passingRuns() == direct.passingRuns())
        #expect(
            try await queued.tallies(of: [fix], in: .everywhere)
                == direct.tallies(of: [fix], in: .everywhere))
    }

    /// One that is refused by the database is told of, since nobody waits for it.
    @Test func anAttemptOfNothingIsTold() async throws {
        let store = try Scratch().writer()
        let told = Monitor<[RecordingEvent]>([])
        store.observeRecording { event in told.withLock { $0.append(event) } }
        let knowledge = QueuedKnowledge(store)
        try await knowledge.record(.made(.resolved), of: FailureRecordID(77), in: .everywhere)
        try await knowledge.settle()
        while told.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(2)) }
        guard case .lost = told.withLock({ $0.first }) else {
            Issue.record("not lost")
            return
        }
        #expect(try store.summary(since: nil).attempts == 0)
        #expect(try await knowledge.tallies(of: [fix], in: .everywhere) == [:])
    }

    @Test func idsAreInTheOrderOfTime() {
        var numbers = FailureNumbers()
        var last: Int64 = 0
        var isOrdered = true
        for step in 0..<5_000 {
            let id = numbers.next(at: 1_900_000_000 + Double(step) / 10_000)
            isOrdered = isOrdered && id > last
            last = id
        }
        #expect(isOrdered)
        #expect(numbers.next(at: 2_000_000_000) > last)
        for strange in [-1, 0, 100, 1e30, .infinity, .nan] {
            #expect(numbers.next(at: strange) > 0)
        }
    }
}
