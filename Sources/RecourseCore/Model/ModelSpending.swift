/// What calls cost, or may cost.
public struct ModelSpending: Hashable, Sendable, Codable {
    public var calls: Int
    public var tokens: Int
    /// In millionths of the currency that the prices of the configuration are in.
    public var micros: Int

    public init(calls: Int = 0, tokens: Int = 0, micros: Int = 0) {
        self.calls = calls
        self.tokens = tokens
        self.micros = micros
    }
}

/// The most that may be spent; `nil`: no limit.
public struct ModelBudget: Hashable, Sendable, Codable {
    public struct Limits: Hashable, Sendable, Codable {
        public var calls: Int?
        public var tokens: Int?
        public var micros: Int?

        public init(calls: Int? = nil, tokens: Int? = nil, micros: Int? = nil) {
            self.calls = calls
            self.tokens = tokens
            self.micros = micros
        }
    }

    /// In one run of the program.
    public var run: Limits
    /// In 24 hours, over all processes that share the store.
    public var day: Limits

    public init(run: Limits = Limits(), day: Limits = Limits()) {
        self.run = run
        self.day = day
    }
}

/// What became of one call: one row of the statistics.
public struct ModelCallRecord: Hashable, Sendable, Codable {
    public enum Ending: String, Hashable, Sendable, Codable, CaseIterable {
        case replied, failed, cancelled
    }

    public var purpose: ModelRequest.Purpose
    /// Scheme, host and port, never a path with a key.
    public var endpoint: String
    public var model: String
    public var ending: Ending
    /// A word of `ModelError`, empty where it replied.
    public var error: String
    public var usage: ModelUsage
    public var micros: Int
    /// Requests sent, retries included.
    public var requests: Int
    public var seconds: Double
    /// Seconds since 1970-01-01 UTC when it began.
    public var at: Double

    public init(
        purpose: ModelRequest.Purpose, endpoint: String, model: String, ending: Ending,
        error: String = "", usage: ModelUsage, micros: Int, requests: Int, seconds: Double,
        at: Double
    ) {
        self.purpose = purpose
        self.endpoint = endpoint
        self.model = model
        self.ending = ending
        self.error = error
        self.usage = usage
        self.micros = micros
        self.requests = requests
        self.seconds = seconds
        self.at = at
    }
}

/// What is known of an endpoint's health, shared by all processes.
public struct CircuitState: Hashable, Sendable, Codable {
    /// Failures in a row.
    public var failures: Int
    /// No request is sent before this time (seconds since 1970-01-01 UTC); 0: closed.
    public var openUntil: Double
    /// Until when one probing request, already sent, is waited for; 0: none.
    public var probeUntil: Double

    public static let closed = CircuitState(failures: 0, openUntil: 0, probeUntil: 0)

    public init(failures: Int, openUntil: Double, probeUntil: Double) {
        self.failures = failures
        self.openUntil = openUntil
        self.probeUntil = probeUntil
    }
}
