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
        /// Every one of its examples is ranked below another.
        case shadowed
        /// Comes out on top for an example of another.
        case shadows
        case duplicate
        /// Two patterns are as good as each other for one text.
        case conflict
        // What patterns that ship with Recourse have besides.
        case fewExamples = "few-examples"
        case noReference = "no-reference"
        case noRisk = "no-risk"
        case noFix = "no-fix"

        /// Worth knowing, and no reason to refuse the pack.
        public var isNote: Bool { self == .noLiteral || self == .conflict }
    }

    public var pack: PackID
    public var pattern: PatternID
    public var rule: Rule
    public var message: String
}
