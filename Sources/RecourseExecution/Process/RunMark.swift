import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A variable in the environment by which what a command left behind is told from what another one
/// did that ran at the same time: a grandchild that made itself a session and lost its parent has
/// nothing else in common with them.
///
/// Only one command at a time has the terminal, and it is to find the environment as its caller
/// made it: it is not marked, and owns what bears no mark of ours.
struct RunMark: Sendable {
    static let name = "RECOURSE_RUN"

    /// `nil` for the command that is not marked.
    let value: String?

    private static let ours = "\(getpid())."
    private static let count = Mutex(0)

    static let none = RunMark(value: nil)

    static func next() -> RunMark {
        RunMark(
            value: count.withLock { count in
                count += 1
                return "\(ours)\(count)"
            })
    }

    /// Whether a process with this environment belongs to the command.
    /// - Parameter environment: `NAME=value` entries, each ending in NUL.
    func owns(_ environment: [UInt8]) -> Bool {
        let prefix = Array("\(Self.name)=".utf8)
        let entry = environment.split(separator: 0).first { $0.starts(with: prefix) }
        let found = entry.map { String(decoding: $0.dropFirst(prefix.count), as: UTF8.self) }
        if let value { return found == value }
        return !(found?.hasPrefix(Self.ours) ?? false)
    }
}
