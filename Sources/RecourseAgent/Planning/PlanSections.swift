/// The five questions of planning. A request asks for any of them together.
struct PlanSections: OptionSet, Hashable, Sendable {
    let rawValue: Int

    /// How hard the task is, and what it takes.
    static let assessment = PlanSections(rawValue: 1)
    static let steps = PlanSections(rawValue: 2)
    static let decisions = PlanSections(rawValue: 4)
    static let criteria = PlanSections(rawValue: 8)
    static let fallbacks = PlanSections(rawValue: 16)

    /// What the two parallel requests ask for: neither needs the other's answer.
    static let analysis: PlanSections = [.assessment, .steps, .decisions]
    static let assurance: PlanSections = [.criteria, .fallbacks]
    static let all: PlanSections = [.analysis, .assurance]

    static let each: [PlanSections] = [.assessment, .steps, .decisions, .criteria, .fallbacks]

    /// Letters and `_`.
    var name: String {
        switch self {
        case .all: "plans"
        case .analysis: "analysis"
        case .assurance: "assurance"
        case .assessment: "complexity"
        case .steps: "commands"
        case .decisions: "decisions"
        case .criteria: "criteria"
        case .fallbacks: "fallbacks"
        default: "sections_\(rawValue)"
        }
    }

    /// The most tokens that an answer for one task is given.
    var replyTokens: Int {
        let costs: [(PlanSections, Int)] = [
            (.assessment, 400), (.steps, 1_500), (.decisions, 300), (.criteria, 200),
            (.fallbacks, 500),
        ]
        return costs.reduce(0) { $0 + (contains($1.0) ? $1.1 : 0) }
    }
}

/// Answers to some of the five questions, about one task.
struct PlanPart: Hashable, Sendable {
    struct Assessment: Hashable, Sendable {
        var complexity: TaskPlan.Complexity
        var estimatedSteps: Int
        var tools: [String]
        var dependencies: [String]
        var risks: [String]
        var confidence: Double
        var reasoning: String
        var estimatedSeconds: Double
    }

    var assessment: Assessment?
    var steps: [PlanStep]?
    var decisions: [PlanDecision]?
    var criteria: [PlanCriterion]?
    var fallbacks: [PlanFallback]?

    func joined(with other: PlanPart) -> PlanPart {
        PlanPart(
            assessment: assessment ?? other.assessment, steps: steps ?? other.steps,
            decisions: decisions ?? other.decisions, criteria: criteria ?? other.criteria,
            fallbacks: fallbacks ?? other.fallbacks)
    }

    /// `nil` where a question is not answered.
    func plan(madeAt time: Double) -> TaskPlan? {
        guard let assessment, let steps, let decisions, let criteria, let fallbacks else {
            return nil
        }
        return TaskPlan(
            complexity: assessment.complexity, estimatedSteps: assessment.estimatedSteps,
            tools: assessment.tools, dependencies: assessment.dependencies,
            risks: assessment.risks, confidence: assessment.confidence,
            reasoning: assessment.reasoning, steps: steps, decisions: decisions,
            criteria: criteria, fallbacks: fallbacks,
            estimatedSeconds: assessment.estimatedSeconds, madeAt: time)
    }

    /// What is wrong with what there is.
    var problem: String? {
        var whole = PlanPart(
            assessment: assessment ?? .unknown, steps: steps ?? [PlanStep(.shell("true"))],
            decisions: decisions, criteria: criteria ?? [], fallbacks: fallbacks ?? [])
        if steps == nil {
            // Where they lead is judged once the steps are known.
            if let problem = decisions?.lazy.compactMap(\.condition.problem).first {
                return problem
            }
            whole.decisions = []
        }
        whole.decisions = whole.decisions ?? []
        return whole.plan(madeAt: 0).flatMap { $0.problem ?? PlanReview.forbidden(in: $0) }
    }
}

extension PlanPart.Assessment {
    fileprivate static let unknown = PlanPart.Assessment(
        complexity: .simple, estimatedSteps: 1, tools: [], dependencies: [], risks: [],
        confidence: 0, reasoning: "", estimatedSeconds: 0)
}
