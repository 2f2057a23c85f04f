import RecourseCore

/// A client that has so many requests under way at most; the others wait in their order.
actor RequestSlots: ModelClient {
    nonisolated let identity: String
    nonisolated let constrainsReplies: Bool
    private let client: any ModelClient
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ client: any ModelClient, count: Int) {
        self.client = client
        identity = client.identity
        constrainsReplies = client.constrainsReplies
        free = count
    }

    func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
        await take()
        defer { give() }
        guard !Task.isCancelled else { throw .cancelled }
        return try await client.reply(to: request)
    }

    private func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
