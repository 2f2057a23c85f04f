/// What running a command may harm, judged from its words alone. What is not known is not harmless:
/// it is `system`.
public enum CommandRisk {
    /// - Parameter isInside: whether a path lies in the working tree.
    public static func of(_ argv: [String], isInside: (String) -> Bool) -> Risk {
        guard let program = argv.first.map(baseName), !isForbidden(argv) else { return .system }
        let arguments = Array(argv.dropFirst())
        let risk = ofProgram(program, arguments, arguments.filter { !$0.hasPrefix("-") })
        let leavesTree = arguments.contains { word in
            path(in: word).map { !isInside($0) } ?? false
        }
        return leavesTree && risk > .inspect ? .system : risk
    }

    private static func ofProgram(
        _ program: String, _ arguments: [String], _ words: [String]
    ) -> Risk {
        if let fixed = fixedRisks[program] { return fixed }
        switch program {
        case "git": return gitRisk(arguments)
        case "sed": return sedRisk(arguments, words)
        case "env": return words.allSatisfy { $0.contains("=") } ? .inspect : .system
        case "find": return runsOrWrites(arguments) ? .system : .inspect
        case "ln": return hasLetter("f", in: arguments) ? .overwrite : .workspace
        case "tar": return tarRisk(arguments)
        case "psql": return asksCatalogue(arguments) ? .inspect : .system
        case "sqlite3": return runsFromSQL(arguments) ? .system : .overwrite
        case "make", "cmake", "ninja": return buildRisk(arguments, words)
        case "gcc", "g++", "cc", "c++", "clang", "clang++", "javac", "swiftc", "rustc",
            "autoreconf", "tsc":
            return .workspace
        case "swift": return swiftRisk(words)
        case _ where program.hasPrefix("python") || program.hasPrefix("pypy"):
            return pythonRisk(arguments)
        case _ where program.hasPrefix("pip"): return .environment
        case "npm": return npmRisk(words)
        case "cargo":
            let local = ["build", "check", "run", "test", "fmt", "clean", "metadata"]
            return local.contains(words.first ?? "") ? .workspace : .environment
        case "go": return goRisk(arguments, words)
        case "pyenv":
            return words.first == "local"
                ? .workspace : words.first == "versions" ? .inspect : .environment
        default: return .system
        }
    }

    private static let fixedRisks: [String: Risk] = {
        let groups: [(Risk, String)] = [
            (
                .inspect,
                """
                ls cat head tail grep stat file which type pwd printenv wc diff cmp id uname locale df du ps ss \
                true test
                """
            ),
            (.workspace, "mkdir touch chmod"),
            (
                .overwrite,
                """
                rm rmdir mv cp patch unzip gunzip gzip dos2unix truncate tee install black ruff gofmt rustfmt shfmt
                """
            ),
            (
                .environment,
                """
                apt-get apt dnf yum apk brew pacman zypper gem bundle composer mvn gradle yarn pnpm pipx uv \
                poetry conda rustup cpanm cpan luarocks cabal stack mix docker podman curl wget createdb corepack \
                npx nvm pre-commit
                """
            ),
        ]
        var risks: [String: Risk] = [:]
        for (risk, names) in groups {
            for name in names.split(separator: " ") { risks[String(name)] = risk }
        }
        return risks
    }()

    /// The path that a word is or gives to an option (`--target=/usr`, `-C/usr`), where it could
    /// leave the tree.
    private static func path(in word: String) -> String? {
        var bytes = word.utf8[...]
        if bytes.first == UInt8(ascii: "-") {
            // `-I` and `-L` only say where to read.
            guard bytes.count > 2, !word.hasPrefix("-I"), !word.hasPrefix("-L") else { return nil }
            if bytes.starts(with: "--".utf8) {
                guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return nil }
                bytes = bytes[bytes.index(after: equals)...]
            } else {
                bytes = bytes.dropFirst(2)
                guard let first = bytes.first, "/~.".utf8.contains(first) else { return nil }
            }
        }
        let isPath =
            bytes.first == UInt8(ascii: "~") || bytes.contains(UInt8(ascii: "/"))
            || bytes.elementsEqual("..".utf8)
        return isPath ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// Whether a bundle of short options (`-xdf`) holds the letter.
    static func hasLetter(_ letter: Character, in arguments: [String]) -> Bool {
        arguments.contains { word in
            word.hasPrefix("-") && !word.hasPrefix("--") && word.contains(letter)
                && word.dropFirst().allSatisfy(\.isLetter)
        }
    }
}
