import RecourseCore

/// Lets so many requests be under way at once; the others wait in the order they came.
actor RequestSlots {
    private var free: Int
    private var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    private var nextID = 0

    init(_ count: Int) { free = max(1, count) }

    /// Every `take` that does not throw is followed by a `leave`.
    /// - Throws: `ModelError.cancelled`.
    func take() async throws(ModelError) {
        if Task.isCancelled { throw .cancelled }
        if free > 0 {
            free -= 1
            return
        }
        nextID += 1
        let id = nextID
        let isTaken = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(returning: false)
                } else {
                    waiting.append((id, continuation))
                }
            }
        } onCancel: {
            Task { await self.forget(id) }
        }
        if !isTaken { throw .cancelled }
    }

    func leave() {
        guard !waiting.isEmpty else {
            free += 1
            return
        }
        // The slot passes on.
        waiting.removeFirst().continuation.resume(returning: true)
    }

    private func forget(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: false)
    }
}
