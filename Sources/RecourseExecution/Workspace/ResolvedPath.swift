#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Paths with `.`, `..` and links resolved as the kernel would, but that what does not exist yet is
/// taken as it is written.
enum ResolvedPath {
    /// As many links as the kernel follows before it gives up.
    private static let mostLinks = 40

    /// - Parameters:
    ///   - path: absolute, or relative to `directory`.
    ///   - directory: an absolute path.
    /// - Returns: an absolute path without links, or `nil` where there is none (a loop of links, a
    ///   NUL byte).
    static func resolve(_ path: String, in directory: String) -> String? {
        guard !path.utf8.contains(0), !directory.utf8.contains(0) else { return nil }
        // Components that are still to be walked, the next one last.
        var ahead = components(path)
        if !path.hasPrefix("/") { ahead += components(directory) }
        var walked: [Substring] = []
        var links = 0
        while let component = ahead.popLast() {
            switch component {
            case ".": continue
            case "..": _ = walked.popLast()
            default:
                walked.append(component)
                guard let target = link(at: joined(walked)) else { continue }
                links += 1
                guard links <= mostLinks else { return nil }
                if target.hasPrefix("/") { walked = [] } else { walked.removeLast() }
                ahead += components(target)
            }
        }
        return joined(walked)
    }

    /// The path relative to the folder; empty for the folder itself, `nil` outside it. Both are
    /// resolved paths.
    static func relative(_ path: String, to folder: String) -> String? {
        if path == folder { return "" }
        let prefix = folder == "/" ? "/" : folder + "/"
        // Compared as bytes: Swift's strings are equal where the system's are not.
        guard path.utf8.starts(with: prefix.utf8) else { return nil }
        return String(decoding: path.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }

    private static func components(_ path: String) -> [Substring] {
        path.split(separator: "/").reversed()
    }

    private static func joined(_ components: [Substring]) -> String {
        "/" + components.joined(separator: "/")
    }

    /// What a symbolic link points to; `nil` where there is none.
    private static func link(at path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4097)
        let length = readlink(path, &buffer, buffer.count - 1)
        return length > 0 ? String(terminated: buffer) : nil
    }
}
