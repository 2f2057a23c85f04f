import RecourseCore

extension ModelClient {
    /// Asks, and where the reply cannot be read, once more with what was wrong with it.
    /// - Returns: `.failure` where the second reply cannot be read either.
    func askedTwice<Value: Sendable>(
        to request: ModelRequest,
        reading read: @Sendable (String) throws(PlanReplyProblem) -> Value
    ) async throws(ModelError) -> Result<Value, PlanReplyProblem> {
        let first = try await reply(to: request)
        do {
            return .success(try read(first.text))
        } catch {
            let again = PlanPrompt.repeated(request, after: first.text, error)
            let second = try await reply(to: again)
            return Result { () throws(PlanReplyProblem) in try read(second.text) }
        }
    }
}
