/// What an argument vector would install by name.
public struct Installation: Hashable, Sendable {
    public enum Ecosystem: String, Hashable, Sendable {
        case python, node, rust, go, ruby, php, perl, system

        /// Files in which a project names what it needs.
        public var manifests: [String] {
            switch self {
            case .python:
                ["requirements.txt", "requirements-dev.txt", "dev-requirements.txt", "pyproject.toml",
                 "setup.py", "setup.cfg", "Pipfile", "environment.yml"]
            case .node: ["package.json"]
            case .rust: ["Cargo.toml"]
            case .go: ["go.mod"]
            case .ruby: ["Gemfile"]
            case .php: ["composer.json"]
            case .perl: ["cpanfile", "Makefile.PL", "Build.PL"]
            case .system: []
            }
        }
    }

    public var ecosystem: Ecosystem
    /// Indices into the argument vector.
    public var names: [Int]

    /// `nil` where nothing is installed by name.
    public init?(_ argv: [String]) {
        guard let program = argv.first.map(baseName) else { return nil }
        guard let (ecosystem, verbs) = Self.installer(program, argv) else { return nil }
        guard let verb = argv.indices.dropFirst().first(where: { verbs.contains(argv[$0]) }) else {
            return nil
        }
        var names: [Int] = []
        var index = verb + 1
        while index < argv.count {
            if Self.valuedOptions.contains(argv[index]) {
                index += 2
                continue
            }
            if !argv[index].hasPrefix("-") { names.append(index) }
            index += 1
        }
        self.ecosystem = ecosystem
        self.names = names
    }

    private static let valuedOptions: Set<String> = [
        "-r", "--requirement", "-c", "--constraint", "--find-links", "-f", "-t", "--target", "--prefix",
        "--manifest-path", "--path", "-C",
    ]

    private static func installer(_ program: String, _ argv: [String]) -> (Ecosystem, Set<String>)? {
        switch program {
        case "npm", "pnpm": (.node, ["install", "i", "add"])
        case "yarn": (.node, ["add"])
        case "npx": (.node, ["npx"])
        case "cargo": (.rust, ["add", "install"])
        case "go": (.go, ["get", "install"])
        case "gem", "bundle": (.ruby, ["install", "add"])
        case "composer": (.php, ["require"])
        case "cpan", "cpanm": (.perl, Set(argv.prefix(1)))
        case "apt-get", "apt", "dnf", "yum", "apk", "brew", "zypper", "pacman": (.system, ["install", "add", "-S"])
        case "uv", "poetry", "pipx", "conda": (.python, ["install", "add"])
        case _ where program.hasPrefix("pip"): (.python, ["install"])
        case _ where program.hasPrefix("python"): argv.contains("pip") ? (.python, ["install"]) : nil
        default: nil
        }
    }
}
