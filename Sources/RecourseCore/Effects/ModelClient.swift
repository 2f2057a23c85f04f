/// Asks a language model. The only way to one.
public protocol ModelClient: Sendable {
    /// What tells replies of different sources apart in a cache: address and model, no key.
    var identity: String { get }
    /// Whether the server constrains replies to a schema, so that several answers fit one request.
    var constrainsReplies: Bool { get }

    /// Sends one question and waits for the whole reply.
    func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply
}
