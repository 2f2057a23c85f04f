import RecourseCore

extension KnowledgeStore {
    /// - Throws: `StoreError.readOnly` where it was opened for reading.
    func recording() throws -> CommitQueue {
        guard let commits else { throw StoreError.readOnly(path: path) }
        return commits
    }

    /// Returns when everything queued so far is durable.
    /// - Throws: `StoreError` where it cannot be written for five seconds; it stays queued.
    public func settle() async throws { try await commits?.settle() }

    /// As `settle`, with a limit.
    /// - Throws: `StoreError` where the time is over first; what is left stays queued.
    public func drain(within limit: Duration) async throws {
        try await commits?.drain(within: limit)
    }

    /// Writes what is queued, at most for the time, and takes nothing more. Blocks the thread, one
    /// second longer than the limit at most: for the end of a process.
    /// - Returns: how many records are lost.
    @discardableResult
    public func finish(within limit: Duration) -> Int { commits?.close(within: limit) ?? 0 }

    /// How many records wait to be written.
    public var queuedRecords: Int { commits?.count ?? 0 }

    /// Says, on a thread of the store's, when records cannot be written, and when they are again.
    /// One observer; it must not wait for the store.
    public func observeRecording(_ tell: @escaping @Sendable (RecordingEvent) -> Void) {
        commits?.observe(tell)
    }
}
