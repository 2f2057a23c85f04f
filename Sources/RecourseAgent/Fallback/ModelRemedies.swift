import RecourseCore
import Synchronization

/// Asks a model about failures that nothing resolves: about each kind of each command once in a
/// process, whoever asks.
final class ModelRemedies: Sendable {
    /// What came of a question.
    struct Answer: Sendable {
        var reply: RemedyReply
        /// As the server named it.
        var model: String
        /// What the reply was to.
        var excerpt: String
    }

    private struct Key: Hashable {
        var fingerprint: String
        var command: Command
    }

    private typealias Asking = Task<(answer: Result<Answer, ModelError>, calls: Int), Never>

    let client: any ModelClient
    /// One that failed stays, too.
    private let asked: Mutex<[Key: Asking]> = Mutex([:])

    init(_ client: any ModelClient) { self.client = client }

    /// Whether a question about the failure was sent before.
    func wasAsked(about fingerprint: String, command: Command) -> Bool {
        asked.withLock { $0[Key(fingerprint: fingerprint, command: command)] != nil }
    }

    /// The answer, from before where there is one.
    /// - Parameter question: built only where it is sent.
    /// - Returns: with the calls that this question cost: 0 for an answer from before, or from a
    ///   cache.
    func answer(
        about fingerprint: String, command: Command, _ question: () -> RemedyQuestion
    ) async -> (answer: Result<Answer, ModelError>, calls: Int) {
        let (asking, isOurs) = asked.withLock { asked in
            let key = Key(fingerprint: fingerprint, command: command)
            if let asking = asked[key] { return (asking, false) }
            let asking = begin(question())
            asked[key] = asking
            return (asking, true)
        }
        let result = await withTaskCancellationHandler {
            await asking.value
        } onCancel: {
            asking.cancel()
        }
        return (result.answer, isOurs ? result.calls : 0)
    }

    private func begin(_ question: RemedyQuestion) -> Asking {
        let client = client
        return Task {
            do throws(ModelError) {
                let read = try await client.readReply(to: question.request) {
                    (text) throws(ReplyProblem) in
                    do throws(RemedyReply.Flaw) {
                        return try RemedyReply(text, quoting: question.excerpt)
                    } catch {
                        throw ReplyProblem(error.text)
                    }
                }
                let answer = Answer(
                    reply: read.value, model: read.reply.model, excerpt: question.excerpt)
                return (.success(answer), read.calls)
            } catch {
                return (.failure(error), Self.calls(spentOn: error))
            }
        }
    }

    /// A call that fails was made all the same; what our own side refused cost nothing; a reply that
    /// cannot be read was asked for twice.
    private static func calls(spentOn error: ModelError) -> Int {
        if case .malformed = error { return 2 }
        return error.wasSent ? 1 : 0
    }
}
