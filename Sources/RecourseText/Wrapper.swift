import RecourseCore

/// Programs whose arguments are another command.
enum Wrapper {
    /// Options that take a value in the next word.
    private static let valued: [String: Set<String>] = [
        "env": ["-u", "--unset", "-C", "--chdir"],
        "timeout": ["-s", "--signal", "-k", "--kill-after"],
        "sudo": [
            "-u", "--user", "-g", "--group", "-p", "--prompt", "-C", "--close-from", "-D",
            "--chdir",
            "-h", "--host", "-r", "--role", "-t", "--type", "-T", "--command-timeout", "-R",
            "--chroot",
        ],
        "nice": ["-n", "--adjustment"],
        "nohup": [], "time": ["-f", "--format", "-o", "--output"], "command": [], "exec": ["-a"],
        "stdbuf": ["-i", "--input", "-o", "--output", "-e", "--error"], "setsid": [],
        "setpriv": ["--reuid", "--regid", "--groups", "--inh-caps", "--bounding-set"],
        "ionice": ["-c", "--class", "-n", "--classdata"],
        "xargs": ["-n", "-I", "-P", "-d", "-L", "-a", "-s", "-E"],
    ]

    /// Letters that make it something else: `env -S` splits a text, `command -v` only looks.
    private static let refused = ["env": "S", "command": "vV"]

    /// Where the command begins that the program at `start` runs; `nil` where it is no wrapper, or
    /// runs none.
    static func innerProgram(of argv: [String], from start: Int) -> Int? {
        let program = baseName(argv[start])
        guard let valued = valued[program] else { return nil }
        let setsVariables = program == "env" || program == "sudo"
        var index = start + 1
        var operands = program == "timeout" ? 1 : 0
        var mayBeOption = true
        while index < argv.count {
            let word = argv[index]
            if mayBeOption, word.hasPrefix("-") {
                guard !isRefused(word, of: program) else { return nil }
                mayBeOption = word != "--"
                index += valued.contains(word) ? 2 : 1
                continue
            }
            mayBeOption = false
            if setsVariables, word.utf8.contains(UInt8(ascii: "=")) {
                index += 1
            } else if operands > 0 {
                operands -= 1
                index += 1
            } else {
                return index
            }
        }
        return nil
    }

    private static func isRefused(_ word: String, of program: String) -> Bool {
        guard let letters = refused[program] else { return false }
        return word.hasPrefix("--")
            ? word.hasPrefix("--split-string") : word.contains { letters.contains($0) }
    }
}
