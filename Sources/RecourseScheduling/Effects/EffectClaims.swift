/// What has been found out about a command so far.
struct EffectClaims {
    /// Where it may be running; one folder unless a `cd` may have failed.
    var directories: [String]
    private(set) var effects = CommandEffects()
    /// Gives a path without links, where the caller can tell.
    let resolved: @Sendable (String) -> String

    /// More folders than this are taken as not known.
    static let mostDirectories = 4

    static let devices: Set<String> = [
        "/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", "/dev/tty", "/dev/stdin",
        "/dev/stdout", "/dev/stderr",
    ]

    init(directory: String, resolved: @escaping @Sendable (String) -> String) {
        directories = [directory]
        self.resolved = resolved
    }

    mutating func bar(_ barrier: CommandEffects.Barrier) {
        if effects.barrier == nil { effects.barrier = barrier }
    }

    mutating func lock(_ name: String) { effects.locks.insert(name) }

    mutating func read(_ argument: Argument) { effects.reads += claims(argument, isTree: false) }
    mutating func readTree(_ argument: Argument) { effects.reads += claims(argument, isTree: true) }
    mutating func write(_ argument: Argument) { effects.writes += claims(argument, isTree: false) }
    mutating func writeTree(_ argument: Argument) {
        effects.writes += claims(argument, isTree: true)
    }

    mutating func read(all arguments: some Sequence<Argument>, isTree: Bool = false) {
        for argument in arguments { effects.reads += claims(argument, isTree: isTree) }
    }

    mutating func write(all arguments: some Sequence<Argument>, isTree: Bool = false) {
        for argument in arguments { effects.writes += claims(argument, isTree: isTree) }
    }

    mutating func readHeaders() { effects.reads.append(.anyHeader) }

    /// A folder, and which names are in it.
    mutating func readListing(_ argument: Argument) {
        effects.reads += claims(argument, isTree: false)
        effects.reads += claims(argument.child(.glob("*")), isTree: false)
    }

    /// A folder that is made with those above it that are not there.
    mutating func makeFolders(_ argument: Argument) {
        for claim in claims(argument, isTree: false) {
            let target = claim.folder
            for directory in directories {
                let here = PathClaim.components(of: resolved(directory))
                let shared = zip(target, here).prefix { $0 == $1 }.count
                guard shared < target.count || !claim.pattern.isEmpty else {
                    effects.reads.append(claim)
                    continue
                }
                // Each of the folders on the way may be missing.
                for count in shared + 1..<max(target.count, shared + 1) {
                    effects.writes.append(PathClaim(folder: Array(target.prefix(count))))
                }
                effects.writes.append(claim)
            }
        }
    }

    private mutating func claims(_ argument: Argument, isTree: Bool) -> [PathClaim] {
        switch argument {
        case .unknown(let source):
            bar(.expansion(source))
            return []
        case .literal(let path):
            if path.isEmpty || Self.devices.contains(path) || path.hasPrefix("/dev/fd/") {
                return []
            }
            return paths(path).map { path in
                let path = resolved(path)
                return isTree ? .tree(path) : .file(path)
            }
        case .glob(let path):
            // A link in what the glob leads to is seen only up to its first pattern.
            return paths(path).map { path in
                let parts = path.split(separator: "/", omittingEmptySubsequences: true)
                let split = parts.firstIndex { ComponentPattern.isPattern(String($0)) }
                let cut = split ?? parts.count
                let front = resolved("/" + parts[..<cut].joined(separator: "/"))
                let rest = parts[cut...].joined(separator: "/")
                return .glob("\(front)/\(rest)", isTree: isTree)
            }
        }
    }

    private func paths(_ path: String) -> [String] {
        path.hasPrefix("/") ? [path] : directories.map { "\($0)/\(path)" }
    }
}
