import RecourseCore

/// One thing that is wrong with a pattern.
public struct LintFinding: Hashable, Sendable, Codable {
    public enum Rule: String, Hashable, Sendable, Codable {
        case noExample = "no-example"
        case noCounter = "no-counter"
        case exampleDoesNotMatch = "example-does-not-match"
        case captureDiffers = "capture-differs"
        case counterMatches = "counter-matches"
        case fixResolvesDifferently = "fix-resolves-differently"
        case badRegex = "bad-regex"
        case matchesEmptyText = "matches-empty-text"
        case catastrophic
        case noLiteral = "no-literal"
        case unknownPlaceholder = "unknown-placeholder"
        case untypedCapture = "untyped-capture"
        case aboveMaximumRisk = "above-max-risk"
        case programNotListed = "program-not-listed"
        case forbidden
        case unknownCapture = "unknown-capture"
        case rankedBelow = "ranked-below"

        /// Worth knowing, and no reason to refuse the pack.
        public var isNote: Bool { self == .noLiteral }
    }

    public var pack: PackID
    public var pattern: PatternID
    public var rule: Rule
    public var message: String
}
