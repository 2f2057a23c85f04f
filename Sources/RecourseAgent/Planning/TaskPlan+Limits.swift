import RecourseCore

/// The most that a plan may hold. Beyond it nobody reads it before saying yes.
public enum PlanLimits {
    /// Fallbacks' steps included.
    public static let steps = 50
    public static let decisions = 20
    public static let criteria = 20
    public static let fallbacks = 5
    /// Entries of any other list.
    public static let entries = 20
    /// Bytes of a shell text, an argument, an indicator, a name.
    public static let textBytes = 4_096
    public static let arguments = 100
    /// Bytes of a file's contents or a diff.
    public static let contentBytes = 131_072
    public static let timeoutSeconds = 1...7_200
    public static let estimatedSeconds = 0.0...604_800.0
    /// Bytes of a whole reply.
    public static let replyBytes = 1_048_576
}

extension TaskPlan {
    /// What is wrong with it, in our own words, or `nil`.
    public var problem: String? {
        if steps.isEmpty { return "steps is empty" }
        if places.count > PlanLimits.steps { return "over \(PlanLimits.steps) steps" }
        if decisions.count > PlanLimits.decisions {
            return "over \(PlanLimits.decisions) decisions"
        }
        if criteria.count > PlanLimits.criteria { return "over \(PlanLimits.criteria) criteria" }
        if fallbacks.count > PlanLimits.fallbacks {
            return "over \(PlanLimits.fallbacks) fallbacks"
        }
        if !(0...1).contains(confidence) { return "confidence is not within 0 and 1" }
        if !(1...1_000).contains(estimatedSteps) {
            return "estimated_steps is not within 1 and 1000"
        }
        if !PlanLimits.estimatedSeconds.contains(estimatedSeconds) {
            return "estimated_seconds is not within 0 and 604800"
        }
        if fallbacks.contains(where: \.steps.isEmpty) { return "a fallback has no steps" }
        if [tools, dependencies, risks].contains(where: { $0.count > PlanLimits.entries }) {
            return "a list has over \(PlanLimits.entries) entries"
        }
        let texts = tools + dependencies + risks + [reasoning] + fallbacks.map(\.description)
        if texts.contains(where: { !Self.isText($0) }) { return Self.badText }
        for place in places {
            if let problem = self[place]?.problem { return "step \(place.index + 1): \(problem)" }
        }
        return decisionProblem ?? criteria.lazy.compactMap(\.problem).first
    }

    fileprivate static let badText = "a text is over \(PlanLimits.textBytes) bytes or holds NUL"

    fileprivate static func isText(_ text: String) -> Bool {
        text.utf8.count <= PlanLimits.textBytes && !text.utf8.contains(0)
    }

    private var decisionProblem: String? {
        var decided: Set<Int> = []
        for decision in decisions {
            guard steps.indices.contains(decision.step) else {
                return "a decision follows a step that is not there"
            }
            guard decided.insert(decision.step).inserted else {
                return "two decisions follow step \(decision.step + 1)"
            }
            for case .step(let index) in [decision.whenTrue, decision.whenFalse]
            where !steps.indices.contains(index) {
                return "a decision leads to a step that is not there"
            }
            if let problem = decision.condition.problem { return problem }
        }
        return nil
    }
}

extension PlanStep {
    var problem: String? {
        let lists = [expectedOutputs, errorPatterns, successIndicators, failureIndicators]
        if lists.contains(where: { $0.count > PlanLimits.entries }) {
            return "a list has over \(PlanLimits.entries) entries"
        }
        // What every output holds says nothing.
        if lists.joined().contains(where: \.isBlank) { return "an indicator is empty" }
        if (lists.joined() + [description]).contains(where: { !TaskPlan.isText($0) }) {
            return TaskPlan.badText
        }
        if !PlanLimits.timeoutSeconds.contains(timeoutSeconds) {
            return "timeout is not within 1 and 7200 seconds"
        }
        switch action {
        case .shell(let text):
            if text.isBlank { return "the command is empty" }
            return TaskPlan.isText(text) ? nil : TaskPlan.badText
        case .arguments(let argv):
            guard let program = argv.first, !program.isBlank else { return "argv is empty" }
            if argv.count > PlanLimits.arguments { return "over \(PlanLimits.arguments) arguments" }
            return argv.allSatisfy(TaskPlan.isText) ? nil : TaskPlan.badText
        case .write(let path, let contents):
            return pathProblem(path) ?? contentProblem(contents)
        case .patch(let diff):
            let outline = DiffOutline(diff)
            if outline.paths.isEmpty { return "the patch names no file" }
            if !outline.isPlain { return "the patch is no plain unified diff of text files" }
            return outline.paths.lazy.compactMap(pathProblem).first ?? contentProblem(diff)
        }
    }

    private func contentProblem(_ text: String) -> String? {
        text.utf8.count > PlanLimits.contentBytes || text.utf8.contains(0)
            ? "the contents are over \(PlanLimits.contentBytes) bytes or hold NUL" : nil
    }
}

extension PlanCondition {
    var problem: String? {
        switch self {
        case .outputContains(let text), .outputHasLine(let text):
            if text.isBlank { return "a condition's text is empty" }
            return TaskPlan.isText(text) ? nil : TaskPlan.badText
        case .fileExists(let path), .fileAbsent(let path): return pathProblem(path)
        case .exitStatus(let status):
            return (0...255).contains(status) ? nil : "an exit status is not within 0 and 255"
        }
    }
}

extension PlanCriterion {
    var problem: String? {
        switch self {
        case .commandSucceeds(let text), .outputContains(let text):
            if text.isBlank { return "a criterion's text is empty" }
            return TaskPlan.isText(text) ? nil : TaskPlan.badText
        case .fileExists(let path): return pathProblem(path)
        case .fileContains(let path, let text):
            if text.isBlank { return "a criterion's text is empty" }
            return pathProblem(path) ?? (TaskPlan.isText(text) ? nil : TaskPlan.badText)
        }
    }
}

/// Relative and without `..`; whether links lead out is for the workspace to say.
private func pathProblem(_ path: String) -> String? {
    let isFine =
        !path.isBlank && path.utf8.count <= 1_024 && path.utf8.first != UInt8(ascii: "/")
        && path.utf8.first != UInt8(ascii: "~")
        && !path.utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
        && path.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    return isFine ? nil : "a path is not a plain relative one inside the tree"
}

extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
