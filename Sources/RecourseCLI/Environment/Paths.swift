#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where Recourse keeps things, after the XDG Base Directory Specification.
enum Paths {
    static var workingDirectory: String {
        guard let pointer = getcwd(nil, 0) else { return "/" }
        defer { free(pointer) }
        return String(validatingCString: pointer) ?? "/"
    }

    /// Where commands run.
    /// - Throws: `Complaint` where the folder is gone, or its name is not UTF-8: nothing may run
    ///   elsewhere instead.
    static var presentDirectory: String {
        get throws {
            guard let pointer = getcwd(nil, 0) else {
                throw Complaint.input("the working directory: \(String(cString: strerror(errno)))")
            }
            defer { free(pointer) }
            guard let path = String(validatingCString: pointer), path.hasPrefix("/") else {
                throw Complaint.input(
                    "the working directory has a name that cannot be used: \(String(cString: pointer))"
                )
            }
            return path
        }
    }

    /// `--db`, `RECOURSE_DB`, the project's `.recourse/knowledge.db`, the user's.
    static func database(option: String?) -> String {
        if let path = option ?? variable("RECOURSE_DB") { return path }
        if let root = projectFolder(holding: ".recourse/knowledge.db") {
            let path = root + "/.recourse/knowledge.db"
            if isOurs(path) { return path }
        }
        return data + "/recourse/knowledge.db"
    }

    /// The user's own settings; a project has none of these.
    static var configurationFile: String { configuration + "/recourse/config.toml" }

    static var trust: String { configuration + "/recourse/trust.json" }

    /// Copies of files that fixes and tasks changed, and what undoing goes by; absolute.
    static func backups(besides database: String) -> String {
        (database.hasPrefix("/") ? database : workingDirectory + "/" + database) + ".undo"
    }

    /// The folder that evidence is gathered for: the nearest repository above, else where we are.
    static var projectRoot: String { projectFolder(holding: ".git") ?? workingDirectory }

    /// Owned by us, and nobody else may write it.
    static func isOurs(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_uid == geteuid() && status.st_mode & 0o022 == 0
    }

    private static var home: String { variable("HOME") ?? "/tmp" }
    private static var data: String { variable("XDG_DATA_HOME") ?? home + "/.local/share" }
    private static var configuration: String { variable("XDG_CONFIG_HOME") ?? home + "/.config" }

    private static func projectFolder(holding name: String) -> String? {
        var folder = workingDirectory
        while true {
            if access("\(folder)/\(name)", F_OK) == 0 { return folder }
            guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
            folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
        }
    }
}
