/// The task that a context is for, as its list has it.
public struct ContextTask: Hashable, Sendable {
    public var id: String
    public var title: String
    public var steps: [String]
    /// Ids of requirements: `1.2` is the second criterion of the first one.
    public var requirements: [String]
    /// Shell texts, of commands and checks.
    public var commands: [String]

    public init(
        id: String, title: String, steps: [String] = [], requirements: [String] = [],
        commands: [String] = []
    ) {
        self.id = id
        self.title = title
        self.steps = steps
        self.requirements = requirements
        self.commands = commands
    }

    /// All that it says.
    public var text: String { ([title] + steps + commands).joined(separator: "\n") }
}
