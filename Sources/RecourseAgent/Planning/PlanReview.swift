import RecourseCore

/// A plan looked at before any of it runs: what each step may harm, what may be repeated, and
/// whether it is refused as a whole.
public struct PlanReview: Sendable {
    public struct Item: Hashable, Sendable {
        public var place: PlanPlace
        public var step: PlanStep
        public var risk: Risk
        /// Why it is never run, or `nil`.
        public var refusal: String?
    }

    /// In the order of `TaskPlan.places`.
    public let items: [Item]
    /// What the criteria's commands may harm.
    public let criteriaRisk: Risk
    /// The first reason not to run any of it, or `nil`.
    public let refusal: String?

    public init(_ plan: TaskPlan, in workspace: any Workspace) {
        items = plan.places.compactMap { place in
            plan[place].map { step in
                Item(
                    place: place, step: step, risk: Self.risk(of: step.action, in: workspace),
                    refusal: Self.refusal(of: step.action, in: workspace))
            }
        }
        criteriaRisk = plan.criteria.reduce(.inspect) { risk, criterion in
            guard case .commandSucceeds(let text) = criterion else { return risk }
            return max(risk, ShellRisk.of(text, in: workspace))
        }
        refusal = items.lazy.compactMap(\.refusal).first ?? Self.forbidden(in: plan)
    }

    /// The highest there is, fallbacks and criteria included.
    public var risk: Risk { items.reduce(criteriaRisk) { max($0, $1.risk) } }

    public subscript(place: PlanPlace) -> Item? { items.first { $0.place == place } }

    /// Steps that may be run twice: those that only look, and those that claim to be idempotent and
    /// stay reversible inside the tree. The claim alone is not enough: it is the model's.
    public var repeatable: Set<PlanPlace> {
        Set(
            items.filter { item in
                item.risk == .inspect || item.step.isIdempotent && item.risk <= .workspace
            }.map(\.place))
    }

    /// What one step may harm. A change to files keeps the old version, so inside the tree it is
    /// reversible.
    public static func risk(of action: PlanStep.Action, in workspace: any Workspace) -> Risk {
        switch action {
        case .shell(let text): return ShellRisk.of(text, in: workspace)
        case .arguments(let argv):
            return CommandRisk.of(argv) { workspace.contained($0) != nil }
        case .write(let path, _):
            return isInside(path, workspace) ? .workspace : .system
        case .patch(let diff):
            let paths = DiffOutline(diff).paths
            return !paths.isEmpty && paths.allSatisfy { isInside($0, workspace) }
                ? .workspace : .system
        }
    }

    /// Why a step is never run whatever the ceiling, or `nil`.
    public static func refusal(
        of action: PlanStep.Action, in workspace: any Workspace
    ) -> String? {
        switch action {
        case .shell, .arguments: return forbidden(action)
        case .write(let path, _):
            return isInside(path, workspace) ? nil : "it writes outside of the tree: \(path)"
        case .patch(let diff):
            let outside = DiffOutline(diff).paths.first { !isInside($0, workspace) }
            return outside.map { "it writes outside of the tree: \($0)" }
        }
    }

    /// Whether the plan has a command that is never run by itself; needs no tree to look at.
    static func forbidden(in plan: TaskPlan) -> String? {
        for place in plan.places {
            if let step = plan[place], let reason = forbidden(step.action) {
                return "step \(place.index + 1): \(reason)"
            }
        }
        for case .commandSucceeds(let text) in plan.criteria {
            if let reason = forbidden(.shell(text)) { return "a criterion: \(reason)" }
        }
        return nil
    }

    private static func forbidden(_ action: PlanStep.Action) -> String? {
        switch action {
        case .shell, .arguments:
            return action.argv.map(ShellRisk.isForbidden) == true
                ? "the command destroys work or switches a check off" : nil
        case .write(let path, _):
            return isUnderVersionControl(path) ? "it writes into version control" : nil
        case .patch(let diff):
            return DiffOutline(diff).paths.contains(where: isUnderVersionControl)
                ? "it writes into version control" : nil
        }
    }

    private static func isInside(_ path: String, _ workspace: any Workspace) -> Bool {
        workspace.contained(path) != nil && !isUnderVersionControl(path)
    }

    /// A hook or a configuration there is code that runs later.
    static func isUnderVersionControl(_ path: String) -> Bool {
        path.utf8.split(separator: UInt8(ascii: "/")).contains { part in
            [".git", ".hg", ".svn"].contains(
                String(decoding: part, as: UTF8.self).lowercased())
        }
    }
}
