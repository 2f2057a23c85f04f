import RecourseCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Copies of files as they were before an edit, in a folder that only its owner may read.
struct Backup {
    /// An absolute path; made where it does not exist.
    let folder: String

    /// Keeps the bytes, safely on the disk when it returns.
    /// - Parameters:
    ///   - name: the file's name; the copy's ends in it.
    ///   - mode: the file's permissions, kept in the copy's name, in octal, as the copy itself is
    ///     readable by nobody else.
    /// - Returns: the name of the copy.
    func keep(_ bytes: [UInt8], of name: String, mode: mode_t) throws(SystemError) -> String {
        let parent = try prepared()
        // With the rest of the name within the 255 bytes of a file name.
        var ending = Substring(name)
        while ending.utf8.count > 150 { ending.removeFirst() }
        let octal = String(mode, radix: 8)
        while true {
            let unique = String(UInt32.random(in: 0...UInt32.max), radix: 16)
            let copy = "\(Self.timestamp())-\(unique)-\(octal)-\(ending)"
            do {
                let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
                let file = try parent.open(copy, flags, mode: 0o600)
                try file.write(bytes)
                try SystemError.check(fsync(file.number))
                try SystemError.check(fsync(parent.number))
                return copy
            } catch  where error.number == EEXIST {
                continue
            }
        }
    }

    /// The folder, open, and closed to others.
    func prepared() throws(SystemError) -> Descriptor {
        var made = ""
        for component in folder.split(separator: "/") {
            made += "/\(component)"
            if mkdir(made, 0o700) != 0, errno != EEXIST {
                let error = SystemError.last
                var status = stat()
                // A folder that exists may refuse with another error.
                guard stat(made, &status) == 0 else { throw error }
            }
        }
        let opened = openPath(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        let descriptor = Descriptor(owning: try SystemError.check(opened))
        var status = stat()
        try SystemError.check(fstat(descriptor.number, &status))
        if status.st_mode & 0o077 != 0 { try SystemError.check(fchmod(descriptor.number, 0o700)) }
        return descriptor
    }

    /// The time in UTC, as `20260131T235959`.
    static func timestamp(of seconds: time_t = time(nil)) -> String {
        var now = seconds
        var parts = tm()
        gmtime_r(&now, &parts)
        func padded(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(parts.tm_year + 1900)" + padded(parts.tm_mon + 1) + padded(parts.tm_mday) + "T"
            + padded(parts.tm_hour) + padded(parts.tm_min) + padded(parts.tm_sec)
    }
}
