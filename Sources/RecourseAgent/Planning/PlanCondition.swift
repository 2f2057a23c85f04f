/// Something that holds or not once a step has ended. Texts are literals, never regexes: a model's
/// regex would run over hostile output.
public enum PlanCondition: Hashable, Sendable, Codable {
    case outputContains(String)
    /// A line of the output is this, blanks around it aside.
    case outputHasLine(String)
    case fileExists(String)
    case fileAbsent(String)
    case exitStatus(Int32)
}

/// Which way a plan goes on behind a step. Where one stands, it and not the exit status decides.
public struct PlanDecision: Hashable, Sendable, Codable {
    public enum Path: Hashable, Sendable, Codable {
        /// 0-based, of the plan's own steps.
        case step(Int)
        /// Nothing more to do: the criteria are judged.
        case finish
        /// A person has to look; no fallback is tried.
        case stop
    }

    /// 0-based.
    public var step: Int
    public var condition: PlanCondition
    public var whenTrue: Path
    public var whenFalse: Path

    public init(after step: Int, _ condition: PlanCondition, then: Path, otherwise: Path) {
        self.step = step
        self.condition = condition
        whenTrue = then
        whenFalse = otherwise
    }
}

/// How to tell that the task is done.
public enum PlanCriterion: Hashable, Sendable, Codable {
    /// A shell text that ends with 0. Run under the same policy as steps.
    case commandSucceeds(String)
    case fileExists(String)
    case fileContains(path: String, text: String)
    /// Of some step of the way that was taken.
    case outputContains(String)
}
