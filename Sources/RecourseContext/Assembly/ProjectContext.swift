import RecourseCore

/// What a model is told of a project for one task.
public enum ProjectContext {
    /// Gathers, fits and joins. Deterministic: the same sources give the same text.
    /// - Parameter budget: tokens by `TokenEstimate` that the text may have at most.
    public static func assembled(
        for task: ContextTask, from sources: ContextSources, budget: Int
    ) -> AssembledContext {
        let focus = TaskFocus(task)
        let drafts = ComponentDrafts(for: task, from: sources, focus: focus).drafts
        var fitting = ContextFitting(drafts, focus: focus, budget: budget)
        fitting.fit()
        let components = fitting.components
        let text = fitting.text
        return AssembledContext(
            text: text, components: components, budget: budget,
            tokens: TokenEstimate.tokens(in: text),
            identity: ContextIdentity(of: components, budget: budget))
    }
}
