import RecourseCore
import RecourseMatching

/// What may run by itself, what is asked about, and what is only shown.
public struct RecoveryPolicy: Sendable {
    public var mode: RecoveryMode
    /// The highest class of risk that runs by itself in `auto`.
    public var ceiling: Risk
    /// Fixes of a pack that is neither built in nor approved are shown and never run.
    public var trusts: @Sendable (PatternMatchSource) -> Bool
    /// A person's standing word on a fix.
    public var standing: @Sendable (FixReference, PatternMatchSource) -> StandingAnswer?
    /// Attempts on one command, all its failures together.
    public var maximumAttempts: Int
    /// The same failure so many times in a row ends it.
    public var maximumIdenticalFailures: Int

    public init(
        mode: RecoveryMode, ceiling: Risk = .workspace, maximumAttempts: Int = 12,
        maximumIdenticalFailures: Int = 3,
        trusts: @escaping @Sendable (PatternMatchSource) -> Bool = { $0.origin == .builtIn },
        standing: @escaping @Sendable (FixReference, PatternMatchSource) -> StandingAnswer? = {
            _, _ in nil
        }
    ) {
        self.mode = mode
        self.ceiling = ceiling
        self.maximumAttempts = maximumAttempts
        self.maximumIdenticalFailures = maximumIdenticalFailures
        self.trusts = trusts
        self.standing = standing
    }

    func verdict(on fix: ResolvedFix, from source: PatternMatchSource) -> Verdict {
        if fix.kind == .advice { return .shown(why: "only a person can follow it") }
        if standing(fix.reference, source) == .never { return .shown(why: "you said never") }
        guard source.isProposal || trusts(source) else {
            return .shown(why: "its pack `\(source.pack)` is not approved")
        }
        if let withheld = fix.withheld { return mode == .ask ? .asked : .shown(why: withheld) }
        switch mode {
        case .suggest: return .shown(why: "mode suggest")
        case .ask: return standing(fix.reference, source) == .always ? .automatic : .asked
        case .auto:
            if fix.risk <= ceiling || standing(fix.reference, source) == .always {
                return .automatic
            }
            return .shown(why: "\(fix.risk.rawValue) is above the ceiling \(ceiling.rawValue)")
        }
    }
}

/// Where a pattern came from, and exactly what it says.
public struct PatternMatchSource: Sendable {
    public var pack: PackID
    public var origin: PatternRecord.Origin
    public var pattern: Pattern
    /// It was asked for because of this failure, and no pack vouches for it: each of its fixes is
    /// judged by its own words, and nothing of it runs unseen above the ceiling.
    public var isProposal = false

    public init(_ match: PatternMatch) {
        self.init(pack: match.pack, origin: match.origin, pattern: match.pattern)
    }

    public init(pack: PackID, origin: PatternRecord.Origin, pattern: Pattern) {
        self.pack = pack
        self.origin = origin
        self.pattern = pattern
    }
}

public enum StandingAnswer: String, Sendable, Codable {
    case always, never
}

public enum Verdict: Hashable, Sendable {
    case automatic
    case asked
    case shown(why: String)
}
