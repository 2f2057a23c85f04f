import RecourseCore

/// One program with its arguments within a command, wherever it stands: the command itself, behind a wrapper such as
/// `env` or `timeout`, or inside the text of `sh -c`.
public struct Invocation: Hashable, Sendable {
    public enum Place: Hashable, Sendable {
        /// Arguments of the command, the program first.
        case arguments(from: Int)
        /// Words of the shell text that is this argument of the command.
        case shellText(argument: Int, words: [ShellText.Word], assignments: [ShellText.Word])
    }

    /// The base name; for `python -m NAME` still the interpreter's.
    public var program: String
    /// Without the program; `nil` for a word that a shell would expand.
    public var arguments: [String?]
    public var place: Place

    /// Names by which conditions know it: the program, and the module of `python -m`.
    public var names: [String] {
        guard program.hasPrefix("python"), let flag = arguments.firstIndex(of: "-m"),
            flag + 1 < arguments.count, let module = arguments[flag + 1]
        else { return [program] }
        return [program, module]
    }
}

/// A command taken apart into its invocations.
public struct CommandAnatomy: Sendable {
    public let invocations: [Invocation]

    private static let shells: Set<String> = ["sh", "bash", "dash", "zsh", "ksh", "ash"]

    public init(_ command: Command) {
        var found: [Invocation] = []
        Self.collect(command.argv, from: 0, into: &found)
        invocations = found
    }

    public var programNames: Set<String> { Set(invocations.flatMap(\.names)) }

    private static func collect(_ argv: [String], from start: Int, into found: inout [Invocation]) {
        guard start < argv.count else { return }
        let program = baseName(argv[start])
        if shells.contains(program), let text = shellTextIndex(argv, from: start),
            let shell = ShellText(argv[text])
        {
            for simple in shell.commands {
                collect(simple, argument: text, into: &found)
            }
            return
        }
        found.append(
            Invocation(
                program: program, arguments: argv[(start + 1)...].map { $0 },
                place: .arguments(from: start)))
        if let inner = Wrapper.innerProgram(of: argv, from: start) {
            collect(argv, from: inner, into: &found)
        }
    }

    private static func collect(
        _ simple: ShellText.SimpleCommand, argument: Int, into found: inout [Invocation]
    ) {
        var words = simple.words[...]
        while let first = words.first, let program = first.value.map(baseName) {
            found.append(
                Invocation(
                    program: program, arguments: words.dropFirst().map(\.value),
                    place: .shellText(
                        argument: argument, words: Array(words), assignments: simple.assignments)))
            // Words that a shell would expand cannot be a wrapper's own.
            let values = words.map { $0.value ?? "" }
            guard let inner = Wrapper.innerProgram(of: values, from: 0) else { return }
            words = words.dropFirst(inner)
        }
    }

    /// The index of the text of `sh -c TEXT`, also with options in front or bundled (`-ec`).
    private static func shellTextIndex(_ argv: [String], from start: Int) -> Int? {
        for index in (start + 1)..<max(start + 1, argv.count) {
            guard argv[index].hasPrefix("-") else { return nil }
            if !argv[index].hasPrefix("--"), argv[index].hasSuffix("c") {
                return index + 1 < argv.count ? index + 1 : nil
            }
        }
        return nil
    }
}

/// Programs whose arguments are another command.
private enum Wrapper {
    /// Options that take a value in the next word.
    private static let valued: [String: Set<String>] = [
        "env": ["-u", "--unset", "-C", "--chdir", "-S"],
        "timeout": ["-s", "--signal", "-k", "--kill-after"],
        "sudo": ["-u", "--user", "-g", "--group"],
        "nice": ["-n", "--adjustment"],
        "nohup": [], "time": ["-f", "-o"], "command": [], "exec": [],
        "stdbuf": ["-i", "-o", "-e"], "setsid": [], "setpriv": [], "ionice": ["-c", "-n"],
        "xargs": ["-n", "-I", "-P", "-d", "-L", "-a", "-s"],
    ]

    static func innerProgram(of argv: [String], from start: Int) -> Int? {
        let program = baseName(argv[start])
        guard let valued = valued[program] else { return nil }
        var index = start + 1
        var operands = program == "timeout" ? 1 : 0
        while index < argv.count {
            let word = argv[index]
            if word == "--" {
                index += 1
                return index < argv.count ? index : nil
            } else if valued.contains(word) {
                index += 2
            } else if word.hasPrefix("-") || program == "env" && word.contains("=") {
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
}
