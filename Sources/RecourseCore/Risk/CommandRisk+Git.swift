extension CommandRisk {
    private static let inspecting: Set<String> = [
        "status", "log", "diff", "show", "rev-parse", "ls-files", "ls-remote", "for-each-ref",
        "describe", "cat-file",
        "check-ref-format", "merge-base", "blame", "shortlog", "rev-list", "version", "help",
    ]
    private static let changing: Set<String> = [
        "add", "am", "apply", "branch", "checkout", "cherry-pick", "clean", "commit", "gc", "init",
        "merge", "mv",
        "notes", "prune", "read-tree", "rebase", "reflog", "remote", "repack", "replace", "reset",
        "restore",
        "revert", "rm", "sparse-checkout", "switch", "symbolic-ref", "tag", "update-index",
        "update-ref", "worktree",
    ]
    /// Options that start a program of one's choice.
    private static let running = [
        "--upload-pack", "--receive-pack", "--exec", "--ext-diff", "--open-files-in-pager", "ext::",
    ]
    /// Settings that say how git works, not what it starts. Folded.
    private static let harmlessSettings = [
        "user.", "pull.", "push.", "branch.", "init.", "rebase.", "fetch.", "color.", "advice.",
        "pack.", "merge.ff",
        "merge.renamelimit", "merge.conflictstyle", "diff.renamelimit", "http.postbuffer",
        "http.version",
        "http.lowspeed", "core.autocrlf", "core.eol", "core.longpaths", "core.filemode",
        "core.ignorecase",
        "core.symlinks", "core.quotepath", "core.compression",
    ]

    static func gitRisk(_ arguments: [String]) -> Risk {
        var rest = arguments[...]
        while let option = rest.first, option.hasPrefix("-") {
            rest.removeFirst()
            switch option {
            case "-C": _ = rest.popFirst()
            case "--no-pager", "-P", "--bare", "--literal-pathspecs": continue
            case "--version", "--help": return .inspect
            case _ where option.hasPrefix("--git-dir=") || option.hasPrefix("--work-tree="):
                continue
            // `-c core.fsmonitor=PROGRAM status` starts the program.
            default: return .system
            }
        }
        guard let verb = rest.popFirst() else { return .inspect }
        if rest.contains(where: { word in running.contains(where: word.hasPrefix) }) {
            return .system
        }
        return verbRisk(verb, Array(rest), rest.filter { !$0.hasPrefix("-") })
    }

    private static func verbRisk(_ verb: String, _ arguments: [String], _ words: [String]) -> Risk {
        switch verb {
        case _ where inspecting.contains(verb):
            return arguments.contains { $0.hasPrefix("--output") } ? .overwrite : .inspect
        case "symbolic-ref"
        where words.count < 2 && !arguments.contains { $0 == "-d" || $0 == "--delete" }:
            return .inspect
        case "config": return settingRisk(arguments, words)
        case "stash":
            return ["drop", "clear"].contains(words.first ?? "") ? .overwrite : .workspace
        case "rebase" where arguments.contains { $0.hasPrefix("-x") }: return .system
        case "submodule": return words.first == "foreach" ? .system : .environment
        case "remote":
            return ["update", "prune", "show"].contains(words.first ?? "")
                ? .environment : .overwrite
        case "fetch", "pull", "push", "clone", "lfs": return .environment
        case _ where changing.contains(verb): return .overwrite
        // An alias may be any shell command; `bisect run` and `filter-branch` are told one.
        default: return .system
        }
    }

    private static func settingRisk(_ arguments: [String], _ words: [String]) -> Risk {
        if arguments.contains(where: {
            ["--global", "--system", "--file", "-f"].contains($0) || $0.hasPrefix("--file=")
        }) {
            return .system
        }
        if arguments.contains(where: { $0 == "-l" || $0 == "--list" || $0.hasPrefix("--get") }) {
            return .inspect
        }
        guard let key = words.first(where: { $0.contains(".") })?.lowercased() else {
            return .system
        }
        let isRemoteAddress =
            key.hasPrefix("remote.")
            && [".url", ".pushurl", ".fetch"].contains(where: key.hasSuffix)
        return isRemoteAddress || harmlessSettings.contains(where: key.hasPrefix)
            ? .workspace : .system
    }
}
