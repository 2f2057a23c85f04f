import RecourseCore

/// Several changes that are made together: everything is worked out, copied, recorded and written
/// beside its place before the first file is touched.
struct ChangeSet {
    let folder: UndoFolder

    /// - Returns: one for each file.
    /// - Throws: `EditError`; the tree is then as it was. A file that cannot be put back, because
    ///   somebody changed it meanwhile, keeps its record.
    func apply(
        _ changes: [FileChange], in directory: String, as origin: ChangeOrigin
    ) throws(EditError) -> [EditReceipt] {
        var drafts = try ChangeDraft.drafts(of: changes, in: directory)
        do {
            try prepare(&drafts, as: origin)
        } catch {
            // Nothing was made yet.
            for draft in drafts { forget(draft) }
            throw error
        }
        for index in drafts.indices where drafts[index].record != nil {
            do {
                try commit(&drafts[index])
            } catch {
                undo(drafts, upTo: index)
                throw error
            }
        }
        return drafts.map { draft in
            EditReceipt(
                path: draft.path.absolute,
                backup: draft.record?.backup.map { folder.path + "/" + $0 },
                change: draft.record?.id)
        }
    }

    /// Copies, then records, then the new contents beside their places.
    private func prepare(
        _ drafts: inout [ChangeDraft], as origin: ChangeOrigin
    ) throws(EditError) {
        let clock = UndoFolder.Clock()
        let batch = clock.batch
        for (number, index) in drafts.indices.filter({ !drafts[$0].changesNothing }).enumerated() {
            let draft = drafts[index]
            var record = draft.record(
                clock.change(number), of: batch, as: origin, at: clock.seconds)
            do {
                if let before = draft.before {
                    record.backup = try folder.keep(
                        before.bytes, of: draft.path.components[draft.path.components.count - 1],
                        mode: before.status.permissions)
                }
                drafts[index].record = record
                try folder.add(record)
            } catch {
                throw EditError(error, path: draft.asked)
            }
        }
        for index in drafts.indices {
            guard let record = drafts[index].record else { continue }
            let place: TreePlace
            if let known = drafts[index].place {
                place = known
            } else {
                place = try drafts[index].path.openMakingFolders(as: drafts[index].asked)
            }
            drafts[index].place = place
            guard let after = drafts[index].after else { continue }
            let permissions = drafts[index].permissions
            let mode = drafts[index].before.map { TreePlace.Mode.like($0.status, permissions) }
            do {
                try place.stage(after, as: record.temporaryName, mode ?? .new(permissions))
            } catch {
                throw .input(path: drafts[index].asked, reason: error.text)
            }
        }
    }

    private func commit(_ draft: inout ChangeDraft) throws(EditError) {
        guard let record = draft.record, let place = draft.place else { return }
        try place.commit(
            draft.after == nil ? nil : record.temporaryName, over: draft.before?.status,
            as: draft.asked)
    }

    /// Takes back the files before `index`, the last first, and drops all that was prepared.
    private func undo(_ drafts: [ChangeDraft], upTo index: Int) {
        for draft in drafts[index...] { forget(draft) }
        for draft in drafts[..<index].reversed() {
            guard let record = draft.record else { continue }
            let result = Restoration(folder: folder).restore(record, force: false)
            if RestoreOutcome(change: record.id, path: record.fullPath, result: result).isAsBefore {
                folder.remove(record)
            }
        }
    }

    /// Of a change that was not made.
    private func forget(_ draft: ChangeDraft) {
        guard let record = draft.record else { return }
        draft.place?.remove(record.temporaryName)
        draft.path.removeEmpty(draft.missingFolders)
        folder.remove(record)
    }
}

extension ChangeRecord {
    /// The name of the new contents until they take the file's place.
    var temporaryName: String { ".recourse-" + id.rawValue }
}
