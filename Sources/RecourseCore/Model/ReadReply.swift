/// What is wrong with a reply, in words that the model is told.
public struct ReplyProblem: Error, Hashable, Sendable {
    public var reason: String

    public init(_ reason: String) { self.reason = reason }
}

/// A reply that could be read, and what was read.
public struct ReadReply<Value: Sendable>: Sendable {
    public var value: Value
    public var reply: ModelReply
    /// What was wrong with the first reply, where it was asked again.
    public var repaired: ReplyProblem?

    /// What it cost: none for a kept reply.
    public var calls: Int { (reply.isCached ? 0 : 1) + (repaired == nil ? 0 : 1) }
}

extension ModelClient {
    /// Asks, and reads the reply. Where it cannot be read the model is asked once more, with what
    /// is wrong as a further turn. Only what was read is kept, as the answer to the request.
    /// - Parameter reading: strict; it may be called more than once.
    /// - Throws: `ModelError.malformed` where the second reply cannot be read either.
    public func reply<Value: Sendable>(
        to request: ModelRequest, reading: (String) throws(ReplyProblem) -> Value
    ) async throws(ModelError) -> Value {
        try await readReply(to: request, reading: reading).value
    }

    /// As `reply(to:reading:)`, with the reply itself.
    public func readReply<Value: Sendable>(
        to request: ModelRequest, reading: (String) throws(ReplyProblem) -> Value
    ) async throws(ModelError) -> ReadReply<Value> {
        let keeper = self as? any ReplyKeeping
        var reply = try await reply(to: request)
        var read = attempted(reply, reading)
        if case .failure = read, reply.isCached, let keeper {
            // It was kept by a version that read it differently.
            reply = try await keeper.reply(to: request, ignoringKept: true)
            read = attempted(reply, reading)
        }
        guard case .failure(let problem) = read else {
            return try await kept(read, reply, for: request, by: keeper, repaired: nil)
        }
        reply = try await self.reply(to: request.asked(again: reply.text, problem))
        return try await kept(
            attempted(reply, reading), reply, for: request, by: keeper, repaired: problem)
    }

    private func attempted<Value>(
        _ reply: ModelReply, _ reading: (String) throws(ReplyProblem) -> Value
    ) -> Result<Value, ReplyProblem> {
        do throws(ReplyProblem) {
            return .success(try reading(reply.text))
        } catch {
            return .failure(error)
        }
    }

    private func kept<Value: Sendable>(
        _ read: Result<Value, ReplyProblem>, _ reply: ModelReply, for request: ModelRequest,
        by keeper: (any ReplyKeeping)?, repaired: ReplyProblem?
    ) async throws(ModelError) -> ReadReply<Value> {
        switch read {
        case .success(let value):
            if !reply.isCached || repaired != nil { await keeper?.keep(reply, for: request) }
            return ReadReply(value: value, reply: reply, repaired: repaired)
        case .failure(let problem): throw .malformed(problem.reason)
        }
    }
}

extension ModelRequest {
    /// The request with a reply that could not be read, and why. A long reply is cut: it is there to
    /// be recognised.
    func asked(again reply: String, _ problem: ReplyProblem) -> ModelRequest {
        let most = 4_000
        var request = self
        let shown = reply.count > most ? String(reply.prefix(most)) + " …" : reply
        request.turns.append(Turn(.assistant, shown.isEmpty ? "(nothing)" : shown))
        let form =
            schema == nil
            ? "Answer again, and keep to what was asked."
            : "Answer again with one JSON value that follows the schema, and with nothing else."
        request.turns.append(
            Turn(.user, "That reply cannot be used: \(problem.reason). \(form)"))
        return request
    }
}
