import ArgumentParser
import RecourseAgent
import RecourseCore
import RecourseExecution
import RecourseMatching
import RecourseStore
import RecourseText
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Options that every command that knows the store takes.
struct StoreOptions: ParsableArguments {
    @Option(
        name: .customLong("db"), help: ArgumentHelp("The knowledge database.", valueName: "file"))
    var database: String?

    var path: String { Paths.database(option: database) }

    /// For look-ups. A store that cannot be read is a complaint; one that is not there yet is
    /// empty.
    func existingStore() throws -> KnowledgeStore? {
        do {
            return try KnowledgeStore.existing(at: path)
        } catch let error as StoreError {
            throw Complaint(error)
        }
    }

    func writableStore() throws -> KnowledgeStore {
        do {
            return try KnowledgeStore(path: path, access: .writing)
        } catch let error as StoreError {
            throw Complaint(error)
        }
    }
}

/// Options on what may be done about failures.
struct RecoveryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What to do about a failure: suggest, ask or auto. Default: ask on a terminal, else suggest.",
            valueName: "mode"))
    var mode: RecoveryMode?

    @Option(
        help: ArgumentHelp(
            "The highest class of risk that runs by itself with --mode auto: inspect, retry, workspace, overwrite, environment or system.",
            valueName: "risk"))
    var ceiling: Risk = .workspace

    @Option(
        help: ArgumentHelp(
            "A limit for each run of the command, such as 90s or 5m.", valueName: "time"))
    var timeout: TimeLimit?

    @Option(help: ArgumentHelp("Makes the choice among fixes repeatable.", valueName: "number"))
    var seed: UInt64?

    var effectiveMode: RecoveryMode {
        mode
            ?? (Console.inputIsTerminal && Console.wordsAreOnTerminal && variable("CI") == nil
                ? .ask : .suggest)
    }
}

extension RecoveryMode: ExpressibleByArgument {}
extension Risk: ExpressibleByArgument {}

struct TimeLimit: ExpressibleByArgument {
    var duration: Duration

    init?(argument: String) {
        guard let duration = Duration(parsing: argument), duration > .zero else { return nil }
        self.duration = duration
    }
}

/// The parts of a recovery, wired: one for each process.
struct Session: Sendable {
    let runner: ProcessRunner
    private let database: String
    private let loaded: Loaded

    /// Opened when the first command failed: a passing one must not wait for it.
    private final class Loaded: Sendable {
        struct Parts: Sendable {
            var store: KnowledgeStore?
            var patterns: PatternSet
            var redactor = Redactor()
            var warning: String?
        }

        private let database: String
        private let state = Mutex<Parts?>(nil)

        init(database: String) { self.database = database }

        var parts: Parts {
            state.withLock { state in
                if let state { return state }
                var parts = Parts(
                    store: nil, patterns: PatternSet([BuiltInPatterns.layer]), warning: nil)
                do {
                    let store = try KnowledgeStore(path: database, access: .writing)
                    parts.store = store
                    parts.patterns = try PatternLibrary(store: store).patternSet
                    parts.redactor = try Redactor(importedRulesOf: store)
                } catch let error as StoreError {
                    parts.warning = "\(Complaint(error).headline); nothing will be remembered"
                } catch {
                    parts.warning = "\(database): \(error); nothing will be remembered"
                }
                state = parts
                return parts
            }
        }
    }

    init(database: String) {
        self.database = database
        let loaded = Loaded(database: database)
        self.loaded = loaded
        runner = ProcessRunner(
            screen: PatternScreen { loaded.parts.patterns },
            backups: Paths.backups(besides: database))
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

    func recovery(
        _ options: RecoveryOptions, interface: RecoveryInterface, terminal: TerminalPerson? = nil
    ) -> Recovery {
        let approvals = Approvals()
        var policy = RecoveryPolicy(mode: options.effectiveMode, ceiling: options.ceiling)
        policy.trusts = { $0.origin == .builtIn || approvals.approves($0.pattern) }
        policy.standing = { approvals.standing($0, $1.pattern) }
        let loaded = loaded
        let effects = Recovery.Effects(
            runner: runner, workspace: { LocalWorkspace(root: $0) },
            knowledge: DeferredKnowledge { loaded.parts.store }, now: Self.now,
            pause: { try? await Task.sleep(for: $0) })
        return Recovery(
            effects: effects,
            patterns: {
                let parts = loaded.parts
                if let warning = parts.warning { interface.tell(.warned(warning)) }
                return parts.patterns
            }, policy: policy, context: Self.context, interface: interface,
            seed: options.seed ?? UInt64.random(in: .min ... .max),
            redactor: { loaded.parts.redactor })
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

extension Redactor {
    /// With the forms of secrets that were imported.
    init(importedRulesOf store: KnowledgeStore?) throws {
        let rules = try store?.redactionRules() ?? []
        self.init(rules.isEmpty ? [] : [SecretRules(rules)])
    }
}

/// A store that is opened when it is first asked.
private struct DeferredKnowledge: Knowledge {
    let store: @Sendable () -> KnowledgeStore?

    func tallies(
        of fixes: [FixReference], in context: EvidenceContext
    ) async throws -> [FixReference: [Tally]] {
        try await store()?.tallies(of: fixes, in: context) ?? [:]
    }

    func record(_ failure: FailureRecord) async throws -> FailureRecordID {
        try await store()?.record(failure) ?? FailureRecordID(0)
    }

    func record(_ run: PassingRun) async throws { try await store()?.record(run) }

    func record(
        _ attempt: Attempt, of failure: FailureRecordID, in context: EvidenceContext
    ) async throws {
        try await store()?.record(attempt, of: failure, in: context)
    }
}
