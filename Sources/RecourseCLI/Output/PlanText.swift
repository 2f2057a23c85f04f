import RecourseAgent
import RecourseCore
import RecourseText

/// A plan, for people: what it would do, what each step may harm, and what came of it.
struct PlanText {
    let style: Style

    func tell(_ review: PlanReview, _ plan: TaskPlan, _ source: PlanOutcome.Source) {
        let steps = plan.steps.count
        Console.say(
            "  \(style.bold("plan")) \(steps) step\(steps == 1 ? "" : "s"), \(plan.complexity.rawValue), \(review.risk.rawValue); \(Self.words(source))"
        )
    }

    /// Every step with its class, before a person is asked.
    func show(_ review: PlanReview) {
        for item in review.items {
            let lead: String
            switch item.place.track {
            case .main: lead = "    \(item.place.index + 1). "
            case .fallback(let number): lead = "    else \(number + 1).\(item.place.index + 1) "
            }
            Console.say(
                RunText.lines(item.step.action.text, after: lead)
                    + style.dim("  (\(item.risk.rawValue))"))
            if case .patch(let diff) = item.step.action { DiffText(style: style).tell(diff) }
            if case .write(_, let contents) = item.step.action {
                let added = contents.split(separator: "\n", omittingEmptySubsequences: false)
                DiffText(style: style).tell(added.map { "+\($0)" }.joined(separator: "\n"))
            }
        }
    }

    static func words(_ source: PlanOutcome.Source) -> String {
        switch source {
        case .declared: "from the list"
        case .cached: "made before"
        case .asked(let batch): batch == 1 ? "asked for" : "asked for with \(batch - 1) more"
        case .adapted: "from a similar task's"
        }
    }

    static func words(_ trouble: TaskRun.PlanTrouble, of task: TaskItem) -> String {
        switch trouble {
        case .unusable(let reason):
            "the model's answers cannot be used: \(reason.escapedForTerminal()); add ``- Run: `cmd` `` below task \(task.id)"
        case .unavailable(let error):
            "\(ModelText.words(error)); add ``- Run: `cmd` `` below task \(task.id)"
        case .refused(let reason): "the plan is refused: \(reason.escapedForTerminal())"
        case .unknownPackage(let name):
            "the plan installs \(name.escapedForTerminal()), a name that only the model knows; on a terminal, --mode ask asks about it"
        case .notAllowed(let risk):
            "the plan is of class \(risk.rawValue) and was not allowed; --mode auto --ceiling \(risk.rawValue) lets it run"
        }
    }

    static func words(_ failure: PlanFailure) -> String {
        switch failure {
        case .step(let place, let fault): "step \(place.index + 1) failed: \(words(fault))"
        case .criteria(let unmet): "not met: \(unmet.map(words).joined(separator: ", "))"
        case .stopped(let place): "step \(place.index + 1) shows that a person has to look"
        case .circle(let place): "the plan comes back to step \(place.index + 1) again and again"
        case .interrupted: "interrupted"
        }
    }

    static func words(_ next: TaskRun.NextWay) -> String {
        switch next {
        case .fallback: "trying the plan's next way"
        case .anotherPlan: "asking for another plan"
        case .none: "no way is left"
        }
    }

    private static func words(_ fault: PlanFailure.Fault) -> String {
        switch fault {
        case .exit(let exit): RecoveryText.ending(exit)
        case .indicator(let text): "its output says \(text.escapedForTerminal())"
        case .notApplied(let reason), .refused(let reason): reason.escapedForTerminal()
        }
    }

    private static func words(_ criterion: PlanCriterion) -> String {
        switch criterion {
        case .commandSucceeds(let text): "\(text.escapedForTerminal()) succeeds"
        case .fileExists(let path): "\(path.escapedForTerminal()) exists"
        case .fileContains(let path, let text):
            "\(path.escapedForTerminal()) contains \(text.escapedForTerminal())"
        case .outputContains(let text): "the output contains \(text.escapedForTerminal())"
        }
    }
}
