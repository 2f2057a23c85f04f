import RecourseCore

/// Decides whether a request that failed is sent again, and when.
struct RetryPolicy: Hashable, Sendable {
    enum Failure: Hashable, Sendable {
        /// An answer that is no success, with what its `Retry-After` asks for.
        case status(Int, retryAfter: Duration?)
        /// No connection, or one that broke before a byte of an answer came.
        case connection
        /// Whatever would fail again, or was paid for already.
        case other
    }

    enum Decision: Hashable, Sendable {
        case wait(Duration)
        case giveUp
    }

    var retries = 2
    var base = Duration.milliseconds(500)
    var longest = Duration.seconds(8)
    /// A server that asks for more is not waited for.
    var longestAsked = Duration.seconds(60)

    /// Full jitter (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015): a
    /// uniform part of a limit that doubles, on top of what the server asks for.
    /// - Parameters:
    ///   - failures: how many there were, this one included.
    ///   - random: uniform in 0..<1.
    ///   - left: what is left of the time for the whole call.
    func decision(
        after failures: Int, _ failure: Failure, random: Double, left: Duration
    ) -> Decision {
        guard failures <= retries else { return .giveUp }
        var asked = Duration.zero
        switch failure {
        case .connection: break
        case .status(let status, let retryAfter):
            guard [408, 409, 429].contains(status) || 500...599 ~= status, status != 501 else {
                return .giveUp
            }
            asked = retryAfter ?? .zero
        case .other: return .giveUp
        }
        guard asked <= longestAsked else { return .giveUp }
        let limit = min(longest, base * (1 << min(failures - 1, 20)))
        let wait = asked + limit * random
        return wait < left ? .wait(wait) : .giveUp
    }
}
