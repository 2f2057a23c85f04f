import RecourseCore

/// Identical questions that are under way at the same time are asked once.
actor JoinedRequests {
    typealias Answer = Result<ModelReply, ModelError>

    private struct Entry {
        /// Tells it from an earlier one with the same key.
        var number: Int
        var task: Task<Void, Never>
        var waiting: [Int: CheckedContinuation<Answer, Never>] = [:]
    }

    private var entries: [String: Entry] = [:]
    private var next = 0

    /// Waits for the question under way with this key, or asks. Who is cancelled leaves; the request
    /// is cancelled with the last.
    func answer(
        _ key: String, _ ask: @escaping @Sendable () async -> Answer
    ) async throws(ModelError) -> ModelReply {
        next += 1
        let id = next
        let answer: Answer = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Answer, Never>) in
                if Task.isCancelled {
                    continuation.resume(returning: .failure(.cancelled))
                } else {
                    wait(continuation, id: id, for: key, ask)
                }
            }
        } onCancel: {
            Task { await self.leave(id, key) }
        }
        return try answer.get()
    }

    private func wait(
        _ continuation: CheckedContinuation<Answer, Never>, id: Int, for key: String,
        _ ask: @escaping @Sendable () async -> Answer
    ) {
        if entries[key] == nil {
            // The waiter's own number is as good as any.
            let task = Task { self.finish(key, id, await ask()) }
            entries[key] = Entry(number: id, task: task)
        }
        entries[key]?.waiting[id] = continuation
    }

    private func finish(_ key: String, _ number: Int, _ answer: Answer) {
        guard let entry = entries[key], entry.number == number else { return }
        entries[key] = nil
        for continuation in entry.waiting.values { continuation.resume(returning: answer) }
    }

    private func leave(_ id: Int, _ key: String) {
        guard let continuation = entries[key]?.waiting.removeValue(forKey: id) else { return }
        continuation.resume(returning: .failure(.cancelled))
        if entries[key]?.waiting.isEmpty == true {
            entries.removeValue(forKey: key)?.task.cancel()
        }
    }
}
