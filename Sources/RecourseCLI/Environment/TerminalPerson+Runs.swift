import RecourseAgent
import RecourseCore
import RecourseText

extension TerminalPerson {
    /// Whether a plan may run, all of its steps shown.
    func approves(_ task: TaskItem, _ review: PlanReview) -> Bool {
        PlanText(style: style).show(review)
        return TerminalLine.confirms(
            "Run this plan for task \(task.id.rawValue.escapedForTerminal())?")
    }

    /// Whether a step that was in flight when its run ended is run again.
    func confirms(_ task: TaskItem, _ text: String) -> Bool {
        guard TerminalLine.isThere else { return false }
        return TerminalLine.confirms(
            "Task \(task.id.rawValue.escapedForTerminal()): `\(text.escapedForTerminal())` was running when the earlier run ended. Run it again?"
        )
    }
}
