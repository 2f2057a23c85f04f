import RecourseCore
import RecourseMatching
import RecourseStore
import RecourseText
import Synchronization

/// What a session reads from the disk, opened when the first command failed, or when a model is to be
/// asked: a passing command must not wait for it.
final class SessionParts: Sendable {
    struct Values: Sendable {
        /// `nil` where it cannot be used.
        var store: KnowledgeStore?
        /// The store's, written behind.
        var queued: QueuedKnowledge?
        var patterns: PatternSet
        var redactor = Redactor()
        var warning: String?
    }

    private let database: String
    private let state = Mutex<Values?>(nil)

    init(database: String) { self.database = database }

    /// What was learned is looked for from now on.
    func reloadPatterns() {
        state.withLock { state in
            guard let store = state?.store,
                let patterns = try? PatternLibrary(store: store).patternSet
            else { return }
            state?.patterns = patterns
        }
    }

    var values: Values {
        state.withLock { state in
            if let state { return state }
            var values = Values(patterns: PatternSet([BuiltInPatterns.layer]))
            do {
                let store = try KnowledgeStore(path: database, access: .writing)
                store.observeRecording(Self.say)
                values.store = store
                values.queued = QueuedKnowledge(store)
                values.patterns = try PatternLibrary(store: store).patternSet
                values.redactor = try Redactor(importedRulesOf: store)
            } catch let error as StoreError {
                values.warning = "\(Complaint(error).headline); nothing will be remembered"
            } catch {
                values.warning = "\(database): \(error); nothing will be remembered"
            }
            state = values
            return values
        }
    }

    /// Why nothing is remembered, where that is so; once.
    func takeWarning() -> String? {
        _ = values
        return state.withLock { state in
            defer { state?.warning = nil }
            return state?.warning
        }
    }

    /// Writes what waits to be written, for a second at most, and takes nothing more. Opens nothing.
    func finish() {
        guard let store = state.withLock({ $0?.store }) else { return }
        let lost = store.finish(within: .seconds(1))
        guard lost > 0 else { return }
        Console.say("recourse: \(lost) record\(lost == 1 ? " was" : "s were") not kept")
    }

    /// Told once for each episode, from a thread of the store's.
    private static let say: @Sendable (RecordingEvent) -> Void = { event in
        switch event {
        case .trouble(let error):
            Console.say(
                "recourse: \(Complaint(error).headline.escapedForTerminal()); what is learned is kept in memory and tried again"
            )
        case .healed: Console.say("recourse: what waited to be kept is kept now")
        case .lost(let reason):
            Console.say("recourse: something learned is lost: \(reason.escapedForTerminal())")
        }
    }
}

extension Redactor {
    /// With the forms of secrets that were imported.
    init(importedRulesOf store: KnowledgeStore?) throws {
        let rules = try store?.redactionRules() ?? []
        self.init(rules.isEmpty ? [] : [SecretRules(rules)])
    }
}
