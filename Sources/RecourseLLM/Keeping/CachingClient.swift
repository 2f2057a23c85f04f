import RecourseCore

/// Answers from the store what was answered before, and joins what is asked twice at once. Keeps only
/// what its caller has read: `ModelClient.reply(to:reading:)`.
struct CachingClient: ReplyKeeping {
    let upstream: any ModelClient
    let ledger: any ModelLedger
    /// How long a kept reply is used.
    let age: Duration
    let now: @Sendable () -> Double
    private let joined = JoinedRequests()

    init(
        _ upstream: any ModelClient, ledger: any ModelLedger, age: Duration,
        now: @escaping @Sendable () -> Double
    ) {
        self.upstream = upstream
        self.ledger = ledger
        self.age = age
        self.now = now
    }

    var identity: String { upstream.identity }
    var constrainsReplies: Bool { upstream.constrainsReplies }

    func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
        try await reply(to: request, ignoringKept: false)
    }

    func reply(
        to request: ModelRequest, ignoringKept: Bool
    ) async throws(ModelError) -> ModelReply {
        let key = key(of: request)
        if !ignoringKept, let kept = await kept(key) { return kept }
        return try await joined.answer(key) { [upstream] in
            do throws(ModelError) {
                return .success(try await upstream.reply(to: request))
            } catch {
                return .failure(error)
            }
        }
    }

    func keep(_ reply: ModelReply, for request: ModelRequest) async {
        // The reply is in hand: a store that cannot keep it is no reason to fail.
        try? await ledger.keep(reply, as: key(of: request), for: request.purpose, at: now())
    }

    private func kept(_ key: String) async -> ModelReply? {
        let oldest = now() - age / .seconds(1)
        guard var reply = (try? await ledger.keptReply(key, oldest: oldest)) ?? nil else {
            return nil
        }
        reply.isCached = true
        reply.seconds = 0
        return reply
    }

    /// Whether replies are constrained is learned on the way, so it is no part of the key.
    private func key(of request: ModelRequest) -> String {
        RequestKey.of(request, identity: identity)
    }
}
