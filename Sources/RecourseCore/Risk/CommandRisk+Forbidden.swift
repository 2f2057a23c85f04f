extension CommandRisk {
    /// Programs whose arguments are another command.
    private static let wrappers: Set<String> = [
        "env", "sudo", "doas", "timeout", "nice", "ionice", "nohup", "time", "command", "exec",
        "stdbuf", "setsid",
        "setpriv", "xargs",
    ]

    /// What is never run by itself, whatever the ceiling: it destroys work, or switches a check
    /// off.
    public static func isForbidden(_ argv: [String]) -> Bool {
        guard let program = argv.first.map(baseName) else { return true }
        if isForbidden(program, argv.dropFirst()) { return true }
        guard wrappers.contains(program) else { return false }
        // Which word the wrapper runs depends on its options: each might be it.
        return argv.indices.dropFirst().contains { index in
            isForbidden(baseName(argv[index]), argv[(index + 1)...])
        }
    }

    private static func isForbidden(_ program: String, _ words: ArraySlice<String>) -> Bool {
        let arguments = Array(words)
        let names = Set(arguments.map { $0.prefix { $0 != "=" } })
        func has(_ options: Substring...) -> Bool { options.contains(where: names.contains) }
        return switch program {
        case "mkfs", "dd", "shred", "wipefs", "fdisk", "parted", "shutdown", "reboot", "halt": true
        case _ where program.hasPrefix("mkfs."): true
        case "rm": arguments.contains(where: isEverything)
        case "chmod": has("777", "0777", "a+rwx", "ugo+rwx")
        case "git":
            isForbiddenGit(
                arguments, has("--force", "--force-with-lease", "--hard", "--mirror", "--no-verify")
            )
        case "curl": has("--insecure", "--proxy-insecure") || hasLetter("k", in: arguments)
        case "wget": has("--no-check-certificate")
        case "ssh", "scp", "sftp", "rsync":
            arguments.contains { $0.lowercased().contains("stricthostkeychecking=no") }
        case _ where program.hasPrefix("pip") || program.hasPrefix("python") || program == "uv":
            has("--break-system-packages", "--trusted-host", "--allow-insecure-host")
        case "npm", "pnpm", "yarn":
            has("--force", "-f", "--no-strict-ssl") || arguments.contains("--strict-ssl=false")
        case "docker", "podman": has("--privileged", "prune")
        case "apt", "apt-get":
            has("--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories")
        case "dnf", "yum": has("--nogpgcheck")
        case "zypper": has("--no-gpg-checks")
        case "apk": has("--allow-untrusted")
        default: false
        }
    }

    /// `/`, `.`, `./*`, `../`, `~`, `.git`: all there is, or its history.
    private static func isEverything(_ word: String) -> Bool {
        let parts = word.utf8.split(separator: UInt8(ascii: "/")).map {
            String(decoding: $0, as: UTF8.self)
        }
        let meant = parts.filter { $0 != "." && $0 != "*" }
        if meant.isEmpty { return !word.isEmpty }
        return meant.allSatisfy { $0 == ".." } || meant == ["~"] || meant == [".git"]
    }

    private static func isForbiddenGit(_ arguments: [String], _ forces: Bool) -> Bool {
        let words = arguments.filter { !$0.hasPrefix("-") }
        let onlySays =
            words.first == "clean"
            && (arguments.contains("--dry-run") || hasLetter("n", in: arguments))
        if forces || hasLetter("f", in: arguments) { return !onlySays }
        if arguments.contains(where: { $0.lowercased().contains("sslverify") }) {
            return !arguments.contains { $0.hasSuffix("true") }
        }
        switch words.first {
        case "push":
            return arguments.contains { $0.hasPrefix("+") || $0.hasPrefix(":") || $0 == "--delete" }
                || hasLetter("d", in: arguments)
        case "commit": return hasLetter("n", in: arguments)
        case "branch": return hasLetter("D", in: arguments)
        case "stash": return ["drop", "clear"].contains(words.dropFirst().first)
        default: return false
        }
    }
}
