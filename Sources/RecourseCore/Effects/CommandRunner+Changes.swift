extension CommandRunner {
    /// Makes one change. See the one for several.
    public func apply(
        _ change: FileChange, in directory: String, as origin: ChangeOrigin
    ) async throws -> EditReceipt {
        let receipts = try await apply([change], in: directory, as: origin)
        guard let receipt = receipts.first else { throw EditError.doesNotApply(path: change.path) }
        return receipt
    }

    /// Undoes changes, and leaves those of files that somebody changed since.
    public func restore(_ receipts: [EditReceipt]) async throws -> [RestoreOutcome] {
        try await restore(receipts, force: false)
    }

    /// For runners that only edit: the edits one after the other, the rest refused.
    public func apply(
        _ changes: [FileChange], in directory: String, as origin: ChangeOrigin
    ) async throws -> [EditReceipt] {
        var receipts: [EditReceipt] = []
        for change in changes {
            guard case .edit(let edit) = change else {
                throw EditError.unsupported(path: change.path)
            }
            receipts.append(try await apply(edit, in: directory))
        }
        return receipts
    }

    public func preview(
        _ changes: [FileChange], in directory: String
    ) async throws -> [ChangePreview] {
        throw EditError.unsupported(path: changes.first?.path ?? "")
    }

    public func restore(
        _ receipts: [EditReceipt], force: Bool
    ) async throws -> [RestoreOutcome] {
        guard let first = receipts.first else { return [] }
        throw EditError.unsupported(path: first.path)
    }
}
