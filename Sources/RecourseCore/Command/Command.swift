/// What is started: an argument vector, where, and with which changes to the environment.
public struct Command: Hashable, Sendable, Codable {
    /// The program and its arguments; never empty for a command that can be run.
    public var argv: [String]
    /// The absolute path of the working directory.
    public var directory: String
    /// Changes to the inherited environment; `nil` unsets a variable.
    public var environment: [String: String?]

    public init(argv: [String], directory: String, environment: [String: String?] = [:]) {
        self.argv = argv
        self.directory = directory
        self.environment = environment
    }

    /// The last path component of the program.
    public var programName: String { argv.first.map(baseName) ?? "" }

    /// The command as a POSIX shell would read it, changes to the environment as a prefix.
    public var text: String {
        let unset = environment.filter { $0.value == nil }.keys.sorted()
        let set = environment.keys.sorted().compactMap { name in
            (environment[name] ?? nil).map { "\(name)=\(ShellQuoting.quoted($0))" }
        }
        let prefix = unset.isEmpty ? [] : ["env"] + unset.flatMap { ["-u", $0] }
        return (prefix + set + [ShellQuoting.joined(argv)]).joined(separator: " ")
    }
}

/// The last component of a path, without Foundation.
public func baseName(_ path: String) -> String {
    path.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? path
}
