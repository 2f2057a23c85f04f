import Testing

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A folder of its own for a test, removed with everything in it when the value goes away.
struct TemporaryFolder: ~Copyable {
    let path: String

    init() throws {
        var template = Array("/tmp/recourse-test-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template)).pointee
        #expect(made != 0)
        let name = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        // On macOS /tmp is a link.
        let resolved = try #require(realpath(name, nil))
        path = String(cString: resolved)
        free(resolved)
    }

    deinit { removeTree(path) }

    @discardableResult
    func write(_ name: String, _ text: String, mode: mode_t = 0o644) throws -> String {
        try write(name, Array(text.utf8), mode: mode)
    }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws -> String {
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(writeAll(descriptor, bytes) == bytes.count)
        try #require(fchmod(descriptor, mode) == 0)
        return file
    }

    @discardableResult
    func folder(_ name: String) throws -> String {
        try #require(mkdir("\(path)/\(name)", 0o755) == 0)
        return "\(path)/\(name)"
    }

    func link(_ name: String, to target: String) throws {
        try #require(symlink(target, "\(path)/\(name)") == 0)
    }

    func bytes(_ name: String) -> [UInt8]? { contents("\(path)/\(name)") }
}

func permissions(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
}

func contents(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count <= 0 { return all }
        all += buffer[..<count]
    }
}

private func writeAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Int {
    write(descriptor, bytes, bytes.count)
}

private func removeTree(_ path: String) {
    guard let folder = opendir(path) else {
        unlink(path)
        return
    }
    while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard name != ".", name != ".." else { continue }
        var status = stat()
        let child = "\(path)/\(name)"
        if lstat(child, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            removeTree(child)
        } else {
            unlink(child)
        }
    }
    closedir(folder)
    rmdir(path)
}
