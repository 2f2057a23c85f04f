import RecourseCore

/// What models were asked, and what it cost.
public struct ModelStatistics: Hashable, Sendable, Codable {
    /// Of one purpose, or of all together.
    public struct Row: Hashable, Sendable, Codable {
        /// `nil`: all together.
        public var purpose: ModelRequest.Purpose?
        /// Questions that at least one request was sent for.
        public var calls = 0
        public var replied = 0
        public var cancelled = 0
        /// By the kind of error.
        public var failures: [String: Int] = [:]
        /// Requests sent, retries included.
        public var requests = 0
        public var inputTokens = 0
        public var outputTokens = 0
        public var micros = 0
        /// Of calls that were replied to.
        public var medianSeconds = 0.0
        public var p95Seconds = 0.0
        /// Questions that a kept reply answered.
        public var cacheHits = 0
    }

    public var total = Row()
    /// Of those that were asked for, in the order of `Purpose`.
    public var purposes: [Row] = []

    /// Nothing was asked.
    public static let none = ModelStatistics()
}

/// The replies that are kept.
public struct ModelCacheSummary: Hashable, Sendable, Codable {
    public var replies: Int
    public var bytes: Int
    /// When the oldest was kept, in seconds since 1970-01-01 UTC.
    public var oldest: Double?
}
