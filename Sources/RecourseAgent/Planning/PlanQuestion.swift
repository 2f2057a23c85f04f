import RecourseCore
import RecourseText

/// What of a task a plan depends on; its id tells it apart within a list.
struct PlanTask: Hashable, Sendable {
    var id: TaskID
    var title: String
    var steps: [String]
    var requirements: [String]
    var checks: [String]

    init(_ task: TaskItem) {
        id = task.id
        title = task.title
        steps = task.steps
        requirements = task.requirements
        checks = task.checks
    }

    /// Without its id: a renumbered task is the same.
    var text: String {
        ([title] + steps.map { "- \($0)" }
            + (requirements.isEmpty
                ? [] : ["Requirements: " + requirements.joined(separator: ", ")])
            + checks.map { "Check: \($0)" }).joined(separator: "\n")
    }
}

/// What a model is told of the project for a task.
public struct PlanContext: Hashable, Sendable {
    /// Changes with whatever of it should make an older plan worthless; the same for tasks that are
    /// told the same.
    public var identity: String
    public var text: String

    public init(identity: String, text: String) {
        self.identity = identity
        self.text = text
    }

    public static let none = PlanContext(identity: "", text: "")

    /// Redacted, then cut to its budget.
    func told(_ redactor: Redactor, tokens: Int) -> PlanContext {
        PlanContext(
            identity: identity, text: PlanTokens.cut(redactor.redacted(text), to: tokens))
    }
}

/// A way that was tried and did not succeed.
public struct FailedApproach: Hashable, Sendable {
    public var plan: TaskPlan
    /// The step that failed, as text; empty where criteria were not met.
    public var failedStep: String
    /// Of the output; redacted and cut before it is sent.
    public var excerpt: String

    public init(plan: TaskPlan, failedStep: String, excerpt: String) {
        self.plan = plan
        self.failedStep = failedStep
        self.excerpt = excerpt
    }
}

/// One task as a request asks about it: redacted, cut to its budget.
struct PlanQuestion: Hashable, Sendable {
    var task: PlanTask
    var context: PlanContext
    /// Names the plan in the memory.
    var key: String
    var draft: TaskPlan?
    /// What is answered already, where the questions are asked one by one.
    var known: PlanPart?
    var tried: [FailedApproach] = []

    /// - Parameters:
    ///   - context: told as it is: `PlanContext.told`.
    ///   - client: `ModelClient.identity`.
    init(
        _ task: PlanTask, _ context: PlanContext, client: String, _ options: PlannerOptions,
        _ redactor: Redactor
    ) {
        var told = task
        told.title = redactor.redacted(task.title)
        told.steps = task.steps.map { redactor.redacted($0) }
        told.requirements = task.requirements.map { redactor.redacted($0) }
        told.checks = task.checks.map { redactor.redacted($0) }
        key = Self.key([told.text, context.identity, PlanPrompt.version, client])
        self.task = told.cut(to: options.taskTokens)
        self.context = context
    }

    /// Each with its length in front, so that no text can pass for two.
    private static func key(_ parts: [String]) -> String {
        ContentHash.of(parts.flatMap { Array("\($0.utf8.count):".utf8) + Array($0.utf8) })
    }

    /// The draft is close: less of the project says enough.
    func drafted(from plan: TaskPlan, contextTokens: Int) -> PlanQuestion {
        var question = self
        question.draft = plan
        question.context.text = PlanTokens.cut(context.text, to: contextTokens)
        return question
    }

    /// - Parameter label: what the request calls its context; `nil` where there is none.
    func json(context label: String?) -> String {
        var fields = [
            ("id", JSONText.string(task.id.rawValue)), ("title", JSONText.string(task.title)),
            ("steps", JSONText.strings(task.steps)),
        ]
        if !task.requirements.isEmpty {
            fields.append(("requirements", JSONText.strings(task.requirements)))
        }
        if !task.checks.isEmpty { fields.append(("checks", JSONText.strings(task.checks))) }
        if let label { fields.append(("context", JSONText.string(label))) }
        if let draft { fields.append(("draft", draft.replyText)) }
        if let steps = known?.steps {
            // Only what its decisions, criteria and fallbacks are about.
            let texts = steps.map { PlanTokens.cut($0.action.text, to: 64) }
            fields.append(("planned", JSONText.strings(texts)))
        }
        if !tried.isEmpty { fields.append(("tried", JSONText.list(tried.map(\.json)))) }
        return JSONText.object(fields)
    }
}

extension FailedApproach {
    /// The steps' own words; what else the plan said of them does not matter now.
    var json: String {
        JSONText.object([
            ("steps", JSONText.strings(plan.steps.map(\.action.text))),
            ("failed_step", JSONText.string(failedStep)), ("output", JSONText.string(excerpt)),
        ])
    }

    func told(_ redactor: Redactor, tokens: Int) -> FailedApproach {
        var told = self
        told.failedStep = PlanTokens.cut(redactor.redacted(failedStep), to: tokens / 8)
        told.excerpt = PlanTokens.cut(redactor.redacted(excerpt), to: tokens / 2)
        let share = max(tokens / 4 / max(plan.steps.count, 1), 8)
        told.plan.steps = plan.steps.map {
            PlanStep(.shell(PlanTokens.cut(redactor.redacted($0.action.text), to: share)))
        }
        return told
    }
}

extension PlanTask {
    fileprivate func cut(to tokens: Int) -> PlanTask {
        guard PlanTokens.written(text) > tokens else { return self }
        var task = self
        task.title = PlanTokens.cut(title, to: tokens / 4)
        task.requirements = Self.cut(requirements, to: tokens / 8)
        task.checks = Self.cut(checks, to: tokens / 8)
        task.steps = Self.cut(steps, to: tokens / 2)
        return task
    }

    private static func cut(_ texts: [String], to tokens: Int) -> [String] {
        var left = tokens
        var kept: [String] = []
        for text in texts where left > 8 {
            let part = PlanTokens.cut(text, to: left)
            kept.append(part)
            left -= PlanTokens.written(part) + 2
        }
        return kept
    }
}
