/// A remedy for one kind of failure, as a pack describes it.
public struct Fix: Hashable, Sendable, Codable {
    public var id: FixID
    /// What it does, in a few words.
    public var title: String?
    public var action: FixAction
    /// Values looked up in the surroundings; one that is not found makes the fix inapplicable.
    public var lookups: [String: Lookup]
    public var conditions: FixConditions
    /// What the author takes it for. We compute our own and take the higher.
    public var declaredRisk: Risk?
    /// For each of its commands.
    public var timeout: Duration
    public var prior: Prior?
    public var references: [String]

    public static let defaultTimeout = Duration.seconds(120)

    public init(
        id: FixID, title: String? = nil, action: FixAction, lookups: [String: Lookup] = [:],
        conditions: FixConditions = FixConditions(), declaredRisk: Risk? = nil,
        timeout: Duration = Fix.defaultTimeout, prior: Prior? = nil, references: [String] = []
    ) {
        self.id = id
        self.title = title
        self.action = action
        self.lookups = lookups
        self.conditions = conditions
        self.declaredRisk = declaredRisk
        self.timeout = timeout
        self.prior = prior
        self.references = references
    }
}

public enum FixAction: Hashable, Sendable, Codable {
    case remedy(Remedy)
    /// The same command again, after a pause.
    case retry(after: Duration)
    /// Only a person can follow it.
    case advice(Template)

    public var kind: FixKind {
        switch self {
        case .remedy(let remedy): remedy.rewrite == nil ? .run : .rewrite
        case .retry: .retry
        case .advice: .advice
        }
    }
}

public enum FixKind: String, Hashable, Sendable, Codable {
    case run, rewrite, retry, advice
}

/// Edits, then steps, then the failed command, rewritten or as it was.
public struct Remedy: Hashable, Sendable, Codable {
    public var edits: [Edit]
    public var steps: [[Template]]
    public var rewrite: Rewrite?

    public init(edits: [Edit] = [], steps: [[Template]] = [], rewrite: Rewrite? = nil) {
        self.edits = edits
        self.steps = steps
        self.rewrite = rewrite
    }
}

/// What an author believes of a fix; counts as at most ten trials.
public struct Prior: Hashable, Sendable, Codable {
    public var success: Double
    public var trials: Double

    public init(success: Double, trials: Double) {
        self.success = success
        self.trials = trials
    }
}
