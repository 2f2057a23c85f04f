import RecourseCore
import RecourseText

/// A plan looked at before any of it runs: what each step may harm, what may be repeated, and
/// whether it is refused as a whole.
public struct PlanReview: Sendable {
    public struct Item: Hashable, Sendable {
        public var place: PlanPlace
        public var step: PlanStep
        public var risk: Risk
        /// Why it is never run, or `nil`.
        public var refusal: String?
        /// A package that it installs and that no manifest of the project names: it runs only when a
        /// person has seen it.
        public var unknownPackage: String?
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
                    refusal: Self.refusal(of: step.action, in: workspace),
                    unknownPackage: Self.unknownPackage(in: step.action, workspace))
            }
        }
        criteriaRisk = plan.criteria.reduce(.inspect) { risk, criterion in
            guard case .commandSucceeds(let text) = criterion else { return risk }
            return max(risk, ShellRisk.of(text, in: workspace))
        }
        refusal = items.lazy.compactMap(\.refusal).first ?? Self.forbidden(in: plan)
    }

    /// The first package that is named by the model alone.
    public var unknownPackage: String? { items.lazy.compactMap(\.unknownPackage).first }

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
        case .write, .patch:
            guard let changes = try? changes(of: action) else { return .system }
            return changes.reduce(.inspect) { risk, change in
                let replaces = workspace.kind(of: change.path) != nil
                return max(risk, (try? change.risk(replaces: replaces)) ?? .system)
            }
        }
    }

    private static func changes(of action: PlanStep.Action) throws -> [FileChange] {
        switch action {
        case .shell, .arguments: []
        case .write(let path, let contents): [.write(path: path, contents: contents)]
        case .patch(let diff): try FileChange.changes(ofPatch: diff)
        }
    }

    private static func unknownPackage(
        in action: PlanStep.Action, _ workspace: any Workspace
    ) -> String? {
        guard let argv = action.argv else { return nil }
        let anatomy = CommandAnatomy(Command(argv: argv, directory: workspace.root))
        for invocation in anatomy.invocations {
            let words = [invocation.program] + invocation.arguments.map { $0 ?? "" }
            if let unknown = workspace.unknownPackage(installedBy: words) { return unknown }
        }
        return nil
    }

    /// Why a step is never run whatever the ceiling, or `nil`.
    public static func refusal(
        of action: PlanStep.Action, in workspace: any Workspace
    ) -> String? {
        switch action {
        case .shell, .arguments: return forbidden(action)
        case .write, .patch:
            guard let changes = try? changes(of: action) else { return "its patch cannot be read" }
            for change in changes {
                guard isInside(change.path, workspace) else {
                    return "it writes outside of the tree: \(change.path)"
                }
                if (try? change.check()) == nil { return "it may not change \(change.path)" }
            }
            return nil
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
