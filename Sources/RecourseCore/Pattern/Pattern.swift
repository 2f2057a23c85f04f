/// One regex, or an ordered sequence of them, with conditions, that recognises one kind of failure.
public struct Pattern: Hashable, Sendable, Codable {
    public var id: PatternID
    /// Goes up whenever a regex changes.
    public var revision: Int
    public var title: String
    public var status: PatternStatus
    public var severity: Severity
    public var category: FailureCategory
    public var scope: PatternScope
    /// 1 to 100: how much more this says than another pattern that matches the same text.
    public var specificity: Int
    /// Patterns that are the root where both match; this one is then ranked below them.
    public var yieldsTo: [PatternID]
    public var conditions: PatternConditions
    /// By group name. A group without a rule is `text`.
    public var captures: [String: CaptureRule]
    public var fixes: [Fix]
    public var examples: [PatternExample]
    public var counters: [PatternCounter]
    public var references: [String]
    /// What it was before, where it was converted from another tool's format.
    public var origin: PatternOrigin?

    public init(
        id: PatternID, revision: Int = 1, title: String, status: PatternStatus = .stable,
        severity: Severity = .error, category: FailureCategory = .unknown, scope: PatternScope,
        specificity: Int = 50, yieldsTo: [PatternID] = [],
        conditions: PatternConditions = PatternConditions(),
        captures: [String: CaptureRule] = [:], fixes: [Fix] = [],
        examples: [PatternExample] = [], counters: [PatternCounter] = [],
        references: [String] = [], origin: PatternOrigin? = nil
    ) {
        self.id = id
        self.revision = revision
        self.title = title
        self.status = status
        self.severity = severity
        self.category = category
        self.scope = scope
        self.specificity = specificity
        self.yieldsTo = yieldsTo
        self.conditions = conditions
        self.captures = captures
        self.fixes = fixes
        self.examples = examples
        self.counters = counters
        self.references = references
        self.origin = origin
    }
}

public enum PatternStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case experimental, test, stable
    /// Kept for its history; never matched.
    case deprecated
}

public enum Severity: String, Hashable, Sendable, Codable, CaseIterable {
    case fatal, error, warning, note
}

public enum FailureCategory: String, Hashable, Sendable, Codable, CaseIterable {
    case dependency, permission, syntax, environment
    case fileNotFound = "file-not-found"
    case network, timeout, resource, configuration, usage, build, test
    case versionControl = "vcs"
    case data, unknown
}

/// Where in the text the pattern is looked for.
public enum PatternScope: Hashable, Sendable, Codable {
    /// Anywhere; the regex may cross lines.
    case line(String)
    /// In the last `PatternScope.tailLines` lines.
    case tail(String)
    /// Ordered steps, each within so many lines after the one before.
    case block([PatternStep])

    public static let tailLines = 40

    /// The regexes in order.
    public var regexes: [String] {
        switch self {
        case .line(let regex), .tail(let regex): [regex]
        case .block(let steps): steps.map(\.regex)
        }
    }
}

public struct PatternStep: Hashable, Sendable, Codable {
    public var regex: String
    /// At most so many line ends between the end of the step before and the start of this one.
    public var within: Int

    public init(regex: String, within: Int = 20) {
        self.regex = regex
        self.within = within
    }
}
