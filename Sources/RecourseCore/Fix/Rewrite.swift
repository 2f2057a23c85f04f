/// The failed command, changed.
public struct Rewrite: Hashable, Sendable, Codable {
    /// The program whose simple command is changed; `nil`: the failed command's own.
    public var program: String?
    public var changes: [Change]

    public init(program: String? = nil, changes: [Change]) {
        self.program = program
        self.changes = changes
    }

    public enum Change: Hashable, Sendable, Codable {
        /// Behind the program, or behind the first argument equal to `after`.
        case insert([Template], after: Template?)
        case append([Template])
        /// Every argument equal to the first; there must be one.
        case replace(Template, with: Template)
        /// Every argument equal to it; there must be one.
        case remove(Template)
        /// From the first bundle of short options: `xzf`, `-xzf`.
        case dropLetter(String)
        /// The first numeric argument that matches whole; a suffix such as `s` stays.
        case multiply(Int, operand: String)
        case program(String)
        case set([Template])
        case environment([String: Template])
        case withoutEnvironment([String])
        case directory(Template)
    }
}
