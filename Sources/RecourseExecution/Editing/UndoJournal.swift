import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The changes that were made to files, and their undoing, across runs.
public struct UndoJournal: Sendable {
    private let folder: UndoFolder

    /// Whether a recorded change stands.
    public enum State: String, Hashable, Sendable, Codable {
        /// The file is as the change left it.
        case made
        /// The file was put back.
        case restored
        /// Somebody changed the file since, or the change was never made.
        case changed
    }

    /// - Parameter folder: the absolute path of the folder for copies, as `ProcessRunner` has it.
    public init(folder: String) { self.folder = UndoFolder(path: folder) }

    /// All that is known, the newest first; nothing where others may write the folder.
    public func records() -> [ChangeRecord] { folder.records() }

    /// Those of files below the folder, an absolute path.
    public func records(within tree: String) -> [ChangeRecord] {
        guard let root = ResolvedPath.resolve(tree, in: "/") else { return [] }
        return records().filter { ResolvedPath.relative($0.fullPath, to: root) != nil }
    }

    public func state(of record: ChangeRecord) -> State {
        if record.restoredAt != nil { return .restored }
        return Restoration(folder: folder).isIntact(record) ? .made : .changed
    }

    /// What undoing would do to the file; `nil` where it cannot be done.
    public func preview(_ record: ChangeRecord) -> ChangePreview? {
        Restoration(folder: folder).preview(of: record)
    }

    /// Undoes changes, the newest first; each is safely on the disk when it returns. A record is
    /// believed only within the tree and below the caller's folder: one that came with a cloned
    /// project must not reach beyond it.
    /// - Parameters:
    ///   - tree: the folder, absolute, that the files must lie in; `nil` for changes that this
    ///     process made.
    ///   - force: puts also those back that somebody changed since, after keeping their version.
    public func restore(
        _ changes: [ChangeID], within tree: String?, force: Bool = false
    ) -> [RestoreOutcome] {
        let limit = tree.flatMap { ResolvedPath.resolve($0, in: "/") }
        return Set(changes).sorted(by: >).map { id in
            guard let record = folder.record(id) else {
                return RestoreOutcome(change: id, path: "", result: .unknown)
            }
            if tree != nil, limit.flatMap({ ResolvedPath.relative(record.fullPath, to: $0) }) == nil
            {
                return RestoreOutcome(
                    change: id, path: record.fullPath,
                    result: .failed(.outsideTree(path: record.fullPath)))
            }
            return RestoreOutcome(
                change: id, path: record.fullPath,
                result: Restoration(folder: folder).restore(record, force: force))
        }
    }

    /// Forgets what is old, then the oldest of what is too much. Changes of the last hour and of
    /// the run stay.
    /// - Parameters:
    ///   - run: the one under way.
    ///   - days: after which a change is forgotten.
    ///   - bytes: that copies and manifests may take.
    /// - Returns: how many changes were forgotten.
    @discardableResult
    public func prune(sparing run: RunID?, days: Double = 30, bytes: Int = 200 << 20) -> Int {
        let now = UndoFolder.Clock().seconds
        let records = folder.records()
        guard folder.isOurs else { return 0 }
        let spared = { (record: ChangeRecord) in
            (run != nil && record.origin.run == run) || record.at > now - 3600
        }
        // A manifest is about a block of the disk.
        func size(_ record: ChangeRecord) -> Int { 4096 + (record.before?.bytes ?? 0) }
        var total = records.reduce(0) { $0 + size($1) }
        var forgotten = 0
        for record in records.reversed() where !spared(record) {
            guard record.at < now - days * 86_400 || total > bytes else { continue }
            folder.remove(record)
            total -= size(record)
            forgotten += 1
        }
        removeLooseCopies(olderThan: now - days * 86_400)
        return forgotten
    }

    /// Copies that no manifest names: of edits before there were any, and of forced restorations.
    private func removeLooseCopies(olderThan limit: Double) {
        let named = Set(folder.records().compactMap(\.backup))
        for entry in FolderListing.entries(folder.path)
        where entry.kind == .file && !entry.name.hasSuffix(".json") && !named.contains(entry.name) {
            let path = folder.path + "/" + entry.name
            var status = stat()
            guard lstat(path, &status) == 0, status.isRegularFile else { continue }
            #if canImport(Darwin)
                let written = status.st_mtimespec.tv_sec
            #else
                let written = status.st_mtim.tv_sec
            #endif
            if Double(written) < limit { unlink(path) }
        }
    }
}
