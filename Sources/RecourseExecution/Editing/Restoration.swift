import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Puts a file back as it was before a recorded change.
struct Restoration {
    let folder: UndoFolder

    /// The state of the file is read from the file, so that it makes no difference where between
    /// the record and the change a process was killed.
    func restore(_ record: ChangeRecord, force: Bool) -> RestoreOutcome.Result {
        do {
            return try result(of: record, force: force)
        } catch {
            return .failed(error)
        }
    }

    /// What the file holds now, and what it would hold.
    func preview(of record: ChangeRecord) -> ChangePreview? {
        guard let path = try? TreePath(of: record), let opened = try? path.open(as: record.path)
        else { return nil }
        var now: [UInt8]?
        if case .place(let place) = opened {
            guard let found = try? place.found(upTo: TreePlace.largest, as: record.path) else {
                return nil
            }
            now = found.bytes
        }
        var old: [UInt8]?
        if record.before != nil {
            guard let bytes = copy(of: record) else { return nil }
            old = bytes
        }
        return ChangePreview(path: record.path, from: now, to: old, risk: .workspace)
    }

    /// Whether the file is as the change left it.
    func isIntact(_ record: ChangeRecord) -> Bool {
        guard let path = try? TreePath(of: record), let opened = try? path.open(as: record.path)
        else { return false }
        guard case .place(let place) = opened else { return record.after == nil }
        guard let found = try? place.found(upTo: TreePlace.largest, as: record.path) else {
            return false
        }
        return Self.matches(found, record.after, record)
    }

    private func result(
        of record: ChangeRecord, force: Bool
    ) throws(EditError) -> RestoreOutcome.Result {
        let path = try TreePath(of: record)
        var place: TreePlace?
        if case .place(let opened) = try path.open(as: record.path) { place = opened }
        place?.remove(record.temporaryName)
        let found: TreePlace.Found?
        do {
            found = try place?.found(upTo: TreePlace.largest, as: record.path)
        } catch {
            // Another kind of thing is there now, or far more than we wrote.
            guard case .input = error else { return .changedSince }
            throw error
        }
        if Self.matches(found, record.before, record) {
            // A process that was killed before the change leaves the folders it made for it.
            if record.before == nil { path.removeEmpty(record.madeFolders) }
            mark(record)
            return .unchanged
        }
        let isOurs = Self.matches(found, record.after, record)
        guard isOurs || force else { return .changedSince }
        var kept: String?
        if !isOurs, let found {
            do {
                kept = try folder.keep(found.bytes, of: path.name, mode: found.status.permissions)
            } catch {
                throw .input(path: record.path, reason: error.text)
            }
        }
        if let before = record.before {
            guard let bytes = copy(of: record) else { return .copyLost }
            if place == nil { place = try path.openMakingFolders(as: record.path) }
            if let place { try put(bytes, before, at: place, over: found, record) }
        } else {
            try place?.commit(nil, over: found?.status, as: record.path)
            path.removeEmpty(record.madeFolders)
        }
        mark(record)
        if let kept { return .forced(keptAs: folder.path + "/" + kept) }
        return record.before == nil ? .removed : .restored
    }

    private func put(
        _ bytes: [UInt8], _ version: ChangeRecord.Version, at place: TreePlace,
        over found: TreePlace.Found?, _ record: ChangeRecord
    ) throws(EditError) {
        let mode = mode_t(truncatingIfNeeded: version.mode) & 0o7777
        do {
            if let found {
                try place.stage(bytes, as: record.temporaryName, .like(found.status, mode))
            } else {
                // Set-user-id bits do not come back with a file that was gone.
                try place.stage(bytes, as: record.temporaryName, .new(mode & 0o777))
            }
        } catch {
            throw .input(path: record.path, reason: error.text)
        }
        do {
            try place.commit(record.temporaryName, over: found?.status, as: record.path)
        } catch {
            place.remove(record.temporaryName)
            throw error
        }
    }

    /// The old contents, if they are the ones that were recorded.
    private func copy(of record: ChangeRecord) -> [UInt8]? {
        guard let before = record.before, let name = record.backup,
            let bytes = folder.copy(name), ContentHash.of(bytes) == before.hash
        else { return nil }
        return bytes
    }

    private func mark(_ record: ChangeRecord) {
        var restored = record
        restored.restoredAt = UndoFolder.Clock().seconds
        // Only for the list: the next look at the file would say the same.
        try? folder.replace(restored)
    }

    /// By contents; where only the mode was changed, by the mode.
    private static func matches(
        _ found: TreePlace.Found?, _ version: ChangeRecord.Version?, _ record: ChangeRecord
    ) -> Bool {
        guard let found, let version else { return found == nil && version == nil }
        guard found.bytes.count == version.bytes, ContentHash.of(found.bytes) == version.hash else {
            return false
        }
        let onlyMode = record.before?.hash == record.after?.hash
        return !onlyMode || Int(found.status.permissions) == version.mode
    }
}

extension TreePath {
    var name: String { components[components.count - 1] }
}
