/// A model client that keeps replies which were of use.
public protocol ReplyKeeping: ModelClient {
    /// - Parameter ignoringKept: asks even where a reply is kept, because that could not be read.
    func reply(
        to request: ModelRequest, ignoringKept: Bool
    ) async throws(ModelError) -> ModelReply
    /// Keeps the reply as the answer to the request, after it was read.
    func keep(_ reply: ModelReply, for request: ModelRequest) async
}
