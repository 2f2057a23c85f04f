import RecourseCore
import Synchronization

/// Knowledge whose records are queued: recording takes microseconds, whatever the disk does. What
/// cannot be written is told to the store's observer, not to whoever recorded it.
public final class QueuedKnowledge: Knowledge {
    private let store: KnowledgeStore
    /// The last attempt of each fix that may still be queued.
    private let attempts = Mutex<[FixReference: CommitQueue.Submission]>([:])

    private static let attemptsLookedThrough = 256

    /// - Parameter store: opened for writing.
    public init(_ store: KnowledgeStore) { self.store = store }

    /// Waits for what is queued of these fixes.
    public func tallies(
        of fixes: [FixReference], in context: EvidenceContext
    ) async throws -> [FixReference: [Tally]] {
        let queued = attempts.withLock { attempts in fixes.compactMap { attempts[$0] } }
        if queued.contains(where: { !$0.hasEnded }) { await store.commits?.settleIfWell() }
        return try await store.tallies(of: fixes, in: context)
    }

    public func record(_ failure: FailureRecord) async throws -> FailureRecordID {
        let id = FailureRecordID.next(at: failure.at)
        _ = try store.recording().submit { try KnowledgeStore.insert(failure, id, $0) }
        return id
    }

    public func record(_ run: PassingRun) async throws {
        _ = try store.recording().submit(.expendable) { try KnowledgeStore.insert(run, $0) }
    }

    public func record(
        _ attempt: Attempt, of failure: FailureRecordID, in context: EvidenceContext
    ) async throws {
        // One lock for both, so that the one that is kept is the later one.
        try attempts.withLock { attempts in
            if attempts.count >= Self.attemptsLookedThrough {
                attempts = attempts.filter { !$0.value.hasEnded }
            }
            attempts[attempt.fix] = try store.recording().submit {
                try KnowledgeStore.insert(attempt, failure, context, $0)
            }
        }
    }

    public func settle() async throws { try await store.settle() }
}
