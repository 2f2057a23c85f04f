import RecourseCore

extension FileChange {
    /// The file after the change.
    /// - Parameter old: `nil` where there is no file.
    /// - Returns: `nil` where there is none afterwards.
    /// - Throws: `EditError` where it does not apply, or the result is too large or no text.
    public func applied(to old: [UInt8]?) throws(EditError) -> [UInt8]? {
        try check()
        switch self {
        case .write(_, let contents, _): return Array(contents.utf8)
        case .delete:
            guard old != nil else { throw .doesNotApply(path: path) }
            return nil
        case .edit(let edit):
            guard let old, let new = edit.operation.applied(to: old) else {
                throw .doesNotApply(path: path)
            }
            return new
        case .patch(let patch):
            try checkText(old)
            let new: [UInt8]?
            do { new = try patch.applied(to: old) } catch { throw .patch(path: path, error) }
            try checkText(new)
            return new
        }
    }

    private func checkText(_ bytes: [UInt8]?) throws(EditError) {
        guard let bytes else { return }
        guard bytes.count <= Self.largest else { throw .tooLarge(path: path, bytes: bytes.count) }
        guard !bytes.contains(0) else { throw .notText(path: path) }
    }
}
