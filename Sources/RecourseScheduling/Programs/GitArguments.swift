/// What git(1) reads and writes. The repository may be in any folder above, and what hooks,
/// filters and submodules do is not written in the command: only what looks is let through, and
/// `add`.
enum GitArguments {
    private static let history: Set<String> = [
        "log", "rev-parse", "cat-file", "rev-list", "for-each-ref", "show-ref", "describe",
        "merge-base", "shortlog", "ls-tree", "name-rev",
    ]
    private static let tree: Set<String> = ["status", "diff", "ls-files", "show", "blame", "grep"]
    /// Options that write a file or run a program.
    private static let refused = [
        "--output", "-O", "--open-files-in-pager", "--ext-diff", "--textconv",
    ]

    static func claim(_ arguments: [Argument], _ claims: inout EffectClaims) {
        guard let directory = claims.directories.first, claims.directories.count == 1 else {
            return claims.bar(.directory)
        }
        guard let name = arguments.first?.literal else {
            return claims.bar(.open(program: "git"))
        }
        let lock = "git-index:\(directory)"
        for argument in arguments.dropFirst() {
            if !argument.isOneWord || refused.contains(where: argument.text.hasPrefix) {
                claims.lock(lock)
                return claims.bar(.unknownArgument(program: "git", argument: argument.text))
            }
        }
        if history.contains(name) {
            claims.read(all: repositories(directory), isTree: true)
        } else if tree.contains(name) {
            // The tree begins in a folder above that is not known, and `status` and `diff` bring
            // the index up to date.
            claims.readTree(.literal("/"))
            claims.lock(lock)
            claims.write(all: repositories(directory).map { $0.child(.literal("index")) })
        } else if name == "--version" || name == "version" {
            return
        } else {
            claims.lock(lock)
            claims.bar(.open(program: "git \(name)"))
        }
    }

    /// `.git` of the folder and of those above.
    private static func repositories(_ directory: String) -> [Argument] {
        let components = PathClaim.components(of: directory)
        return (0...components.count).map {
            .literal("/" + (components.prefix($0) + [".git"]).joined(separator: "/"))
        }
    }
}
