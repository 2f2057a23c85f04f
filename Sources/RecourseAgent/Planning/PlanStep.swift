import RecourseCore

/// One step of a plan: a command, or a change to files.
public struct PlanStep: Hashable, Sendable, Codable {
    public enum Action: Hashable, Sendable, Codable {
        /// For `sh -c`.
        case shell(String)
        case arguments([String])
        /// The whole file, relative to the working directory.
        case write(path: String, contents: String)
        /// A unified diff.
        case patch(String)

        /// What people are shown of it, in one line but for a shell text of several.
        public var text: String {
            switch self {
            case .shell(let text): text
            case .arguments(let argv): ShellQuoting.joined(argv)
            case .write(let path, let contents):
                "write \(ShellQuoting.quoted(path)) (\(contents.utf8.count) bytes)"
            case .patch(let diff):
                "patch " + DiffOutline(diff).paths.map(ShellQuoting.quoted).joined(separator: " ")
            }
        }

        /// What is started; `nil` for a change to files.
        public var argv: [String]? {
            switch self {
            case .shell(let text): ["sh", "-c", text]
            case .arguments(let argv): argv
            case .write, .patch: nil
            }
        }
    }

    public var action: Action
    public var description: String
    /// Literals, one of which the output should hold. A guess: they count for the plan's accuracy
    /// and fail nothing.
    public var expectedOutputs: [String]
    /// Literals that say it failed although it ended with 0, unless a success indicator stands
    /// beside them.
    public var errorPatterns: [String]
    public var successIndicators: [String]
    public var failureIndicators: [String]
    public var timeoutSeconds: Int
    /// What the plan asks for; whether it happens is `PlanReview`'s to say.
    public var retriesOnFailure: Bool
    /// As the model claims.
    public var isIdempotent: Bool

    public init(
        _ action: Action, description: String = "", expectedOutputs: [String] = [],
        errorPatterns: [String] = [], successIndicators: [String] = [],
        failureIndicators: [String] = [], timeoutSeconds: Int = 600,
        retriesOnFailure: Bool = false, isIdempotent: Bool = false
    ) {
        self.action = action
        self.description = description
        self.expectedOutputs = expectedOutputs
        self.errorPatterns = errorPatterns
        self.successIndicators = successIndicators
        self.failureIndicators = failureIndicators
        self.timeoutSeconds = timeoutSeconds
        self.retriesOnFailure = retriesOnFailure
        self.isIdempotent = isIdempotent
    }
}
