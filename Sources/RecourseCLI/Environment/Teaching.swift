import RecourseCore
import RecourseCuration
import RecourseMatching
import RecourseStore

/// Turns lessons into patterns of this machine's own pack: checked, kept, queued for review, and
/// approved as they are, since their fix was just seen to work.
struct Teaching: Sendable {
    let store: KnowledgeStore
    var approvals = CurrentApprovals()
    var now: @Sendable () -> Double = Session.now

    /// Failures and passing runs that a draft is held against, the newest.
    private static let failuresTried = 500
    /// So often a pattern that was learned must have helped before it counts as any other.
    static let successesWanted = 3
    static let family = "model"

    func learn(_ lesson: Lesson) async -> LessonOutcome {
        do {
            let draft = try await draft(lesson)
            guard try !isRejected(draft.candidate) else { return .refused(.rejectedBefore) }
            let pattern = draft.pattern
            try store.save(
                pattern, in: OwnPack.manifest(for: [pattern], in: store),
                origin: "taught by \(lesson.teacher)", at: now())
            _ = try store.propose([draft.candidate])
            try approvals.change { try $0.verify(pattern) }
            return .learned(pattern.id)
        } catch let refusal as LessonRefusal {
            return .refused(refusal)
        } catch {
            return .refused(.notKept("\(error)"))
        }
    }

    private func draft(_ lesson: Lesson) async throws -> LessonDraft {
        let store = store
        let surroundings = LessonDraft.Surroundings(
            known: try PatternLibrary(store: store).patternSet,
            failures: try store.failedRuns(limit: Self.failuresTried),
            passing: try store.passingRuns(),
            manifest: try OwnPack.manifest(for: [], in: store),
            // What cannot be looked up may be taken.
            isTaken: { id in
                if PatternLibrary.builtIn.contains(where: { $0.id == id }) { return true }
                do { return try store.patternRecord(id) != nil } catch { return true }
            })
        return try await LessonDraft(
            of: lesson, among: surroundings, checkedBy: .standard)
    }

    private func isRejected(_ candidate: PatternCandidate) throws -> Bool {
        try store.candidates(.rejected).contains { $0.template == candidate.template }
    }

    /// Promotes a pattern that was learned once its fixes have helped often enough.
    /// - Parameter attempt: one that resolved a failure, already durable.
    /// - Returns: `nil` where nothing changes.
    func promoted(after attempt: Attempt) async throws -> LessonOutcome? {
        guard attempt.outcome == .resolved, attempt.fix.pattern.family == Self.family,
            let record = try store.patternRecord(attempt.fix.pattern), record.pack == OwnPack.id
        else { return nil }
        let pattern = try record.pattern()
        guard pattern.status == .test else { return nil }
        let fixes = pattern.fixes.map { FixReference(pattern: pattern.id, fix: $0.id) }
        let tallies = try await store.tallies(of: fixes, in: .everywhere)
        let successes = tallies.values.reduce(0) { $0 + ($1.first?.successes ?? 0) }
        guard successes >= Self.successesWanted else { return nil }
        var promoted = pattern
        promoted.status = .stable
        try store.save(
            promoted, in: OwnPack.manifest(for: [promoted], in: store),
            origin: "promoted to stable after \(successes) verified successes", at: now())
        try approvals.change { try $0.carryOver(from: pattern, to: promoted) }
        return .promoted(promoted.id)
    }
}
