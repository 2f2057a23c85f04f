#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Why a command could not be started.
struct StartFailure: Error, Hashable {
    var reason: String
    /// As a POSIX shell: 127 where there is no such program, 126 where it cannot be run.
    var code: Int32
}

/// Finds programs as execvp(3) does in a child that has changed its directory and environment.
struct ProgramLookup {
    /// The value of `PATH`; `nil` where it is unset.
    var path: String?
    /// Where relative paths begin.
    var directory: String

    /// - Returns: the path to execute, relative where the name or the entry of `PATH` is, so that
    ///   a script sees itself named as its caller named it.
    func find(_ program: String) throws(StartFailure) -> String {
        guard !program.isEmpty else {
            throw StartFailure(reason: "the command is empty", code: 127)
        }
        guard !program.utf8.contains(UInt8(ascii: "/")) else {
            if let failure = refusal(of: program) { throw failure }
            return program
        }
        var refused: StartFailure?
        for folder in folders {
            let candidate = folder.isEmpty ? "./\(program)" : "\(folder)/\(program)"
            guard let failure = refusal(of: candidate) else { return candidate }
            // As shells do: a folder of that name is no program.
            if failure.code == 126, failure.reason != Self.folderReason(candidate) {
                refused = refused ?? failure
            }
        }
        throw refused ?? StartFailure(reason: "\(program): command not found", code: 127)
    }

    /// The entries of `PATH`, in order; an empty one means the directory itself.
    var folders: [String] {
        (path ?? Self.standardPath)
            .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    }

    /// Why the file cannot be executed, or `nil`.
    private func refusal(of file: String) -> StartFailure? {
        let absolute = file.hasPrefix("/") ? file : "\(directory)/\(file)"
        var status = stat()
        guard stat(absolute, &status) == 0 else {
            let error = SystemError.last
            let isAbsent = error.number == ENOENT || error.number == ENOTDIR
            return StartFailure(reason: "\(file): \(error.text)", code: isAbsent ? 127 : 126)
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            return StartFailure(reason: Self.folderReason(file), code: 126)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            return StartFailure(reason: "\(file): it is not a regular file", code: 126)
        }
        guard access(absolute, X_OK) == 0 else {
            return StartFailure(reason: "\(file): \(SystemError.last.text)", code: 126)
        }
        return nil
    }

    private static func folderReason(_ file: String) -> String { "\(file): it is a directory" }

    /// Where a system without `PATH` has its utilities.
    private static let standardPath: String = {
        var buffer = [CChar](repeating: 0, count: 1024)
        let length = confstr(Int32(_CS_PATH), &buffer, buffer.count)
        return length > 0 && length <= buffer.count ? String(terminated: buffer) : "/bin:/usr/bin"
    }()
}
