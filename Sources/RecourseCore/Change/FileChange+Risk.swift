extension FileChange {
    /// Its class after section 6 of the design. What is changed is kept and can be put back, so that
    /// a new file, a patch and an edit stay within `workspace`; a file whose whole contents go, by
    /// being replaced or deleted, is `overwrite`; what runs by itself is `system`.
    /// - Parameter replaces: whether the file is there already.
    /// - Throws: `EditError` for a path, a size or contents that are refused whatever the ceiling.
    public func risk(replaces: Bool) throws(EditError) -> Risk {
        try check()
        if case .edit(let edit) = self {
            // Absolute ones are judged where they are resolved; the names in it are the same.
            let parts = edit.path.split(separator: "/").map(String.init)
            return ChangePath.runsByItself(parts) ? .system : .workspace
        }
        if ChangePath.runsByItself(try ChangePath.components(of: path)) { return .system }
        return switch self {
        case .write: replaces ? .overwrite : .workspace
        case .patch(let patch): patch.kind == .delete ? .overwrite : .workspace
        case .delete: .overwrite
        case .edit: .workspace
        }
    }

    /// What can be said of it without looking at the disk.
    public func check() throws(EditError) {
        switch self {
        case .edit: return
        case .write(let path, let contents, _):
            guard contents.utf8.count <= Self.largest else {
                throw .tooLarge(path: path, bytes: contents.utf8.count)
            }
            guard !contents.utf8.contains(0) else { throw .notText(path: path) }
        case .patch, .delete: break
        }
        _ = try ChangePath.components(of: path)
    }
}
