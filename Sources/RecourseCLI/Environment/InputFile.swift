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
            guard bytes.count <= limit else {
                throw Complaint.input("\(path) is larger than \(limit >> 20) MiB")
            }
        }
        return bytes
    }

    static func chunks(of path: String, _ use: (UnsafeRawBufferPointer) throws -> Void) throws {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Complaint.input("\(path): \(String(cString: strerror(errno)))")
        }
        defer { if path != "-" { close(descriptor) } }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Complaint.input("\(path): \(String(cString: strerror(errno)))")
            }
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
    /// Whether a file could be written there; asked before work whose result it is to hold.
    /// - Throws: `Complaint` naming the file.
    static func check(_ path: String) throws {
        guard path != "-" else { return }
        if InputFile.isDirectory(path) { throw Complaint.input("\(path) is a folder") }
        let target = resolved(path)
        let isReplaced = isRegular(target) || access(target, F_OK) != 0
        guard access(isReplaced ? folder(of: target) : target, W_OK) == 0 else {
            throw Complaint.input("\(path): \(String(cString: strerror(errno)))")
        }
    }

    /// Atomically: a temporary file beside it, synced, then renamed over it, with the mode of the
    /// file that was there. A link is followed; a device or a pipe is written to, never replaced;
    /// `-` is stdout.
    /// - Parameter mode: what the file's mode must be; else as it was, or 0644 less the umask.
    /// - Throws: `Complaint` naming the file.
    static func write(_ text: String, to path: String, mode: mode_t? = nil) throws {
        if path == "-" { return Console.output(text) }
        if InputFile.isDirectory(path) { throw Complaint.input("\(path) is a folder") }
        let target = resolved(path)
        var present = stat()
        let exists = stat(target, &present) == 0
        if exists, !isRegular(target) {
            return try fill(open(target, O_WRONLY | O_CLOEXEC), with: text, path)
        }
        let temporary = "\(target).\(getpid()).tmp"
        let descriptor = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode ?? 0o644)
        if exists, descriptor >= 0 { fchmod(descriptor, mode ?? present.st_mode & 0o777) }
        do {
            try fill(descriptor, with: text, path, isSynced: true)
            guard rename(temporary, target) == 0 else { throw complaint(path) }
        } catch {
            if descriptor >= 0 { unlink(temporary) }
            throw error
        }
    }

    /// Writes all of it and closes.
    private static func fill(
        _ descriptor: Int32, with text: String, _ path: String, isSynced: Bool = false
    ) throws {
        guard descriptor >= 0 else { throw complaint(path) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { platformWrite(descriptor, $0) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                let failure = complaint(path)
                close(descriptor)
                throw failure
            }
            bytes = bytes.dropFirst(written)
        }
        let synced = !isSynced || fsync(descriptor) == 0
        let failure = complaint(path)
        guard close(descriptor) == 0 else { throw complaint(path) }
        guard synced else { throw failure }
    }

    private static func complaint(_ path: String) -> Complaint {
        .input("\(path): \(String(cString: strerror(errno)))")
    }

    /// Where links lead; the path itself where nothing is there yet.
    private static func resolved(_ path: String) -> String {
        guard let pointer = realpath(path, nil) else { return path }
        defer { free(pointer) }
        return String(validatingCString: pointer) ?? path
    }

    private static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func platformWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    static func remove(_ path: String) { unlink(path) }

    static func makeFolder(_ path: String, mode: mode_t = 0o700) {
        guard !path.isEmpty, access(path, F_OK) != 0 else { return }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            makeFolder(String(path[..<slash]), mode: mode)
        }
        mkdir(path, mode)
    }
}
