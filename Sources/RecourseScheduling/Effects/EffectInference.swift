import RecourseCore
import RecourseText

extension CommandEffects {
    /// What a command reads and writes, as far as its words tell; whatever they leave open makes it
    /// a barrier.
    ///
    /// Not told by words, and so not seen: that two names are one file by a link (give `resolved`
    /// for those that exist), what a program reads from its own configuration, files that a
    /// compiler includes and that are not named like sources or headers, short-lived files that
    /// `sed -i` and others keep beside the one they replace, and a file whose name begins with `-`
    /// and that a glob turns into an option.
    /// - Parameter resolved: gives an absolute path without links; asked for each path.
    public static func inferred(
        _ command: Command, resolved: @escaping @Sendable (String) -> String = { $0 }
    ) -> CommandEffects {
        var inference = EffectInference(
            claims: EffectClaims(directory: command.directory, resolved: resolved))
        for name in command.environment.keys.sorted() { inference.takeVariable(name) }
        inference.run(command.argv.map { .literal($0) })
        return inference.claims.effects
    }

    /// The same for a text that a POSIX shell runs in the directory.
    public static func inferred(
        shell text: String, directory: String,
        resolved: @escaping @Sendable (String) -> String = { $0 }
    ) -> CommandEffects {
        inferred(Command(argv: ["sh", "-c", text], directory: directory), resolved: resolved)
    }
}

/// Goes through a command and gathers its claims.
struct EffectInference {
    var claims: EffectClaims
    private var depth = 0

    /// `sh -c` within `sh -c`, wrappers and compound commands together.
    private static let deepest = 32

    init(claims: EffectClaims) { self.claims = claims }

    private static let shells: Set<String> = ["sh", "bash", "dash"]
    /// Variables that change how output looks, and nothing else of known programs.
    private static let harmlessVariables: Set<String> = [
        "LANG", "LANGUAGE", "TZ", "TERM", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE",
        "COLUMNS", "LINES", "CI", "SOURCE_DATE_EPOCH", "DEBIAN_FRONTEND", "PYTHONUNBUFFERED",
    ]

    mutating func takeVariable(_ name: String) {
        guard Self.harmlessVariables.contains(name) || name.hasPrefix("LC_") else {
            return claims.bar(.variable(name))
        }
    }

    // MARK: Programs

    /// A program with its arguments.
    mutating func run(_ words: [Argument]) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest, let first = words.first else { return claims.bar(.text) }
        guard let program = first.literal, !program.isEmpty else {
            return claims.bar(.expansion(first.text))
        }
        // Only a bare name is the program that is known by it, or one of the system's folders.
        let name = baseName(program)
        guard program == name || program == "/bin/\(name)" || program == "/usr/bin/\(name)" else {
            return claims.bar(.unknownProgram(program))
        }
        let arguments = Array(words.dropFirst())
        if Self.shells.contains(name) { return runShell(name, arguments) }
        if takeBuiltin(name, arguments) || unwrap(name, arguments) { return }
        if ProgramRule.compilerNames.contains(name) {
            CompilerArguments.claim(name, arguments, &claims)
        } else if name == "find" {
            FindArguments.claim(arguments, &claims)
        } else if name == "git" {
            GitArguments.claim(arguments, &claims)
        } else if ["apt", "apt-get", "dpkg", "aptitude"].contains(name) {
            claims.lock("dpkg")
            claims.bar(.open(program: name))
        } else if let rule = ProgramRule.known[name] {
            do {
                rule.effect(try rule.syntax.parse(arguments), &claims)
            } catch {
                claims.bar(.unknownArgument(program: name, argument: error.argument.text))
            }
        } else {
            claims.bar(.unknownProgram(name))
        }
    }

    private mutating func runShell(_ name: String, _ arguments: [Argument]) {
        var rest = arguments[...]
        var isText = false
        while let word = rest.first?.literal, word.hasPrefix("-") {
            rest.removeFirst()
            if word == "-o", rest.first?.literal == "pipefail" {
                rest.removeFirst()
            } else if word.dropFirst().allSatisfy({ "ceux".contains($0) }), word.count > 1 {
                isText = isText || word.contains("c")
            } else {
                return claims.bar(.unknownArgument(program: name, argument: word))
            }
        }
        guard isText, rest.count == 1, let text = rest.first?.literal,
            let reading = ShellReading(text)
        else { return claims.bar(isText ? .text : .open(program: name)) }
        let before = claims.directories
        take(reading.list)
        claims.directories = before
    }

    /// What a shell does itself, or does not need a file for.
    private mutating func takeBuiltin(_ name: String, _ arguments: [Argument]) -> Bool {
        switch name {
        case ":", "exit", "return", "break", "continue", "read", "echo", "printf", "test", "[":
            // An expansion outside quotes may become file names.
            for argument in arguments where !argument.isOneWord {
                if argument.isGlob {
                    claims.read(argument)
                } else {
                    claims.bar(.expansion(argument.text))
                }
            }
            if name == "test" || name == "[" {
                // Any of them may be a file that is asked about; to read too much is safe.
                let looks = arguments.contains {
                    $0.text.count == 2 && $0.text.hasPrefix("-") && !["-n", "-z"].contains($0.text)
                        || ["-nt", "-ot", "-ef"].contains($0.text)
                }
                for argument in arguments {
                    if argument.literal != nil {
                        claims.read(argument)
                    } else if looks {
                        claims.bar(.expansion(argument.text))
                    }
                }
            }
            return true
        case "set":
            let known: Set<String> = [
                "-e", "-u", "-x", "-eu", "-ex", "-eux", "-euo", "-o", "pipefail",
            ]
            if !arguments.allSatisfy({ known.contains($0.text) }) {
                claims.bar(.open(program: name))
            }
            return true
        case "export":
            for argument in arguments {
                takeVariable(
                    argument.text.split(separator: "=", maxSplits: 1).first.map(String.init) ?? "")
            }
            return true
        case "cd":
            // Followed where lists are gone through; here it stands alone in its process.
            if arguments.count != 1 || arguments[0].literal == nil { claims.bar(.directory) }
            claims.read(all: arguments)
            return true
        default: return false
        }
    }

    /// Programs whose arguments are another command.
    private mutating func unwrap(_ name: String, _ arguments: [Argument]) -> Bool {
        var rest = arguments[...]
        switch name {
        case "env":
            while let word = rest.first?.literal, word.utf8.contains(UInt8(ascii: "=")) {
                takeVariable(String(word.prefix { $0 != "=" }))
                rest.removeFirst()
            }
        case "nice":
            if rest.first?.literal == "-n" { rest = rest.dropFirst(2) }
        case "time":
            if rest.first?.literal == "-p" { rest.removeFirst() }
        case "timeout":
            while let word = rest.first?.literal, word.hasPrefix("-") {
                guard ["-k", "-s"].contains(word) || word == "--preserve-status" else {
                    claims.bar(.unknownArgument(program: name, argument: word))
                    return true
                }
                rest = rest.dropFirst(word == "--preserve-status" ? 1 : 2)
            }
            // The time.
            _ = rest.popFirst()
        case "stdbuf":
            while let word = rest.first?.literal, word.hasPrefix("-") {
                rest = rest.dropFirst(word.count == 2 ? 2 : 1)
            }
        case "ionice":
            while let word = rest.first?.literal, ["-c", "-n"].contains(word) {
                rest = rest.dropFirst(2)
            }
        case "nohup": claims.write(.literal("nohup.out"))
        case "command": break
        default: return false
        }
        if rest.isEmpty || rest.first?.text.hasPrefix("-") == true {
            claims.bar(
                .unknownArgument(program: name, argument: rest.first?.text ?? ""))
        } else {
            run(Array(rest))
        }
        return true
    }

    // MARK: Shell

    private mutating func take(_ redirections: [ShellText.Redirection]) {
        for redirection in redirections {
            let target = Argument(redirection.target)
            switch redirection.kind {
            case .input: claims.read(target)
            case .output, .append, .bothStreams: claims.write(target)
            case .inputAndOutput:
                claims.read(target)
                claims.write(target)
            case .duplicate, .hereDocument: break
            }
        }
    }

    /// Follows which folder each pipeline may run in: behind `cd x &&` it is x; where the `cd` may
    /// have failed or not been reached, it is one of several.
    private mutating func take(_ list: ShellList) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { return claims.bar(.text) }
        var seen = claims.directories
        var previous = ShellList.Connector.sequence
        for item in list.items {
            if item.connector == .background { claims.bar(.background) }
            let before = claims.directories
            if previous != .and { claims.directories = merged(seen, before) }
            take(item.pipeline)
            let mayHaveFailed =
                item.connector != .and || previous == .or || item.pipeline.isNegated
            if claims.directories != before, mayHaveFailed {
                claims.directories = merged(before, claims.directories)
            }
            seen = merged(seen, claims.directories)
            previous = item.connector
        }
        claims.directories = merged(seen, claims.directories)
        if claims.directories.count > EffectClaims.mostDirectories { claims.bar(.directory) }
    }

    private func merged(_ first: [String], _ second: [String]) -> [String] {
        first + second.filter { !first.contains($0) }
    }

    private mutating func take(_ pipeline: ShellPipeline) {
        for stage in pipeline.stages {
            let before = claims.directories
            take(stage)
            // Each command of a pipeline has a shell of its own.
            if pipeline.stages.count > 1 { claims.directories = before }
        }
    }

    private mutating func take(_ stage: ShellStage) {
        take(stage.redirections)
        let before = claims.directories
        switch stage.body {
        case .simple(let command): take(command)
        case .group(let list): take(list)
        case .subshell(let list):
            take(list)
            claims.directories = before
        case .conditional(let lists):
            for list in lists {
                take(list)
                claims.directories = merged(before, claims.directories)
            }
        case .loop(let condition, let body):
            take(condition)
            take(body)
            keepDirectory(before)
        case .iteration(let words, let body):
            for word in words {
                let argument = Argument(word)
                switch argument {
                case .literal: break
                case .glob: claims.read(argument)
                case .unknown: claims.bar(.expansion(argument.text))
                }
            }
            take(body)
            keepDirectory(before)
        }
    }

    /// A loop that leaves the folder starts its next round somewhere else.
    private mutating func keepDirectory(_ before: [String]) {
        if claims.directories != before { claims.bar(.directory) }
    }

    private mutating func take(_ command: ShellText.SimpleCommand) {
        for assignment in command.assignments {
            takeVariable(String(assignment.source.prefix { $0 != "=" }))
        }
        take(command.redirections)
        guard !command.words.isEmpty else { return }
        let words = command.words.map(Argument.init)
        guard words[0].literal == "cd" else { return run(words) }
        guard words.count == 2, let path = words[1].literal, !path.isEmpty, path != "-",
            !path.hasPrefix("-")
        else { return claims.bar(.directory) }
        claims.read(words[1])
        claims.directories = claims.directories.map { path.hasPrefix("/") ? path : "\($0)/\(path)" }
    }
}
