/// A pattern that nobody has decided on, with what speaks for it.
public struct PatternCandidate: Hashable, Sendable, Codable {
    public enum Source: String, Hashable, Sendable, Codable, CaseIterable {
        /// Drafted from one failure.
        case failure
        /// Mined from several.
        case mining
        case model
    }

    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case open, accepted, rejected, merged
    }

    /// What speaks for a candidate.
    public struct Evidence: Hashable, Sendable, Codable {
        /// How many failures it would have explained.
        public var failures: Int
        /// Of how many kinds they are, told apart by their fingerprints.
        public var kinds: Int
        public var programs: [String]
        /// Seconds since 1970-01-01 UTC.
        public var lastSeen: Double
        /// Redacted lines that it was made from, each of another wording.
        public var lines: [String]

        public init(
            failures: Int, kinds: Int, programs: [String], lastSeen: Double, lines: [String]
        ) {
            self.failures = failures
            self.kinds = kinds
            self.programs = programs
            self.lastSeen = lastSeen
            self.lines = lines
        }
    }

    /// 0 until it is stored.
    public var number: Int64
    /// Seconds since 1970-01-01 UTC.
    public var at: Double
    public var source: Source
    /// The constant text that it was made from; two candidates do not share one.
    public var template: String
    public var pattern: Pattern
    public var evidence: Evidence
    public var state: State
    /// What it became, or was merged into.
    public var became: PatternID?
    public var reason: String

    public init(
        number: Int64 = 0, at: Double, source: Source, template: String, pattern: Pattern,
        evidence: Evidence, state: State = .open, became: PatternID? = nil, reason: String = ""
    ) {
        self.number = number
        self.at = at
        self.source = source
        self.template = template
        self.pattern = pattern
        self.evidence = evidence
        self.state = state
        self.became = became
        self.reason = reason
    }
}
