import RecourseCore

/// Where in a plan a task is: what happened goes in, what to do next comes out. Does nothing itself.
///
/// Begin with `start()`; carry out the action; tell `next(after:in:)` what came of it; until
/// `.finished` or `.failed`.
public struct PlanProgress: Sendable {
    public enum Reason: Hashable, Sendable {
        case first, next
        /// The step failed and may be repeated.
        case retry
        /// What the decision point behind the step said.
        case branch(after: PlanPlace, held: Bool)
        /// The way before failed.
        case fallback(Int, after: PlanFailure)
    }

    public enum Action: Hashable, Sendable {
        case run(PlanStep, at: PlanPlace, because: Reason)
        /// Shell texts of criteria; their statuses are asked for in this order.
        case verify([String])
        case finished
        /// The last failure; those of the ways before are in `failures`.
        case failed(PlanFailure)
    }

    public enum Event: Hashable, Sendable {
        /// A command, or a change to files that was made (`PlanStepResult.applied`).
        case ended(PlanStepResult)
        /// A change to files that could not be made.
        case notApplied(String)
        /// The policy or a person says no to the step.
        case refused(String)
        case verified([ExitStatus])
        case interrupted
    }

    private indirect enum State: Hashable, Sendable {
        case ready
        case running(PlanPlace)
        case verifying(unmet: [PlanCriterion], asked: [PlanCriterion])
        case over(Action)
    }

    public let plan: TaskPlan
    /// Of each way that failed, also where a fallback succeeded after them.
    public private(set) var failures: [PlanFailure] = []
    /// Steps that were carried out, in their order, repeats included.
    public private(set) var trail: [PlanPlace] = []
    /// Of them, those that came as the plan said.
    public private(set) var expected = 0
    /// How many of the plan's fallbacks were tried.
    public private(set) var fallbacksBegun = 0
    private let repeatable: Set<PlanPlace>
    private var state = State.ready
    private var visits: [PlanPlace: Int] = [:]
    private var retried: Set<PlanPlace> = []
    /// `.outputContains` criteria that held of some output of this way.
    private var held: Set<String> = []

    /// A decision point may lead back (wait, look again); this often at most.
    public static let maximumVisits = 5

    /// - Parameter repeatable: steps that may be run again where they fail and the plan asks for it:
    ///   `PlanReview.repeatable`.
    public init(_ plan: TaskPlan, repeatable: Set<PlanPlace> = []) {
        self.plan = plan
        self.repeatable = repeatable
    }

    public mutating func start(in workspace: any Workspace) -> Action {
        run(PlanPlace(.main, 0), because: .first, workspace)
    }

    public mutating func next(after event: Event, in workspace: any Workspace) -> Action {
        switch (state, event) {
        case (.ready, _): return start(in: workspace)
        case (.over(let ending), _): return ending
        case (_, .interrupted):
            return end(.interrupted)
        case (.running(let place), .ended(let result)):
            return ended(place, result, workspace)
        case (.running(let place), .notApplied(let reason)):
            return failed(.step(place, .notApplied(reason)), workspace)
        case (.running(let place), .refused(let reason)):
            return failed(.step(place, .refused(reason)), workspace)
        case (.verifying(let unmet, let asked), .verified(let exits)):
            // A status that was not told is none that is 0.
            let failing = asked.enumerated().filter { index, _ in
                !(exits.indices.contains(index) && exits[index].isSuccess)
            }.map(\.element)
            return judged(unmet + failing, workspace)
        case (.verifying(let unmet, let asked), _):
            return judged(unmet + asked, workspace)
        case (.running(let place), .verified):
            return failed(.step(place, .notApplied("nothing is known of the step")), workspace)
        }
    }

    private mutating func ended(
        _ place: PlanPlace, _ result: PlanStepResult, _ workspace: any Workspace
    ) -> Action {
        let evaluation = PlanEvaluation(workspace)
        guard let step = plan[place] else { return end(.circle(place)) }
        trail.append(place)
        for case .outputContains(let text) in plan.criteria
        where PlanEvaluation.contains(result.output, text) {
            held.insert(text)
        }
        if evaluation.isAsExpected(step, result) { expected += 1 }
        if let decision = plan.decision(after: place), hasEnded(result.exit) {
            let holds = evaluation.holds(decision.condition, after: result)
            let reason = Reason.branch(after: place, held: holds)
            switch holds ? decision.whenTrue : decision.whenFalse {
            case .step(let index): return run(PlanPlace(.main, index), because: reason, workspace)
            case .finish: return verify(workspace)
            case .stop: return end(.stopped(after: place))
            }
        }
        switch evaluation.verdict(on: step, result) {
        case .succeeded:
            return run(PlanPlace(place.track, place.index + 1), because: .next, workspace)
        case .failed(let fault):
            if step.retriesOnFailure, repeatable.contains(place), retried.insert(place).inserted {
                return run(place, because: .retry, workspace)
            }
            return failed(.step(place, fault), workspace)
        }
    }

    /// A command that never ran, or was cut short, says nothing that a decision could go by.
    private func hasEnded(_ exit: ExitStatus) -> Bool {
        if case .exited = exit { true } else { false }
    }

    /// The step at the place, or behind the last one the criteria.
    private mutating func run(
        _ place: PlanPlace, because reason: Reason, _ workspace: any Workspace
    ) -> Action {
        guard let step = plan[place] else { return verify(workspace) }
        visits[place, default: 0] += 1
        if visits[place, default: 0] > Self.maximumVisits {
            return failed(.circle(place), workspace)
        }
        state = .running(place)
        return .run(step, at: place, because: reason)
    }

    private mutating func verify(_ workspace: any Workspace) -> Action {
        let evaluation = PlanEvaluation(workspace)
        var (unmet, asked): ([PlanCriterion], [PlanCriterion]) = ([], [])
        var commands: [String] = []
        for criterion in plan.criteria {
            var outputHeld = false
            if case .outputContains(let text) = criterion { outputHeld = held.contains(text) }
            switch evaluation.isMet(criterion, outputHeld: outputHeld) {
            case true?: continue
            case false?: unmet.append(criterion)
            case nil:
                asked.append(criterion)
                if case .commandSucceeds(let text) = criterion { commands.append(text) }
            }
        }
        // What is not met already needs no command to tell.
        guard unmet.isEmpty, !commands.isEmpty else { return judged(unmet, workspace) }
        state = .verifying(unmet: unmet, asked: asked)
        return .verify(commands)
    }

    private mutating func judged(
        _ unmet: [PlanCriterion], _ workspace: any Workspace
    ) -> Action {
        guard unmet.isEmpty else { return failed(.criteria(unmet), workspace) }
        state = .over(.finished)
        return .finished
    }

    /// The next fallback, or the end.
    private mutating func failed(_ failure: PlanFailure, _ workspace: any Workspace) -> Action {
        let next = fallbacksBegun
        guard plan.fallbacks.indices.contains(next) else { return end(failure) }
        failures.append(failure)
        fallbacksBegun += 1
        held = []
        return run(
            PlanPlace(.fallback(next), 0), because: .fallback(next, after: failure), workspace)
    }

    private mutating func end(_ failure: PlanFailure) -> Action {
        failures.append(failure)
        state = .over(.failed(failure))
        return .failed(failure)
    }
}
