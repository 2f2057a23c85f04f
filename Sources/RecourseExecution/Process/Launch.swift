/// What a child gets as one of its standard streams.
enum StreamBinding: Hashable, Sendable {
    /// Our descriptor of that number.
    case descriptor(Int32)
    /// `/dev/null`.
    case null
    /// The terminal at this path. The first one that a session leader opens controls its session.
    case terminal(path: String)
}

/// Which processes a child stands with.
enum Grouping: Hashable, Sendable {
    /// A session of its own, and so a process group of its own and no terminal but one it opens.
    case session
    /// A process group of its own.
    case group
    /// Our own process group, as a command under `env` or `time`.
    case ours
}

/// Everything that is needed to start a child.
struct Launch {
    var argv: [String]
    var directory: String
    var environment: ChildEnvironment
    var grouping: Grouping
    var input: StreamBinding
    var output: StreamBinding
    var error: StreamBinding
    /// Whether it also inherits what descriptors above 2 we inherited ourselves (a `make` passes
    /// its jobs so).
    var keepsDescriptors: Bool
}
