#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Bytes that a command is given: a file, or `-` for standard input.
enum InputFile {
    /// - Throws: `Complaint` naming the file.
    static func bytes(of path: String, limit: Int = 1 << 30) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try chunks(of: path) { chunk in
            bytes += chunk
            guard bytes.count <= limit else { throw Complaint.input("\(path) is larger than \(limit >> 20) MiB") }
        }
        return bytes
    }

    static func chunks(of path: String, _ use: (UnsafeRawBufferPointer) throws -> Void) throws {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Complaint.input("\(path): \(String(cString: strerror(errno)))") }
        defer { if path != "-" { close(descriptor) } }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Complaint.input("\(path): \(String(cString: strerror(errno)))") }
            if count == 0 { return }
            try use(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

/// Files that a command writes.
enum OutputFile {
    /// Atomically: a temporary file beside it, synced, then renamed over it.
    /// - Throws: `Complaint` naming the file.
    static func write(_ text: String, to path: String, mode: mode_t = 0o644) throws {
        func complaint() -> Complaint { .input("\(path): \(String(cString: strerror(errno)))") }
        if InputFile.isDirectory(path) { throw Complaint.input("\(path) is a folder") }
        let temporary = "\(path).\(getpid()).tmp"
        let descriptor = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw complaint() }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { platformWrite(descriptor, $0) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                let failure = complaint()
                close(descriptor)
                unlink(temporary)
                throw failure
            }
            bytes = bytes.dropFirst(written)
        }
        guard fsync(descriptor) == 0, close(descriptor) == 0, rename(temporary, path) == 0 else {
            let failure = complaint()
            unlink(temporary)
            throw failure
        }
    }

    private static func platformWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    static func makeFolder(_ path: String, mode: mode_t = 0o700) {
        guard !path.isEmpty, access(path, F_OK) != 0 else { return }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex { makeFolder(String(path[..<slash]), mode: mode) }
        mkdir(path, mode)
    }
}
