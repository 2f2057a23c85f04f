import RecourseCore
import RecourseLLM
import RecourseStore
import Synchronization

/// A model that is connected to, and whose store is opened, when it is first asked.
final class DeferredModel: ReplyKeeping {
    private typealias Client = Result<any ModelClient, ModelError>

    private let settings: ModelSettings
    private let run: String
    private let keepsReplies: Bool
    private let store: @Sendable () -> KnowledgeStore?
    private let made = Mutex<Client?>(nil)
    private let asked = Mutex(0)

    init(
        settings: ModelSettings, run: String, keepsReplies: Bool,
        store: @escaping @Sendable () -> KnowledgeStore?
    ) {
        self.settings = settings
        self.run = run
        self.keepsReplies = keepsReplies
        self.store = store
    }

    var identity: String {
        (try? client().identity) ?? "\(settings.endpoint.origin) \(settings.model)"
    }

    var constrainsReplies: Bool { (try? client().constrainsReplies) ?? false }

    /// Questions asked so far, kept replies not counted.
    var calls: Int { asked.withLock { $0 } }

    func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
        try await reply(to: request, ignoringKept: false)
    }

    func reply(
        to request: ModelRequest, ignoringKept: Bool
    ) async throws(ModelError) -> ModelReply {
        let client = try client()
        let reply: ModelReply
        do throws(ModelError) {
            if let keeper = client as? any ReplyKeeping {
                reply = try await keeper.reply(
                    to: request, ignoringKept: ignoringKept || !keepsReplies)
            } else {
                reply = try await client.reply(to: request)
            }
        } catch {
            if error.wasSent { asked.withLock { $0 += 1 } }
            throw error
        }
        if !reply.isCached { asked.withLock { $0 += 1 } }
        return reply
    }

    func keep(_ reply: ModelReply, for request: ModelRequest) async {
        guard keepsReplies, let keeper = (try? client()) as? any ReplyKeeping else { return }
        await keeper.keep(reply, for: request)
    }

    private func client() throws(ModelError) -> any ModelClient {
        let client = made.withLock { made in
            if let made { return made }
            let client = connected()
            made = client
            return client
        }
        return try client.get()
    }

    private func connected() -> Client {
        guard let store = store() else {
            return .failure(.unreachable("limits cannot be kept without the knowledge database"))
        }
        do throws(ModelSettingsError) {
            return .success(
                try ModelConnection.client(
                    settings: settings, ledger: store, run: run, now: Session.now,
                    environment: variable))
        } catch {
            return .failure(.unreachable(error.text))
        }
    }
}
