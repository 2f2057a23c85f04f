#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Puts an index in place of an older one: written beside it, then renamed, so that whoever reads
/// sees one of the two whole. Only the owner may read or write it.
public enum IndexFile {
    public struct Failure: Error, Hashable, Sendable {
        public var path: String
        public var code: Int32
    }

    public static func write(_ image: [UInt8], to path: String) throws(Failure) {
        let temporary = "\(path).\(getpid()).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
        let isWritten = image.withUnsafeBytes { all in
            var rest = all
            while !rest.isEmpty {
                let count = put(descriptor, rest)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
        // What the disk could not take is known at the latest when the file is closed.
        let code = errno
        guard close(descriptor) == 0, isWritten, rename(temporary, path) == 0 else {
            let failure = Failure(path: path, code: isWritten ? errno : code)
            unlink(temporary)
            throw failure
        }
    }

    private static func put(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }
}
