#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Reads files whole.
enum SmallFile {
    /// - Parameter limit: bytes after which it stops.
    /// - Returns: `nil` where it cannot be read, or is not a regular file (a pipe could wait for
    ///   ever).
    static func contents(_ path: String, upTo limit: Int) -> [UInt8]? {
        let opened = SystemError.retrying {
            open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        }
        guard opened >= 0 else { return nil }
        let descriptor = Descriptor(owning: opened)
        var status = stat()
        guard fstat(descriptor.number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return try? descriptor.contents(upTo: limit, expecting: Int(status.st_size))
    }
}

extension Descriptor {
    /// Reads to the end, or until there are `limit` bytes.
    /// - Parameter size: how much there probably is; 0 where that is not known.
    func contents(upTo limit: Int, expecting size: Int) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        // One more than expected, so that the end is found without another round.
        var room = min(limit, max(size + 1, 1024))
        while bytes.count < limit {
            let chunk: [UInt8]
            do {
                chunk = try [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                    let result = SystemError.retrying {
                        read(number, buffer.baseAddress, buffer.count)
                    }
                    guard result >= 0 else { throw SystemError.last }
                    count = result
                }
            } catch {
                throw error as? SystemError ?? .last
            }
            if chunk.isEmpty { break }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
            room = min(limit - bytes.count, 64 << 10)
        }
        return bytes
    }

    /// Writes everything.
    func write(_ bytes: [UInt8]) throws(SystemError) {
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes { all in
                SystemError.retrying {
                    writeBytes(number, all.baseAddress.map { $0 + offset }, all.count - offset)
                }
            }
            guard written >= 0 else { throw .last }
            offset += written
        }
    }
}

/// write(2), where a method of that name hides it.
func writeBytes(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, bytes, count)
}
