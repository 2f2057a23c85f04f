import RecourseCore
import RecourseText

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// What one file is and what it is to become, worked out before anything is changed.
struct ChangeDraft {
    let path: TreePath
    /// As the change names it.
    let asked: String
    /// `nil` where the folder is yet to be made.
    var place: TreePlace?
    let missingFolders: [String]
    let before: TreePlace.Found?
    private(set) var after: [UInt8]?
    private(set) var risk: Risk
    private var isExecutable: Bool?
    var record: ChangeRecord?

    /// - Throws: `EditError`; nothing is changed.
    static func drafts(
        of changes: [FileChange], in directory: String
    ) throws(EditError) -> [ChangeDraft] {
        guard let root = ResolvedPath.resolve(directory, in: "/") else {
            throw .outsideTree(path: directory)
        }
        var drafts: [ChangeDraft] = []
        for change in changes {
            let path = try TreePath(of: change, below: root)
            let index = drafts.firstIndex { $0.path == path }
            if let index {
                try drafts[index].add(change)
            } else {
                var draft = try ChangeDraft(path, for: change)
                try draft.add(change)
                drafts.append(draft)
            }
        }
        return drafts
    }

    private init(_ path: TreePath, for change: FileChange) throws(EditError) {
        self.path = path
        asked = change.path
        risk = .inspect
        switch try path.open(as: asked) {
        case .withoutFolders(let folders):
            (place, missingFolders, before) = (nil, folders, nil)
        case .place(let place):
            let isEdit = if case .edit = change { true } else { false }
            let limit = isEdit ? TreePlace.largest : FileChange.largest
            (self.place, missingFolders) = (place, [])
            before = try place.found(upTo: limit, as: asked)
            // Whoever took the right away from themselves meant it; an edit's author named the file.
            guard isEdit || before.map({ $0.status.permissions & 0o222 != 0 }) ?? true else {
                throw .writeProtected(path: asked)
            }
        }
        after = before?.bytes
    }

    private mutating func add(_ change: FileChange) throws(EditError) {
        risk = max(risk, try change.risk(replaces: after != nil))
        if ChangePath.runsByItself(path.components) { risk = .system }
        if case .edit = change, after == nil {
            throw .input(path: change.path, reason: SystemError(number: ENOENT).text)
        }
        after = try change.applied(to: after)
        switch change {
        case .write(_, _, let executable): if executable { isExecutable = true }
        case .patch(let patch) where patch.kind == .create: isExecutable = patch.isExecutable
        default: break
        }
    }

    /// The new file's permissions; those of a file that is new are less what the mask takes.
    var permissions: mode_t {
        guard let old = before?.status.permissions else {
            return isExecutable == true ? 0o755 : 0o644
        }
        // Whoever may read may execute.
        return isExecutable == true ? old | (old & 0o444) >> 2 : old
    }

    var changesNothing: Bool {
        after == before?.bytes && (after == nil || permissions == before?.status.permissions)
    }

    /// Without the copy's name, which is not yet known.
    func record(
        _ id: ChangeID, of batch: ChangeBatchID, as origin: ChangeOrigin, at time: Double
    ) -> ChangeRecord {
        ChangeRecord(
            id: id, batch: batch, origin: origin, tree: path.root, path: path.relative,
            before: before?.version,
            after: after.map {
                .init(hash: ContentHash.of($0), bytes: $0.count, mode: Int(permissions))
            }, backup: nil, madeFolders: missingFolders, at: time)
    }

    var preview: ChangePreview {
        ChangePreview(path: path.relative, from: before?.bytes, to: after, risk: risk)
    }
}

extension ChangePreview {
    init(path: String, from old: [UInt8]?, to new: [UInt8]?, risk: Risk) {
        let kind: Kind =
            switch (old, new) {
            case (nil, nil): .unchanged
            case (nil, _): .created
            case (_, nil): .deleted
            default: old == new ? .unchanged : .modified
            }
        let isText = !(old ?? []).contains(0) && !(new ?? []).contains(0)
        let patch = isText ? FilePatch(path: path, from: old, to: new) : nil
        self.init(
            path: path, kind: kind, risk: risk,
            diff: patch?.text
                ?? (kind == .unchanged || isText
                    ? "" : "Binary files a/\(path) and b/\(path) differ\n"),
            added: patch?.added ?? 0, removed: patch?.removed ?? 0)
    }
}
