import RecourseCore

/// One program with its arguments within a command, wherever it stands: the command itself, behind
/// a wrapper such as `env` or `timeout`, or inside the text of `sh -c`.
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
    /// Arguments that a shell expands to file names.
    public var globs: [String] = []
    public var place: Place

    /// Names by which conditions know it: the program, and the module of `python -m`.
    public var names: [String] { [program] + (module.map { [$0] } ?? []) }

    private var module: String? {
        guard program.hasPrefix("python") || program.hasPrefix("pypy") else { return nil }
        var rest = arguments[...]
        while let argument = rest.popFirst(), let option = argument, option.hasPrefix("-") {
            switch option {
            case "-m": return rest.first ?? nil
            case "-c", "-": return nil
            case "-W", "-X": _ = rest.popFirst()
            case _ where option.hasPrefix("-m"): return String(option.dropFirst(2))
            default: continue
            }
        }
        return nil
    }
}

/// A command taken apart into its invocations.
public struct CommandAnatomy: Sendable {
    public let invocations: [Invocation]

    private static let shells: Set<String> = ["sh", "bash", "dash", "zsh", "ksh", "ash"]
    /// Nobody means more wrappers than this; each repeats the arguments.
    private static let deepest = 16

    public init(_ command: Command) {
        invocations = Self.invocations(of: command.argv)
    }

    public var programNames: Set<String> { Set(invocations.flatMap(\.names)) }

    private static func invocations(of argv: [String]) -> [Invocation] {
        var found: [Invocation] = []
        var next = argv.isEmpty ? nil : 0
        while let start = next, found.count < deepest {
            let program = baseName(argv[start])
            if shells.contains(program), let text = shellTextIndex(argv, from: start),
                let shell = ShellText(argv[text])
            {
                return found + shell.commands.flatMap { invocations(of: $0, argument: text) }
            }
            found.append(
                Invocation(
                    program: program, arguments: argv[(start + 1)...].map { $0 },
                    place: .arguments(from: start)))
            next = Wrapper.innerProgram(of: argv, from: start)
        }
        return found
    }

    private static func invocations(
        of simple: ShellText.SimpleCommand, argument: Int
    ) -> [Invocation] {
        var found: [Invocation] = []
        var words = simple.words[...]
        while let first = words.first, let program = first.value.map(baseName),
            found.count < deepest
        {
            found.append(
                Invocation(
                    program: program, arguments: words.dropFirst().map(\.value),
                    globs: words.dropFirst().compactMap(\.glob),
                    place: .shellText(
                        argument: argument, words: Array(words), assignments: simple.assignments)))
            // Words that a shell would expand cannot be a wrapper's own.
            let values = words.map { $0.value ?? "" }
            guard let inner = Wrapper.innerProgram(of: values, from: 0) else { break }
            words = words.dropFirst(inner)
        }
        return found
    }

    /// The index of the text of `sh -c TEXT`, also with options around (`-o pipefail`) or bundled
    /// (`-ec`).
    private static func shellTextIndex(_ argv: [String], from start: Int) -> Int? {
        var index = start + 1
        var hasText = false
        while index < argv.count, let sign = argv[index].utf8.first, "-+".utf8.contains(sign) {
            let word = argv[index]
            index += 1
            if word == "-" || word == "--" { break }
            if word.hasPrefix("--") {
                if word == "--rcfile" || word == "--init-file" { index += 1 }
                continue
            }
            if sign == UInt8(ascii: "-"), word.contains("c") { hasText = true }
            index += word.count { $0 == "o" || $0 == "O" }
        }
        return hasText && index < argv.count ? index : nil
    }
}
