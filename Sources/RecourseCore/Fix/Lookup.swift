/// A value that a fix needs and that the surroundings hold.
public enum Lookup: Hashable, Sendable, Codable {
    /// The only file below the working directory whose path ends so.
    case file(Template, take: PathPart, containing: Template?)
    /// The one closest name.
    case similar(Template, among: Names)
    /// A line that an inspecting command prints. Its program is a literal.
    case output([Template], like: Template?, pick: Pick)
    /// The only argument of the failed command that matches whole; a group `value` narrows it.
    case operand(String)
    /// The value of an option of the failed command.
    case option(String)
    /// The first of these that is on `PATH`.
    case program([String])
    /// The next port above that nothing listens on.
    case freePort(Template)
    case parent(Template)
    case name(Template)
    case stem(Template)

    public enum PathPart: String, Hashable, Sendable, Codable {
        case path, directory, name
    }

    public enum Names: String, Hashable, Sendable, Codable {
        case files, directories
        case npmScripts = "npm-scripts"
        case makeTargets = "make-targets"
        case gitBranches = "git-branches"
        case programs, operands
    }

    public enum Pick: String, Hashable, Sendable, Codable {
        case closest, newest, only
    }

    public var templates: [Template] {
        switch self {
        case .file(let name, _, let containing): [name] + (containing.map { [$0] } ?? [])
        case .similar(let name, _): [name]
        case .output(let argv, let like, _): argv + (like.map { [$0] } ?? [])
        case .freePort(let value), .parent(let value), .name(let value), .stem(let value): [value]
        case .operand, .option, .program: []
        }
    }
}
