import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A name in an open folder. A class because several are held at once; it stays on one thread.
final class TreePlace {
    let folder: Descriptor
    let name: String

    /// Bytes of a file that an edit changes.
    static let largest = 16 << 20

    init(folder: consuming Descriptor, name: String) {
        self.folder = folder
        self.name = name
    }

    /// A regular file as it was found.
    struct Found {
        var status: stat
        var bytes: [UInt8]

        var version: ChangeRecord.Version {
            .init(
                hash: ContentHash.of(bytes), bytes: bytes.count, mode: Int(status.permissions))
        }
    }

    /// - Parameters:
    ///   - limit: in bytes.
    ///   - asked: the path as errors name it.
    /// - Returns: `nil` where there is none.
    func found(upTo limit: Int, as asked: String) throws(EditError) -> Found? {
        // A pipe would otherwise wait for somebody at its other end.
        let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        do {
            guard let seen = try folder.status(of: name) else { return nil }
            if seen.st_mode & S_IFMT == S_IFLNK { throw EditError.throughLink(path: asked) }
            guard seen.isRegularFile else { throw EditError.notARegularFile(path: asked) }
            let file = try folder.open(name, flags)
            var status = stat()
            try SystemError.check(fstat(file.number, &status))
            guard status.isRegularFile else { throw EditError.notARegularFile(path: asked) }
            guard status.st_size <= limit else {
                throw EditError.tooLarge(path: asked, bytes: Int(status.st_size))
            }
            let bytes = try file.contents(upTo: limit + 1, expecting: Int(status.st_size))
            var after = stat()
            try SystemError.check(fstat(file.number, &after))
            guard bytes.count == Int(status.st_size), after.isSameVersion(as: status) else {
                throw EditError.changedMeanwhile(path: asked)
            }
            return Found(status: status, bytes: bytes)
        } catch {
            throw EditError(error, path: asked)
        }
    }

    /// The mode that a staged file gets.
    enum Mode {
        /// As far as the process's mask lets it.
        case new(mode_t)
        /// With the owner of the file whose place it takes, where we may give files away.
        case like(stat, mode_t)
    }

    /// Writes a file beside the place, whole and on the disk when it returns.
    func stage(_ bytes: [UInt8], as temporary: String, _ mode: Mode) throws(SystemError) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let creation: mode_t = if case .new(let mode) = mode { mode } else { 0o600 }
        let file = try folder.open(temporary, flags, mode: creation)
        do {
            try file.write(bytes)
            if case .like(let status, let permissions) = mode {
                // Before the mode, which a change of owner may take bits from.
                _ = fchown(file.number, status.st_uid, status.st_gid)
                try SystemError.check(fchmod(file.number, permissions))
            }
            try SystemError.check(fsync(file.number))
        } catch {
            remove(temporary)
            throw error
        }
    }

    func remove(_ temporary: String) { unlinkat(folder.number, temporary, 0) }

    /// Puts the staged file, or nothing, in the place of what was found there. Whoever opens the
    /// name finds the old or the new contents, never a part.
    /// - Parameters:
    ///   - temporary: `nil` to delete.
    ///   - expected: what must still be there; `nil`: nothing.
    func commit(_ temporary: String?, over expected: stat?, as asked: String) throws(EditError) {
        do {
            let present = try folder.status(of: name)
            switch (present, expected) {
            case (nil, nil): break
            case (let present?, let expected?) where present.isSameVersion(as: expected): break
            default: throw EditError.changedMeanwhile(path: asked)
            }
            if let temporary {
                try put(temporary, isNew: expected == nil, as: asked)
            } else {
                try SystemError.check(unlinkat(folder.number, name, 0))
            }
        } catch {
            throw EditError(error, path: asked)
        }
        // The change of name is durable only with this; some file systems do not have it.
        fsync(folder.number)
    }

    private func put(_ temporary: String, isNew: Bool, as asked: String) throws {
        if isNew {
            // A link, unlike a rename, never takes the place of what came meanwhile.
            if linkat(folder.number, temporary, folder.number, name, 0) == 0 {
                remove(temporary)
                return
            }
            if errno == EEXIST { throw EditError.changedMeanwhile(path: asked) }
            // Some file systems have no links.
        }
        try SystemError.check(renameat(folder.number, temporary, folder.number, name))
    }
}
