/// Why there is no reply. Whatever needed one goes on without it.
public enum ModelError: Error, Hashable, Sendable {
    /// No model is configured.
    case notConfigured
    /// The server could not be reached: a name, a connection, TLS.
    case unreachable(String)
    /// A time limit was over: `connect`, `first byte`, `idle` or `whole`.
    case timeout(stage: String)
    /// The server answered with a status that is no success; the text is its own, escaped and cut.
    case status(Int, text: String)
    /// What came is no reply in the wire format: cut off, not JSON, too large.
    case malformed(String)
    /// The reply was cut at the most tokens that it may have.
    case cutOff
    /// Other requests failed just now: none is sent until the time (seconds since 1970).
    case circuitOpen(until: Double)
    /// It would exceed a limit, named as in the configuration: `max-calls`, `max-cost`, ….
    case overBudget(limit: String)
    case cancelled

    /// Whether anything may have reached a server: what our own side refused cost nothing.
    public var wasSent: Bool {
        switch self {
        case .notConfigured, .circuitOpen, .overBudget: false
        default: true
        }
    }
}
