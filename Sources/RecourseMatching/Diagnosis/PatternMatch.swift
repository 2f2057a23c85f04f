import RecourseCore

/// One pattern found in a failure.
public struct PatternMatch: Sendable {
    public struct Span: Hashable, Sendable {
        public var stream: OutputStream
        /// Bytes of the clean text.
        public var range: Range<Int>
        /// 1-based lines of the raw output.
        public var line: Int
        public var endLine: Int
        /// The first line, as far as 400 bytes.
        public var text: String
    }

    public var pattern: Pattern
    public var pack: PackID
    public var origin: PatternRecord.Origin
    /// By group name, as the failure says them: shown, and checked before they are used.
    public var captures: [String: String]
    public var spans: [Span]
    /// 0 to 1.
    public var score: Double

    public var position: Int { spans.first?.range.lowerBound ?? 0 }
}

/// Ranked matches, and what they leave unexplained.
public struct Diagnosis: Sendable {
    /// Best first.
    public var matches: [PatternMatch]
    /// Error-like lines of the raw output that no match covers.
    public var unexplained: [ClosedRange<Int>]
    /// Patterns of which nothing is known, because their search was stopped.
    public var setAside: [SetAside]
    /// How many patterns were searched for.
    public var patterns: Int
    /// How many had to be run as regexes.
    public var candidates: Int
    public var trace = Trace()

    /// What each stage let through, and what it cost in processor time.
    public struct Trace: Sendable {
        public var scan = ScanStatistics()
        public var scanning = Duration.zero
        public var confirming = Duration.zero
    }

    public struct SetAside: Hashable, Sendable {
        public var pattern: PatternID
        public var reason: String
    }

    public static let nothing = Diagnosis(
        matches: [], unexplained: [], setAside: [], patterns: 0, candidates: 0)
}
