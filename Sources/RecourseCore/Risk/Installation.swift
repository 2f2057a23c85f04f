/// What an argument vector would install by name.
public struct Installation: Hashable, Sendable {
    public enum Ecosystem: String, Hashable, Sendable {
        case python, node, rust, go, ruby, php, perl, system

        /// Files in which a project names what it needs.
        public var manifests: [String] {
            switch self {
            case .python:
                [
                    "requirements.txt", "requirements-dev.txt", "dev-requirements.txt",
                    "pyproject.toml",
                    "setup.py", "setup.cfg", "Pipfile", "environment.yml",
                ]
            case .node: ["package.json"]
            case .rust: ["Cargo.toml"]
            case .go: ["go.mod"]
            case .ruby: ["Gemfile"]
            case .php: ["composer.json"]
            case .perl: ["cpanfile", "Makefile.PL", "Build.PL"]
            case .system: []
            }
        }

        /// Options whose value is the next word. One too many here would hide a name.
        fileprivate var valuedOptions: Set<String> {
            switch self {
            case .python:
                [
                    "-r", "--requirement", "-c", "--constraint", "-f", "--find-links", "-t",
                    "--target", "--prefix",
                    "-i", "--index-url", "--extra-index-url",
                ]
            case .node: ["--prefix", "-C", "--registry"]
            case .rust: ["--manifest-path", "--path", "--features", "-F", "--registry"]
            case .go: ["-C"]
            case .ruby: ["-v", "--version"]
            case .php: ["-d", "--working-dir"]
            case .perl, .system: []
            }
        }
    }

    public var ecosystem: Ecosystem
    /// Indices into the argument vector.
    public var names: [Int]

    /// `nil` where nothing is installed by name.
    public init?(_ argv: [String]) {
        guard let program = argv.first.map(baseName), let installer = Installer(program, argv)
        else { return nil }
        var index = 1
        if !installer.verbs.isEmpty {
            guard let verb = argv.indices.dropFirst().first(where: { installer.installs(argv[$0]) })
            else { return nil }
            index = verb + 1
        }
        let valued = installer.ecosystem.valuedOptions
        var names: [Int] = []
        while index < argv.count {
            if valued.contains(argv[index]) {
                index += 1
            } else if !argv[index].hasPrefix("-") {
                names.append(index)
            }
            index += 1
        }
        ecosystem = installer.ecosystem
        self.names = names
    }
}

private struct Installer {
    var ecosystem: Installation.Ecosystem
    /// Words behind which names stand; none where every operand is a name.
    var verbs: Set<String>

    init?(_ program: String, _ argv: [String]) {
        switch program {
        case "npm": self.init(.node, "install", "i", "add", "exec", "x")
        case "pnpm", "bun": self.init(.node, "install", "i", "add", "dlx", "x")
        case "yarn": self.init(.node, "add", "dlx")
        case "npx", "pnpx", "bunx": self.init(.node)
        case "cargo": self.init(.rust, "add", "install")
        case "go": self.init(.go, "get", "install")
        case "gem", "bundle": self.init(.ruby, "install", "add")
        case "composer": self.init(.php, "require")
        case "cpan", "cpanm": self.init(.perl)
        case "pacman": self.init(.system, "-S", "--sync")
        case "apt-get", "apt", "dnf", "yum", "apk", "brew", "zypper", "luarocks", "cabal", "stack",
            "rustup", "nvm",
            "pyenv":
            self.init(.system, "install", "add")
        case "uvx": self.init(.python)
        case "uv", "poetry", "pipx", "pipenv", "conda", "mamba":
            self.init(.python, "install", "add", "create", "run")
        case _ where program.hasPrefix("pip"): self.init(.python, "install")
        case _ where program.hasPrefix("python") || program.hasPrefix("pypy"):
            guard argv.contains("pip") || argv.contains("pipx") else { return nil }
            self.init(.python, "install", "run")
        default: return nil
        }
    }

    private init(_ ecosystem: Installation.Ecosystem, _ verbs: String...) {
        self.ecosystem = ecosystem
        self.verbs = Set(verbs)
    }

    /// `pacman -Syu` is `-S` with more letters.
    func installs(_ word: String) -> Bool {
        verbs.contains(word) || verbs.contains("-S") && word.hasPrefix("-S")
    }
}
