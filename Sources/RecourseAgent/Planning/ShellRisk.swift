import RecourseCore
import RecourseText

/// What running a shell text may harm: the worst of its simple commands and its redirections. What
/// the parser does not understand (substitutions, here-documents, `case`) is `system`.
enum ShellRisk {
    /// Built-ins that only look, print or steer.
    private static let harmless: Set<String> = [
        "echo", "printf", ":", "true", "false", "[", "exit", "set", "return", "break", "continue",
        "wait", "sleep",
        "basename", "dirname", "cut", "tr", "read",
    ]
    /// Variables that no program takes for a path to code.
    private static let harmlessVariables: Set<String> = [
        "CI", "LANG", "LC_ALL", "TZ", "NO_COLOR", "NODE_ENV", "DEBIAN_FRONTEND", "RUST_BACKTRACE",
        "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE",
    ]

    static func of(_ text: String, in workspace: any Workspace) -> Risk {
        guard let shell = ShellText(text) else { return .system }
        var risk = redirectionRisk(of: shell, in: workspace)
        var folders: [String] = []
        for command in shell.commands {
            if !command.assignments.allSatisfy(isHarmless) { return .system }
            guard !command.words.isEmpty else { continue }
            // A word that a shell would fill in might be anything.
            guard let program = command.words[0].value else { return .system }
            let words = command.words.map { $0.value ?? $0.glob }
            if program == "cd" {
                guard words.count == 2, let folder = words[1], workspace.contained(folder) != nil
                else { return .system }
                folders.append(folder)
                continue
            }
            if harmless.contains(program) { continue }
            let argv = words.compactMap { $0 }
            guard argv.count == words.count else { return .system }
            risk = max(
                risk,
                CommandRisk.of(argv) { path in
                    // Whether an earlier `cd` took place is not known here: the path has to stay
                    // inside either way.
                    ([""] + folders.map { $0 + "/" }).allSatisfy { folder in
                        workspace.contained(path.hasPrefix("/") ? path : folder + path) != nil
                    }
                })
        }
        return risk
    }

    /// Whether it holds what is never run by itself, inside `sh -c` and behind wrappers too.
    static func isForbidden(_ argv: [String]) -> Bool { isForbidden(argv, depth: 0) }

    private static let shells: Set<String> = ["sh", "bash", "dash", "zsh", "ksh", "ash", "eval"]

    private static func isForbidden(_ argv: [String], depth: Int) -> Bool {
        guard !argv.isEmpty, depth < 4 else { return true }
        if CommandRisk.isForbidden(argv) { return true }
        if argv[0] == "sh", argv.count == 3, ShellText(argv[2]) == nil {
            return mentionsForbidden(argv[2])
        }
        return CommandAnatomy(Command(argv: argv, directory: "/")).invocations.contains { call in
            let words = words(of: call)
            if CommandRisk.isForbidden([call.program] + words)
                || CommandRisk.isForbidden([call.program] + call.globs)
            {
                return true
            }
            guard shells.contains(call.program) else { return false }
            return words.contains { word in
                !word.hasPrefix("-") && isForbidden(["sh", "-c", word], depth: depth + 1)
            }
        }
    }

    /// A word that a shell would fill in as it is written: `~` is one.
    private static func words(of call: Invocation) -> [String] {
        guard case .shellText(_, let words, _) = call.place else {
            return call.arguments.map { $0 ?? "$" }
        }
        return words.dropFirst().map { $0.value ?? $0.source }
    }

    /// For a text that the parser does not understand: whether any of its words, with those behind
    /// it, would be such a command.
    private static func mentionsForbidden(_ text: String) -> Bool {
        text.split { ";|&()`\n{}".contains($0) }.contains { piece in
            let words = piece.split { " \t\"'$".contains($0) }.map(String.init)
            return words.indices.contains { CommandRisk.isForbidden(Array(words[$0...])) }
        }
    }

    private static func isHarmless(_ assignment: ShellText.Word) -> Bool {
        harmlessVariables.contains(String(assignment.source.prefix { $0 != "=" }))
    }

    private static func redirectionRisk(
        of shell: ShellText, in workspace: any Workspace
    ) -> Risk {
        let bytes = Array(shell.source.utf8)
        var isWord = [Bool](repeating: false, count: bytes.count)
        for word in shell.commands.flatMap({ $0.words + $0.assignments }) {
            for index in word.range { isWord[index] = true }
        }
        var risk = Risk.inspect
        var index = 0
        while index < bytes.count {
            defer { index += 1 }
            guard !isWord[index], bytes[index] == UInt8(ascii: ">") else { continue }
            while index + 1 < bytes.count, ">|& \t".utf8.contains(bytes[index + 1]) { index += 1 }
            let start = index + 1
            while index + 1 < bytes.count, !" \t\n;&|()<>".utf8.contains(bytes[index + 1]) {
                index += 1
            }
            let target = String(decoding: bytes[start..<(index + 1)], as: UTF8.self)
            risk = max(risk, self.risk(ofWritingTo: target, in: workspace))
        }
        return risk
    }

    private static func risk(ofWritingTo target: String, in workspace: any Workspace) -> Risk {
        if target == "/dev/null" || target == "1" || target == "2" { return .inspect }
        let isPlain = target.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                || "._-/+".utf8.contains(byte)
        }
        guard isPlain, !target.isEmpty, workspace.contained(target) != nil,
            !PlanReview.isUnderVersionControl(target)
        else { return .system }
        return .overwrite
    }
}
