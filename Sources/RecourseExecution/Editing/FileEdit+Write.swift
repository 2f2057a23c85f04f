import RecourseCore

extension FileEdit {
    /// Changes the file, after a copy of it is kept.
    /// - Parameter directory: the root of the tree that the file must lie in.
    func write(in directory: String, keeping backup: Backup) throws(EditError) -> EditReceipt {
        let file = try ContainedFile.open(path, in: directory)
        let old = try file.contents()
        guard let new = operation.applied(to: old) else { throw .doesNotApply(path: path) }
        do {
            let copy = try backup.keep(old, of: file.name, mode: file.permissions)
            try AtomicReplacement.write(new, to: file.name, in: file.folder, like: file.status)
            return EditReceipt(path: file.path, backup: copy)
        } catch {
            throw .input(path: path, reason: error.text)
        }
    }
}
