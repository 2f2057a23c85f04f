import RecourseCore
import Synchronization

/// All of it happens on a thread of its own, as it waits for the disk.
extension ProcessRunner {
    /// - Throws: `EditError`.
    public func apply(_ edit: FileEdit, in directory: String) async throws -> EditReceipt {
        try await apply(.edit(edit), in: directory, as: ChangeOrigin())
    }

    /// - Throws: `EditError`.
    public func apply(
        _ changes: [FileChange], in directory: String, as origin: ChangeOrigin
    ) async throws -> [EditReceipt] {
        let folder = UndoFolder(path: backups)
        let outcome = await DedicatedThread.run {
            Result { () throws(EditError) in
                try ChangeSet(folder: folder).apply(changes, in: directory, as: origin)
            }
        }
        await prune(sparing: origin.run)
        return try outcome.get()
    }

    /// - Throws: `EditError`.
    public func preview(
        _ changes: [FileChange], in directory: String
    ) async throws -> [ChangePreview] {
        try await DedicatedThread.run {
            Result { () throws(EditError) in
                try ChangeDraft.drafts(of: changes, in: directory).map(\.preview)
            }
        }.get()
    }

    public func restore(
        _ receipts: [EditReceipt], force: Bool
    ) async throws -> [RestoreOutcome] {
        let journal = undoJournal
        let ids = receipts.compactMap(\.change)
        return await DedicatedThread.run { journal.restore(ids, within: nil, force: force) }
    }

    /// Once for each folder and process.
    private func prune(sparing run: RunID?) async {
        let isFirst = Self.pruned.withLock { $0.insert(backups).inserted }
        guard isFirst else { return }
        let journal = undoJournal
        await DedicatedThread.run { _ = journal.prune(sparing: run) }
    }

    private static let pruned = Mutex<Set<String>>([])
}
