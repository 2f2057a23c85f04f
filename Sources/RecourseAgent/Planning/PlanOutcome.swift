import RecourseCore

/// What came of planning a task.
public enum PlanOutcome: Hashable, Sendable {
    public enum Source: Hashable, Sendable {
        /// From the task's own commands and patches, without a model.
        case declared
        /// Made before, for the same task, context, prompt and model.
        case cached
        /// A model was asked, about so many tasks at once.
        case asked(batch: Int)
        /// A model was shown a similar task's plan and kept or adapted it.
        case adapted(batch: Int)
    }

    case planned(TaskPlan, source: Source)
    /// The model's answers could not be used, twice.
    case needsPerson(reason: String)
    case unavailable(ModelError)

    public var plan: TaskPlan? {
        if case .planned(let plan, _) = self { plan } else { nil }
    }
}

extension TaskPlan {
    /// The task's own commands and patches as steps. Its checks stay the task's.
    public init(declaredBy task: TaskItem, madeAt time: Double) {
        self.init(
            complexity: .simple, estimatedSteps: task.actions.count, confidence: 1,
            steps: task.actions.map { action in
                let action: PlanStep.Action =
                    switch action {
                    case .command(let text): .shell(text)
                    case .patch(let diff): .patch(diff)
                    }
                return PlanStep(action, isIdempotent: task.isIdempotent)
            }, madeAt: time)
    }
}
