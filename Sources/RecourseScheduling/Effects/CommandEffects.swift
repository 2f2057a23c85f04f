/// What a command reads and writes, and what it must have to itself.
public struct CommandEffects: Hashable, Sendable {
    public var reads: [PathClaim] = []
    public var writes: [PathClaim] = []
    /// Names of what only one command has at a time: `dpkg`, `git-index:/project`, `port:8080`.
    public var locks: Set<String> = []
    /// Why its effects are not known, so that it runs alone and in its place; `nil` where they are.
    public var barrier: Barrier?
    /// Whether a person has told them.
    public var isDeclared = false

    public enum Barrier: Hashable, Sendable {
        /// The shell text is not understood.
        case text
        case unknownProgram(String)
        case unknownArgument(program: String, argument: String)
        /// A word whose value only a shell knows stands where a path does.
        case expansion(String)
        /// It is known to run or change what its words do not tell.
        case open(program: String)
        /// It goes on beside what follows.
        case background
        /// A variable that may change what programs do.
        case variable(String)
        /// Which folder it runs in depends on what the commands before it do.
        case directory
    }

    public init(
        reads: [PathClaim] = [], writes: [PathClaim] = [], locks: Set<String> = [],
        barrier: Barrier? = nil, isDeclared: Bool = false
    ) {
        self.reads = reads
        self.writes = writes
        self.locks = locks
        self.barrier = barrier
        self.isDeclared = isDeclared
    }

    public var isBarrier: Bool { barrier != nil }

    /// Whether it matters which of the two runs first.
    public func isOrdered(with other: CommandEffects) -> Bool {
        if isBarrier || other.isBarrier { return true }
        return writes.contains { written in
            other.writes.contains { $0.collides(with: written) }
                || other.reads.contains { $0.isChanged(byWriting: written) }
        }
            || reads.contains { read in
                other.writes.contains { read.isChanged(byWriting: $0) }
            }
    }

    /// Whether the two must not run at the same time.
    public func conflicts(with other: CommandEffects) -> Bool {
        !locks.isDisjoint(with: other.locks) || isOrdered(with: other)
    }

    /// Effects as a person writes them into a task list; they win over what is inferred.
    /// - Parameters:
    ///   - reads: paths and globs; one that ends in `/` or `/**` means everything below.
    ///   - writes: the same.
    ///   - locks: any names.
    ///   - directory: the absolute path that relative ones begin at.
    public static func declared(
        reads: [String], writes: [String], locks: Set<String> = [], directory: String
    ) -> CommandEffects {
        CommandEffects(
            reads: reads.map { claim($0, directory) }, writes: writes.map { claim($0, directory) },
            locks: locks, isDeclared: true)
    }

    private static func claim(_ text: String, _ directory: String) -> PathClaim {
        var path = text.hasPrefix("/") ? text : "\(directory)/\(text)"
        var isTree = false
        while path.hasSuffix("/") || path.hasSuffix("/**") || path.hasSuffix("/.") {
            isTree = true
            path.removeLast(path.hasSuffix("/**") ? 3 : path.hasSuffix("/.") ? 2 : 1)
        }
        if text == "." || text == ".." { isTree = true }
        return .glob(path, isTree: isTree)
    }
}
