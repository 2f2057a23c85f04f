import RecourseCore
import RecourseLearning
import Synchronization

/// A store that lasts as long as the test, and learns as the real one does.
final class MemoryKnowledge: Knowledge {
    struct Unavailable: Error {}

    private struct State {
        var failures: [FailureRecord] = []
        var attempts: [(Attempt, FailureRecordID)] = []
        var tallies: [FixReference: Tally] = [:]
        var passingRuns: [PassingRun] = []
    }

    let journal: Journal
    private let isBroken: Bool
    private let state = Mutex(State())

    init(journal: Journal = Journal(), isBroken: Bool = false) {
        self.journal = journal
        self.isBroken = isBroken
    }

    var failures: [FailureRecord] { state.withLock { $0.failures } }
    var attempts: [Attempt] { state.withLock { $0.attempts.map(\.0) } }
    var attemptedFailures: [FailureRecordID] { state.withLock { $0.attempts.map(\.1) } }

    var passingRuns: [PassingRun] { state.withLock { $0.passingRuns } }

    func record(_ run: PassingRun) async throws {
        if isBroken { throw Unavailable() }
        state.withLock { $0.passingRuns.append(run) }
    }

    func tally(of fix: FixReference) -> Tally? { state.withLock { $0.tallies[fix] } }

    func tallies(
        of fixes: [FixReference], in context: EvidenceContext
    ) async throws -> [FixReference: [Tally]] {
        if isBroken { throw Unavailable() }
        return state.withLock { state in
            var known: [FixReference: [Tally]] = [:]
            for fix in fixes { known[fix] = state.tallies[fix].map { [$0] } }
            return known
        }
    }

    func record(_ failure: FailureRecord) async throws -> FailureRecordID {
        if isBroken { throw Unavailable() }
        journal.note("durable failure \(failure.pattern?.rawValue ?? "?")")
        return state.withLock { state in
            state.failures.append(failure)
            return FailureRecordID(Int64(state.failures.count))
        }
    }

    func record(_ attempt: Attempt, of failure: FailureRecordID, in context: EvidenceContext)
        async throws
    {
        if isBroken { throw Unavailable() }
        journal.note("durable \(attempt.fix) \(attempt.outcome.rawValue)")
        state.withLock { state in
            state.attempts.append((attempt, failure))
            state.tallies[attempt.fix] = (state.tallies[attempt.fix] ?? Tally())
                .recording(attempt.outcome, seconds: attempt.seconds, at: attempt.startedAt)
        }
    }
}
