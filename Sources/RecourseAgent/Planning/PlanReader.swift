import RecourseCore

/// Reads replies: strict in keys, types, ranges and whom an answer is for.
struct PlanReader {
    /// What a reply says of each task.
    struct Answers: Hashable, Sendable {
        var parts: [TaskID: PlanPart] = [:]
        /// Tasks whose answer is missing or malformed.
        var problems: [TaskID: ReplyProblem] = [:]
    }

    enum Form: Hashable, Sendable {
        case sections(PlanSections)
        /// Of the tasks' drafts, by task.
        case adaptation([TaskID: TaskPlan])
    }

    let form: Form
    /// Those that were asked about.
    let tasks: [TaskID]

    /// - Throws: `ReplyProblem` where nothing can be read, or nothing of the only task.
    func answers(in text: String) throws(ReplyProblem) -> Answers {
        let reply = try ReplyObject(
            ReplyJSON.object(in: text, with: "tasks"), keys: ["tasks"], at: "reply")
        var answers = Answers()
        var seen: Set<TaskID> = []
        for (index, value) in try reply.list("tasks").enumerated() {
            // What nobody asked about is nobody's answer.
            guard let id = Self.id(of: value), tasks.contains(id) else { continue }
            guard seen.insert(id).inserted else {
                answers.parts[id] = nil
                answers.problems[id] = ReplyProblem("task \(id) is answered twice")
                continue
            }
            do throws(ReplyProblem) {
                let part = try part(value, id, at: "tasks[\(index)]")
                if let problem = part.problem {
                    throw ReplyProblem("tasks[\(index)]: \(problem)")
                }
                answers.parts[id] = part
            } catch {
                answers.problems[id] = error
            }
        }
        for id in tasks where !seen.contains(id) {
            answers.problems[id] = ReplyProblem("task \(id) is not answered")
        }
        if tasks.count == 1, let problem = answers.problems[tasks[0]] { throw problem }
        return answers
    }

    /// A plan that was kept.
    static func plan(in text: String, madeAt time: Double) throws(ReplyProblem) -> TaskPlan {
        let value = try ReplyJSON.object(in: text, with: "steps")
        let object = try ReplyObject(value, keys: keys(of: .all), at: "plan")
        let part = try part(object, .all)
        guard part.problem == nil, let plan = part.plan(madeAt: time) else {
            throw ReplyProblem(part.problem ?? "the plan is not whole")
        }
        return plan
    }

    private static func id(of value: JSONValue) -> TaskID? {
        guard case .object(let fields) = value,
            case .string(let id)? = fields.first(where: { $0.key == "id" })?.value
        else { return nil }
        return TaskID(id)
    }

    private func part(
        _ value: JSONValue, _ id: TaskID, at place: String
    ) throws(ReplyProblem) -> PlanPart {
        switch form {
        case .sections(let sections):
            return try Self.part(
                ReplyObject(value, keys: ["id"] + Self.keys(of: sections), at: place), sections)
        case .adaptation(let drafts):
            let object = try ReplyObject(value, keys: ["id", "keep", "plan"], at: place)
            let plans = try object.list("plan")
            if try object.bool("keep") {
                guard plans.isEmpty else {
                    throw ReplyProblem("\(place) keeps the draft and has a plan")
                }
                return drafts[id].map(PlanPart.init) ?? PlanPart()
            }
            guard plans.count == 1 else { throw ReplyProblem("\(place).plan is not one plan") }
            return try Self.part(
                ReplyObject(plans[0], keys: Self.keys(of: .all), at: "\(place).plan[0]"), .all)
        }
    }

    private static func keys(of sections: PlanSections) -> [String] {
        var keys: [String] = []
        if sections.contains(.assessment) {
            keys += [
                "complexity", "estimated_steps", "tools", "dependencies", "risks", "confidence",
                "reasoning", "estimated_seconds",
            ]
        }
        let lists: [(PlanSections, String)] = [
            (.steps, "steps"), (.decisions, "decisions"), (.criteria, "criteria"),
            (.fallbacks, "fallbacks"),
        ]
        return keys + lists.filter { sections.contains($0.0) }.map(\.1)
    }

    private static func part(
        _ object: ReplyObject, _ sections: PlanSections
    ) throws(ReplyProblem) -> PlanPart {
        var part = PlanPart()
        if sections.contains(.assessment) {
            part.assessment = try PlanPart.Assessment(reading: object)
        }
        if sections.contains(.steps) { part.steps = try object.items("steps", PlanStep.read) }
        if sections.contains(.decisions) {
            part.decisions = try object.items("decisions", PlanDecision.read)
        }
        if sections.contains(.criteria) {
            part.criteria = try object.items("criteria", PlanCriterion.read)
        }
        if sections.contains(.fallbacks) {
            part.fallbacks = try object.items("fallbacks", PlanFallback.read)
        }
        return part
    }
}

extension PlanPart {
    /// All of a plan.
    init(_ plan: TaskPlan) {
        self.init(
            assessment: Assessment(
                complexity: plan.complexity, estimatedSteps: plan.estimatedSteps,
                tools: plan.tools, dependencies: plan.dependencies, risks: plan.risks,
                confidence: plan.confidence, reasoning: plan.reasoning,
                estimatedSeconds: plan.estimatedSeconds),
            steps: plan.steps, decisions: plan.decisions, criteria: plan.criteria,
            fallbacks: plan.fallbacks)
    }
}
