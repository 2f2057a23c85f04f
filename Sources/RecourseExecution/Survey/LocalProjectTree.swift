import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The tree below a folder of this machine.
public struct LocalProjectTree: ProjectTree {
    public let root: String
    private let limits: TreeWalk.Limits
    private let threads: Int

    /// - Parameters:
    ///   - root: an absolute path.
    ///   - mostEntries: files and folders after which a survey ends.
    ///   - threads: how many look at the folders of an earlier survey at once.
    public init(root: String, mostEntries: Int = 500_000, threads: Int = 2) {
        self.root = root
        limits = TreeWalk.Limits(entries: mostEntries)
        self.threads = max(1, threads)
    }

    /// Costs one stat a file where the earlier survey still holds: a folder whose own stamp is the
    /// same and settled has the same names in it.
    public func survey(after earlier: TreeSurvey?) -> TreeSurvey {
        let now = Self.now()
        let opened = openPath(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { return TreeSurvey(takenAt: now, unreadable: 1) }
        let folder = Descriptor(owning: opened)
        guard let earlier, !earlier.folders.isEmpty, !earlier.isCut else {
            var walk = TreeWalk(limits: limits, takenAt: now)
            walk.visit(folder)
            return walk.survey
        }
        let review = TreeReview(of: earlier, below: folder.number, threads: threads)
        if review.isSameThroughout {
            var survey = earlier
            survey.takenAt = now
            survey.stamps = review.stamps
            for index in survey.folders.indices { survey.folders[index].earlier = Int32(index) }
            return survey
        }
        var walk = TreeWalk(limits: limits, takenAt: now, review: review)
        walk.visit(folder)
        return walk.survey
    }

    public func contents(of path: String, upTo limit: Int) -> [UInt8]? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.last, !parts.contains(where: { ["", ".", ".."].contains($0) }),
            !path.utf8.contains(0)
        else { return nil }
        do {
            let folderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
            var folder = Descriptor(owning: try SystemError.check(openPath(root, folderFlags)))
            for part in parts.dropLast() {
                folder = try folder.open(part, folderFlags | O_NOFOLLOW)
            }
            // A pipe would otherwise wait for somebody at its other end.
            let file = try folder.open(
                name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
            var status = stat()
            try SystemError.check(fstat(file.number, &status))
            guard status.st_mode & S_IFMT == S_IFREG else { return nil }
            return try file.contents(upTo: limit, expecting: Int(status.st_size))
        } catch {
            return nil
        }
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return time.nanoseconds
    }
}

extension timespec {
    var nanoseconds: Int64 { Int64(tv_sec) &* 1_000_000_000 &+ Int64(tv_nsec) }
}

extension FileStamp {
    /// `nil` for what is neither file, folder nor link: a pipe, a socket, a device.
    init?(_ status: stat) {
        let kind: Kind
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = status.st_mode & 0o100 == 0 ? .file : .executable
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: return nil
        }
        #if canImport(Darwin)
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        self.init(
            size: Int64(status.st_size), modified: modified.nanoseconds,
            changed: changed.nanoseconds, inode: UInt64(status.st_ino), kind: kind)
    }

    /// The stamp of what lies in an open folder under a name, itself and not where it leads.
    init?(_ name: UnsafePointer<CChar>, in folder: Int32) {
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        self.init(status)
    }
}
