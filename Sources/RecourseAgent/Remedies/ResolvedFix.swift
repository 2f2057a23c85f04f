import RecourseCore

/// A fix with every value filled in: exactly what would run.
public struct ResolvedFix: Sendable {
    public var reference: FixReference
    public var revision: Int
    public var title: String?
    public var kind: FixKind
    public var edits: [FileEdit]
    public var steps: [[String]]
    /// A pause before the command is tried again.
    public var delay: Duration
    /// What is tried again: the failed command, or the rewritten one. `nil` for advice.
    public var command: Command?
    /// The folder of the tree that the command moves to.
    public var newDirectory: String?
    /// For a person.
    public var advice: String?
    public var risk: Risk
    /// Why it never runs by itself, whatever the ceiling; `nil` where it may.
    public var withheld: String?
    public var timeout: Duration
    public var prior: Prior?

    /// Edits and steps as they would be written, then the rewritten command; the advice where there
    /// is nothing to run.
    public var text: String {
        if let advice { return advice }
        var parts = edits.map(\.text) + steps.map(ShellQuoting.joined)
        if let newDirectory { parts.append("cd \(ShellQuoting.quoted(newDirectory))") }
        if kind == .rewrite || parts.isEmpty, let command { parts.append(command.text) }
        return parts.joined(separator: " && ")
    }

    /// The argument vectors that `text` stands for.
    public var argumentVectors: [[String]] {
        kind == .rewrite || kind == .retry ? steps + [command?.argv ?? []] : steps
    }
}

/// Why a fix is not one for this failure here.
public enum Inapplicable: Error, Hashable, Sendable {
    /// A condition on the surroundings does not hold.
    case condition(String)
    /// A value was not found.
    case lookup(String)
    /// A capture is not fit to be used: hostile, or of another type.
    case refusedCapture(name: String)
    /// The failed command is unknown, or does not have the form that the rewrite needs.
    case rewrite(String)

    public var text: String {
        switch self {
        case .condition(let what): "not met: \(what)"
        case .lookup(let name): "nothing found for `\(name)`"
        case .refusedCapture(let name): "what the output says for `\(name)` is not fit to be run"
        case .rewrite(let reason): reason
        }
    }
}
