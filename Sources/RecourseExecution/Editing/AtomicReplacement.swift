#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Replaces a file's contents so that whoever opens it finds the old or the new ones, never a part.
enum AtomicReplacement {
    /// - Parameters:
    ///   - name: a file in the folder.
    ///   - status: the file's; its mode is kept, and its owner where we may give files away.
    static func write(
        _ bytes: [UInt8], to name: String, in folder: borrowing Descriptor, like status: stat
    ) throws(SystemError) {
        let unique = String(UInt64.random(in: 0...UInt64.max), radix: 16)
        let temporary = ".recourse-\(unique)"
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let file = try folder.open(temporary, flags, mode: 0o600)
        do {
            try file.write(bytes)
            // Before the mode, which a change of owner may take bits from.
            _ = fchown(file.number, status.st_uid, status.st_gid)
            try SystemError.check(fchmod(file.number, status.st_mode & 0o7777))
            try SystemError.check(fsync(file.number))
            try SystemError.check(renameat(folder.number, temporary, folder.number, name))
        } catch {
            unlinkat(folder.number, temporary, 0)
            throw error
        }
        // The change of name is durable only with this; some file systems do not have it.
        fsync(folder.number)
    }
}
