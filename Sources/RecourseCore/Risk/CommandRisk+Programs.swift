/// Programs whose risk depends on what they are told.
extension CommandRisk {
    static func runsOrWrites(_ arguments: [String]) -> Bool {
        arguments.contains { word in
            ["-delete", "-exec", "-ok", "-fprint", "-fls"].contains(where: word.hasPrefix)
        }
    }

    private static let catalogueQueries: Set<String> = [
        "SELECT datname FROM pg_database", "SELECT rolname FROM pg_roles",
    ]

    /// psql that does nothing but list names: plain output, no start-up file, one known query.
    static func asksCatalogue(_ arguments: [String]) -> Bool {
        guard arguments.first == "-XAtc", arguments.count >= 2,
            catalogueQueries.contains(arguments[1])
        else { return false }
        let rest = arguments.dropFirst(2)
        return rest.count % 2 == 0
            && stride(from: rest.startIndex, to: rest.endIndex, by: 2).allSatisfy {
                ["-h", "-p", "-U", "-d"].contains(rest[$0])
            }
    }

    /// Scripts can write files and start programs (`w`, `e`, `s///e`): only plain ones are
    /// understood.
    static func sedRisk(_ arguments: [String], _ words: [String]) -> Risk {
        let inPlace =
            arguments.contains { $0.hasPrefix("--in-place") } || hasInPlaceLetter(arguments)
        let isKnown =
            arguments.contains("--sandbox")
            || !arguments.contains {
                $0.hasPrefix("-f") || $0.hasPrefix("--file") || $0.hasPrefix("--e")
            }
                && !hasScriptInBundle(arguments)
                && scripts(arguments, words).allSatisfy(isPlainScript)
        return isKnown ? inPlace ? .overwrite : .inspect : .system
    }

    /// `-i`, also with a suffix (`-i.bak`) or in a bundle (`-ni`).
    private static func hasInPlaceLetter(_ arguments: [String]) -> Bool {
        arguments.contains { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.contains("i") }
    }

    /// `-es/x/y/`, `-nf`: the script stands within the option.
    private static func hasScriptInBundle(_ arguments: [String]) -> Bool {
        arguments.contains { word in
            word.hasPrefix("-") && !word.hasPrefix("--") && word != "-e" && !word.hasPrefix("-i")
                && (word.contains("e") || word.contains("f"))
        }
    }

    private static func scripts(_ arguments: [String], _ words: [String]) -> [String] {
        let named = zip(arguments, arguments.dropFirst()).filter { $0.0 == "-e" }.map(\.1)
        return named.isEmpty ? Array(words.prefix(1)) : named
    }

    /// `5d`, `2,10p`, `$!N`-free addresses, or one `s/from/to/g`.
    private static func isPlainScript(_ script: String) -> Bool {
        if script.utf8.allSatisfy({ "0123456789,$pdq=".utf8.contains($0) }) { return true }
        let parts = script.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "s" && !script.contains("\n")
            && !parts.dropFirst().contains { $0.hasSuffix("\\") }
            && parts[3].utf8.allSatisfy { "gpI0123456789".utf8.contains($0) }
    }

    /// Options that start a program of one's choice.
    static func tarRisk(_ arguments: [String]) -> Risk {
        let running = [
            "--to-command", "--checkpoint-action", "--use-compress-program", "--rsh-command",
            "--rmt-command",
            "--info-script", "--new-volume-script", "-I", "-F",
        ]
        let runs = arguments.contains { word in running.contains(where: word.hasPrefix) }
        return runs || hasLetter("I", in: arguments) || hasLetter("F", in: arguments)
            ? .system : .overwrite
    }

    /// Dot commands start programs and write files anywhere, and so do some functions.
    static func runsFromSQL(_ arguments: [String]) -> Bool {
        let harmless: Set<Substring> = [
            ".timeout", ".dump", ".schema", ".tables", ".mode", ".headers", ".exit",
        ]
        return arguments.contains { word in
            let begins = word.hasPrefix(".") && word.dropFirst().first?.isLetter ?? false
            let folded = word.lowercased()
            return begins && !harmless.contains(word.prefix { $0 != " " })
                || ["load_extension", "writefile", "edit("].contains(where: folded.contains)
        }
    }

    static func buildRisk(_ arguments: [String], _ words: [String]) -> Risk {
        if arguments.contains(where: {
            $0 == "install" || $0 == "uninstall" || $0.hasPrefix("--install")
        }) {
            return .environment
        }
        // `cmake -E` copies, removes, and starts programs (`-E env`, `-E time`).
        if let index = arguments.firstIndex(of: "-E"), arguments.first == "-E" {
            return ["env", "time", "bench"].contains(arguments.dropFirst(index + 1).first)
                ? .system : .overwrite
        }
        return .workspace
    }

    static func swiftRisk(_ words: [String]) -> Risk {
        switch words.first {
        case "package":
            let local = [
                "init", "clean", "reset", "describe", "dump-package", "show-executables",
                "tools-version",
            ]
            return local.contains(words.dropFirst().first ?? "") ? .workspace : .environment
        case "sdk": return .environment
        default: return .workspace
        }
    }

    static func pythonRisk(_ arguments: [String]) -> Risk {
        var rest = arguments[...]
        while let option = rest.popFirst(), option.hasPrefix("-") {
            switch option {
            case "-m": return moduleRisk(Array(rest))
            case "-V", "--version", "--help": return .inspect
            case "-W", "-X": _ = rest.popFirst()
            case "-u", "-I", "-E", "-s", "-S", "-B", "-q": continue
            default: return .system
            }
        }
        return .system
    }

    private static func moduleRisk(_ words: [String]) -> Risk {
        switch words.first {
        case "venv", "virtualenv", "py_compile", "compileall": .workspace
        case "pip", "ensurepip", "pipx": .environment
        // The second file is written.
        case "json.tool": words.dropFirst().count { !$0.hasPrefix("-") } > 1 ? .overwrite : .inspect
        default: .system
        }
    }

    static func npmRisk(_ words: [String]) -> Risk {
        let second = words.dropFirst().first
        switch words.first {
        case "ls", "list", "view", "prefix", "root", "help": return .inspect
        // Its settings lie in the home folder.
        case "config": return ["get", "list", "ls"].contains(second ?? "") ? .inspect : .system
        case "pkg": return second == "get" ? .inspect : .workspace
        // `npm init NAME` runs the fetched program create-NAME.
        case "init": return second == nil ? .workspace : .environment
        default: return .environment
        }
    }

    static func goRisk(_ arguments: [String], _ words: [String]) -> Risk {
        let running = ["-toolexec", "--toolexec", "-exec", "--exec", "-vettool", "--vettool"]
        if arguments.contains(where: { word in running.contains(where: word.hasPrefix) }) {
            return .system
        }
        switch words.first {
        case "mod": return words.dropFirst().first == "init" ? .workspace : .environment
        // `-w` writes to the home folder.
        case "env":
            return arguments.contains("-w") || arguments.contains("-u") ? .system : .workspace
        case "build", "vet", "fmt", "list": return .workspace
        default: return .environment
        }
    }
}
