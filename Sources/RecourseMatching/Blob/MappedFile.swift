#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file read as memory, privately: what others write to it later may be seen or not, so files are
/// replaced, never written again.
///
/// `@unchecked Sendable`: the mapping is read-only, and ends with the object.
public final class MappedFile: @unchecked Sendable {
    public let bytes: UnsafeRawBufferPointer

    /// `nil` where there is no regular file that can be read, or nothing in it.
    /// - Parameter isOwned: only a file of this user that no one else may write.
    public init?(path: String, isOwned: Bool = false) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size > 0,
            !isOwned || status.st_uid == geteuid() && status.st_mode & 0o022 == 0
        else { return nil }
        guard let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0),
            start != MAP_FAILED
        else { return nil }
        bytes = UnsafeRawBufferPointer(start: start, count: Int(status.st_size))
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
