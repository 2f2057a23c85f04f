#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

extension Descriptor {
    /// Opens what lies in this folder.
    func open(
        _ name: String, _ flags: Int32, mode: mode_t = 0
    ) throws(SystemError) -> Descriptor {
        let opened = SystemError.retrying { openat(number, name, flags, mode) }
        return Descriptor(owning: try SystemError.check(opened))
    }

    /// What a name in this folder stands for, a link for itself; `nil` where it is not there.
    func status(of name: String) throws(SystemError) -> stat? {
        var status = stat()
        guard fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) != 0 else { return status }
        let error = SystemError.last
        if error.number == ENOENT { return nil }
        throw error
    }
}

/// open(2), where a method of that name hides it.
func openPath(_ path: String, _ flags: Int32) -> Int32 {
    SystemError.retrying { open(path, flags) }
}

extension stat {
    /// Whether nobody wrote to the file, or put another in its place, between the two looks.
    func isSameVersion(as other: stat) -> Bool {
        guard st_dev == other.st_dev, st_ino == other.st_ino, st_size == other.st_size else {
            return false
        }
        #if canImport(Darwin)
            let (ours, theirs) = (st_mtimespec, other.st_mtimespec)
        #else
            let (ours, theirs) = (st_mtim, other.st_mtim)
        #endif
        return ours.tv_sec == theirs.tv_sec && ours.tv_nsec == theirs.tv_nsec
    }

    var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
    var permissions: mode_t { st_mode & 0o7777 }
}
