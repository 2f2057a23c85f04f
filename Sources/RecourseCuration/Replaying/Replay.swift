import RecourseCore
import RecourseMatching
import RecourseText

/// What a change of the set of patterns gains and loses over runs that are kept.
public struct Replay: Sendable {
    /// A run whose diagnosis changes.
    public struct Change: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
            /// Nothing explained it before.
            case gained
            /// Nothing explains it any more.
            case lost
            /// Another cause comes first.
            case changed
            /// It passed, and a changed pattern matches it.
            case falseAlarm = "false-alarm"
        }

        public var kind: Kind
        public var run: StoredRun
        public var before: PatternID?
        public var after: PatternID?
    }

    public let failures: Int
    public let passing: Int
    /// Losses first, then false alarms, changes and gains.
    public let changes: [Change]

    /// What a person should look at before the change is kept.
    public var harmful: Int { changes.count { $0.kind == .lost || $0.kind == .falseAlarm } }

    /// - Parameters:
    ///   - before: the patterns there are.
    ///   - after: those there would be.
    ///   - edited: patterns that differ; only they are tried on runs that passed.
    public init(
        failures: [StoredRun], passing: [StoredRun], before: PatternSet, after: PatternSet,
        edited: [Pattern]
    ) {
        self.failures = failures.count
        self.passing = passing.count
        var changes: [Change] = []
        for run in failures {
            let (old, new) = (Self.cause(of: run, before), Self.cause(of: run, after))
            guard old != new else { continue }
            let kind: Change.Kind = old == nil ? .gained : new == nil ? .lost : .changed
            changes.append(Change(kind: kind, run: run, before: old, after: new))
        }
        let alone = PatternSet(edited, pack: "edited")
        for run in passing {
            // A pattern is not looked for where the command passed: here it is, as if it had failed.
            guard let cause = alone.diagnosis(of: FailureText(run.excerpt)).matches.first else {
                continue
            }
            changes.append(
                Change(kind: .falseAlarm, run: run, before: nil, after: cause.pattern.id))
        }
        let order: [Change.Kind] = [.lost, .falseAlarm, .changed, .gained]
        self.changes = order.flatMap { kind in changes.filter { $0.kind == kind } }
    }

    private static func cause(of run: StoredRun, _ set: PatternSet) -> PatternID? {
        let command = PackLinter.command(run.command)
        return set.diagnosis(
            of: FailureText(run.excerpt),
            in: .init(
                exit: .exited(run.exitCode), programs: CommandAnatomy(command).programNames)
        ).matches.first?.pattern.id
    }
}
