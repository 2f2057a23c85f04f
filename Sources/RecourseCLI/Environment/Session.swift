import RecourseAgent
import RecourseCore
import RecourseExecution
import RecourseMatching
import RecourseStore
import RecourseText

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The parts of a recovery, wired: one for each process.
struct Session: Sendable {
    let runner: ProcessRunner
    private let parts: SessionParts

    init(database: String) {
        let parts = SessionParts(database: database)
        self.parts = parts
        runner = ProcessRunner(
            screen: PatternScreen { parts.values.patterns },
            backups: Paths.backups(besides: database))
        SignalRelay.shared.beforeEnding { parts.finish() }
        Self.refreshIndex(of: database)
    }

    /// A command that runs for a while leaves time to index what was imported since. Ended early, it
    /// leaves the older index, which is as good but slower.
    private static func refreshIndex(of database: String) {
        Task.detached(priority: .background) {
            try await Task.sleep(for: .seconds(1))
            guard let store = try KnowledgeStore.existing(at: database) else { return }
            try StoredIndex(store).refresh()
        }
    }

    /// Opened now where it was not before; `nil` where it cannot be used.
    var store: KnowledgeStore? { parts.values.store }
    var redactor: Redactor { parts.values.redactor }

    /// Why nothing is remembered, where that is so; once.
    func takeWarning() -> String? { parts.takeWarning() }

    /// What waits to be written is written; to be called before the process ends.
    func finish() { parts.finish() }

    /// The model that the options, the environment or the user's file name; connected to when it is
    /// first asked.
    /// - Parameters:
    ///   - run: what limits of a run are counted by.
    ///   - keepsReplies: whether kept replies are used, and new ones kept.
    /// - Returns: `nil`: none is to be asked.
    /// - Throws: `Complaint` where the settings cannot be used.
    func modelClient(
        _ options: ModelOptions, run: String, keepsReplies: Bool = true
    ) throws -> DeferredModel? {
        guard let settings = try options.settings() else { return nil }
        return DeferredModel(
            settings: settings, run: run, keepsReplies: keepsReplies,
            store: { [parts] in parts.values.store })
    }

    /// - Parameters:
    ///   - model: asked about what no pattern resolves.
    ///   - usesPatterns: false: nothing is recognised.
    ///   - writesBehind: false: each record is written before anything goes on.
    func recovery(
        _ options: RecoveryOptions, interface: RecoveryInterface,
        model: (any ModelClient)? = nil, usesPatterns: Bool = true, writesBehind: Bool = true
    ) -> Recovery {
        let approvals = CurrentApprovals()
        var policy = RecoveryPolicy(mode: options.effectiveMode, ceiling: options.ceiling)
        policy.trusts = { $0.origin == .builtIn || approvals.value.approves($0.pattern) }
        policy.standing = { approvals.value.standing($0, $1.pattern) }
        let parts = parts
        let effects = Recovery.Effects(
            runner: runner, workspace: { LocalWorkspace(root: $0) },
            knowledge: DeferredKnowledge(isQueued: writesBehind, parts: parts),
            now: Self.now, pause: { try? await Task.sleep(for: $0) }, model: model,
            teach: { await Self.learn($0, parts, approvals) },
            verified: { await Self.promote(after: $0, parts, approvals) })
        return Recovery(
            effects: effects,
            patterns: {
                if let warning = parts.takeWarning() { interface.tell(.warned(warning)) }
                return usesPatterns ? parts.values.patterns : PatternSet([PatternRecord]())
            }, policy: policy, context: Self.context, interface: interface,
            seed: options.seed ?? UInt64.random(in: .min ... .max),
            redactor: { parts.values.redactor })
    }

    private static func learn(
        _ lesson: Lesson, _ parts: SessionParts, _ approvals: CurrentApprovals
    ) async -> LessonOutcome {
        guard let store = parts.values.store else {
            return .refused(.notKept("there is no database"))
        }
        let outcome = await Teaching(store: store, approvals: approvals).learn(lesson)
        if case .learned = outcome { parts.reloadPatterns() }
        return outcome
    }

    private static func promote(
        after attempt: Attempt, _ parts: SessionParts, _ approvals: CurrentApprovals
    ) async -> LessonOutcome? {
        guard let store = parts.values.store else { return nil }
        do {
            let outcome = try await Teaching(store: store, approvals: approvals).promoted(
                after: attempt)
            // What is approved from now on is the promoted definition.
            if outcome != nil { parts.reloadPatterns() }
            return outcome
        } catch {
            return .refused(.notKept("\(error)"))
        }
    }

    /// Seconds since 1970-01-01 UTC.
    static func now() -> Double { Date().timeIntervalSince1970 }

    /// Everywhere, this system, this project.
    static var context: EvidenceContext {
        #if os(Linux)
            let system = "os:linux"
        #else
            let system = "os:macos"
        #endif
        let project = ContentHash.of(Array(Paths.projectRoot.utf8)).prefix(16)
        return EvidenceContext(levels: ["", system, "project:\(project)"])
    }
}

/// A store that is opened when it is first asked.
private struct DeferredKnowledge: Knowledge {
    let isQueued: Bool
    let parts: SessionParts

    private var knowledge: (any Knowledge)? {
        let values = parts.values
        if isQueued { return values.queued }
        return values.store
    }

    func tallies(
        of fixes: [FixReference], in context: EvidenceContext
    ) async throws -> [FixReference: [Tally]] {
        try await knowledge?.tallies(of: fixes, in: context) ?? [:]
    }

    func record(_ failure: FailureRecord) async throws -> FailureRecordID {
        try await knowledge?.record(failure) ?? FailureRecordID(0)
    }

    func record(_ run: PassingRun) async throws { try await knowledge?.record(run) }

    func record(
        _ attempt: Attempt, of failure: FailureRecordID, in context: EvidenceContext
    ) async throws {
        try await knowledge?.record(attempt, of: failure, in: context)
    }

    func settle() async throws { try await knowledge?.settle() }
}
