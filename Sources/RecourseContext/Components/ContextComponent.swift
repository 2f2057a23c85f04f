/// One part of a context: what it is, why it is there, and how much of it.
public struct ContextComponent: Hashable, Sendable {
    /// In the order in which they are sent: what changes least comes first, so that a server's cache
    /// of prompts holds for as long as may be.
    public enum Kind: Int, Hashable, Sendable, CaseIterable, Comparable {
        case structure, readme, manifest, design, requirements, tasks, file, relatedTasks,
            failure, history

        public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    public enum Reason: Hashable, Sendable {
        /// Every task is told.
        case always
        /// It lies beside the task list, or in its folder of specifications.
        case specification
        /// The task names the path, the file's name, or something that the file declares.
        case namesPath(String)
        case namesFile(String)
        case namesDeclaration(String)
        /// The caller said so.
        case given
    }

    public enum Form: Hashable, Sendable {
        case whole
        case compressed(from: Int, to: Int, by: Compression)
        case leftOut(Omission)
    }

    public enum Omission: Hashable, Sendable {
        /// Not even its smallest form had room.
        case budget
        /// It holds a private key, or is a file that `SecretFiles` names.
        case secret
        case unreadable
    }

    public var kind: Kind
    /// A path, or what it is.
    public var name: String
    public var reason: Reason
    public var form: Form
    /// As it is sent, with its heading; empty where it is left out.
    public var text: String
    /// Of `text`, by `TokenEstimate`.
    public var tokens: Int
    /// Of all of it, had it been sent whole.
    public var wholeTokens: Int
    /// SHA-256 of all of it, whatever is sent: independent of the budget.
    public var identity: String
}
