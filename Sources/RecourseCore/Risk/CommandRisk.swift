/// What running a command may harm, judged from its words alone. What is not known is not harmless: it is `system`.
public enum CommandRisk {
    /// - Parameter isInside: whether a path lies in the working tree.
    public static func of(_ argv: [String], isInside: (String) -> Bool) -> Risk {
        guard let program = argv.first.map(baseName) else { return .system }
        let arguments = Array(argv.dropFirst())
        let words = arguments.filter { !$0.hasPrefix("-") }
        guard !isForbidden(program, arguments) else { return .system }
        var risk = ofProgram(program, arguments, words)
        let leavesTree = words.contains { looksLikePath($0) && !isInside($0) }
        if leavesTree, risk > .inspect { risk = .system }
        return risk
    }

    /// What is never run by itself, whatever the ceiling: it destroys work, or switches a check off.
    public static func isForbidden(_ argv: [String]) -> Bool {
        guard let program = argv.first.map(baseName) else { return true }
        return isForbidden(program, Array(argv.dropFirst()))
    }

    private static func isForbidden(_ program: String, _ arguments: [String]) -> Bool {
        let flags = Set(arguments)
        func has(_ names: String...) -> Bool { names.contains { flags.contains($0) } }
        return switch program {
        case "mkfs", "dd", "shred", "wipefs", "fdisk", "parted", "shutdown", "reboot", "halt": true
        case _ where program.hasPrefix("mkfs."): true
        case "rm":
            arguments.contains { $0 == "/" || $0 == "~" || $0 == "." || $0 == ".." || $0 == "*" || $0 == "/*" }
        case "chmod": has("777", "-R") && has("777") || has("a+rwx", "0777")
        case "git":
            has("--force", "-f", "--force-with-lease", "--hard", "--mirror", "--no-verify")
                && !(flags.contains("clean") && has("-n"))
                || arguments.contains { $0.hasPrefix("+") && flags.contains("push") }
        case "curl": has("-k", "--insecure")
        case "wget": has("--no-check-certificate")
        case "pip", "pip3", "python", "python3": has("--break-system-packages", "--trusted-host")
        case "npm", "pnpm", "yarn": has("--force")
        case "docker", "podman": has("--privileged", "prune")
        default: false
        }
    }

    private static func ofProgram(
        _ program: String, _ arguments: [String], _ words: [String]
    ) -> Risk {
        if let fixed = fixedRisks[program] { return fixed }
        switch program {
        case "git": return gitRisk(arguments, words)
        case "sed": return arguments.contains { $0.hasPrefix("-i") || $0.hasPrefix("--in-place") } ? .overwrite : .inspect
        case "find":
            return arguments.contains { ["-delete", "-exec", "-execdir", "-ok", "-fprint"].contains($0) }
                ? .system : .inspect
        case "ln": return arguments.contains { $0.hasPrefix("-") && $0.contains("f") } ? .overwrite : .workspace
        case "make", "cmake", "ninja", "gcc", "g++", "cc", "c++", "clang", "clang++", "javac", "swift", "swiftc",
            "rustc", "autoreconf", "tsc":
            return .workspace
        case _ where program.hasPrefix("python") || program.hasPrefix("pypy"):
            return pythonRisk(arguments, words)
        case _ where program.hasPrefix("pip"): return .environment
        case "npm":
            let inspecting: Set<String> = ["ls", "list", "view", "config", "prefix", "root", "help"]
            if words.first == "pkg" { return words.dropFirst().first == "get" ? .inspect : .workspace }
            if words.first == "init" { return .workspace }
            return words.first.map(inspecting.contains) ?? false ? .inspect : .environment
        case "cargo":
            let local: Set<String> = ["build", "check", "run", "test", "fmt", "clean", "metadata"]
            return words.first.map(local.contains) ?? false ? .workspace : .environment
        case "go":
            if words.first == "mod" { return words.dropFirst().first == "init" ? .workspace : .environment }
            return ["build", "vet", "fmt", "env", "list"].contains(words.first) ? .workspace : .environment
        case "pyenv": return words.first == "local" ? .workspace : words.first == "versions" ? .inspect : .environment
        default: return .system
        }
    }

    private static let fixedRisks: [String: Risk] = {
        let groups: [(Risk, String)] = [
            (.inspect, "ls cat head tail grep stat file which type pwd env printenv wc diff cmp id uname locale df du ps ss true test"),
            (.workspace, "mkdir touch chmod"),
            (.overwrite, "rm rmdir mv cp patch tar unzip gunzip gzip dos2unix sqlite3 truncate tee install black ruff gofmt rustfmt shfmt"),
            (.environment, "apt-get apt dnf yum apk brew pacman zypper gem bundle composer mvn gradle yarn pnpm pipx uv poetry conda rustup cpanm cpan luarocks cabal stack mix docker podman curl wget createdb corepack npx nvm pre-commit"),
        ]
        var risks: [String: Risk] = [:]
        for (risk, names) in groups {
            for name in names.split(separator: " ") { risks[String(name)] = risk }
        }
        return risks
    }()

    private static func gitRisk(_ arguments: [String], _ words: [String]) -> Risk {
        var words = words
        // `-C DIR` and `-c NAME=VALUE` stand in front of the subcommand.
        if let index = arguments.firstIndex(where: { $0 == "-C" || $0 == "-c" }), index == 0, arguments.count > 1 {
            words.removeAll { $0 == arguments[1] }
        }
        switch words.first {
        case "status", "log", "diff", "show", "rev-parse", "ls-files", "ls-remote", "for-each-ref", "describe",
            "cat-file", "check-ref-format", "symbolic-ref", "merge-base", "blame":
            return .inspect
        case "config":
            return arguments.contains { ["--global", "--system", "--file", "-f"].contains($0) } ? .system : .workspace
        case "stash":
            return ["drop", "clear"].contains(words.dropFirst().first) ? .overwrite : .workspace
        case "fetch", "pull", "push", "clone", "submodule", "lfs": return .environment
        default: return .overwrite
        }
    }

    private static func pythonRisk(_ arguments: [String], _ words: [String]) -> Risk {
        guard let flag = arguments.firstIndex(of: "-m"), flag + 1 < arguments.count else { return .system }
        switch arguments[flag + 1] {
        case "venv", "virtualenv": return .workspace
        case "pip", "ensurepip", "pipx": return .environment
        case "json.tool", "py_compile": return .inspect
        default: return .system
        }
    }

    private static func looksLikePath(_ word: String) -> Bool {
        word.hasPrefix("/") || word.hasPrefix("~") || word.split(separator: "/").contains("..")
    }
}
