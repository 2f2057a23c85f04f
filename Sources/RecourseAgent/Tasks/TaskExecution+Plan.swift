import RecourseCore
import RecourseText

extension TaskExecution {
    /// Follows the task's plan, its decision points and fallbacks; where all fail, one that is
    /// unlike it.
    mutating func followsPlan() async -> Bool {
        guard let planner = effects.planner, let first = outcome else {
            tell(.withoutCommands(task))
            return false
        }
        var failures: [FailedApproach] = []
        var outcome = first
        while true {
            guard case .planned(let plan, let source) = outcome else {
                tell(.notPlanned(task, Self.trouble(outcome)))
                return false
            }
            result.source = result.source ?? source
            result.complexity = plan.complexity
            let base = failures.count * Self.placesOfPlan
            switch await follow(plan, source, stepsFrom: base) {
            case .finished:
                if !failures.isEmpty { await planner.keep(plan, for: task) }
                return true
            case .notRun, .interrupted: return false
            case .failed(let failure, let approach):
                result.failedWays += 1
                failures.append(approach)
                let isLast = failures.count > run.options.furtherApproaches || run.options.isOver
                tell(.wayFailed(task, failure, next: isLast ? .none : .anotherPlan))
                if isLast { return false }
            }
            let another = failures
            outcome = await parts.meter.measuring(.model, of: task.id) { [task] in
                await planner.anotherPlan(for: task, after: another)
            }
        }
    }

    private enum PlanEnd {
        case finished
        case failed(PlanFailure, FailedApproach)
        case notRun
        case interrupted
    }

    /// Journalled steps of one plan have numbers below this; fallbacks begin at each thousand.
    private static let placesOfPlan = 100_000

    private mutating func follow(
        _ plan: TaskPlan, _ source: PlanOutcome.Source, stepsFrom base: Int
    ) async -> PlanEnd {
        let workspace = effects.workspace
        let review = PlanReview(plan, in: workspace)
        tell(.planned(task, review, plan, source))
        if let trouble = await objection(to: review) {
            tell(.notPlanned(task, trouble))
            return .notRun
        }
        var progress = PlanProgress(plan, repeatable: review.repeatable)
        var receipts: [EditReceipt] = []
        var last = (text: "", output: "")
        var action = progress.start(in: workspace)
        while true {
            switch action {
            case .run(let step, let place, let reason):
                if case .fallback(_, let failure) = reason {
                    tell(.wayFailed(task, failure, next: .fallback))
                    result.failedWays += 1
                    await restore(receipts)
                    receipts = []
                }
                let taskStep = TaskStep(
                    step, mayRepeat: task.isIdempotent || review.repeatable.contains(place))
                let end = await done(taskStep, at: base + Self.number(of: place))
                if end.isUnknown { return .notRun }
                last = (step.action.text, end.result.output)
                receipts += end.receipts
                let event: PlanProgress.Event =
                    result.wasInterrupted
                    ? .interrupted : end.reason.map { .notApplied($0) } ?? .ended(end.result)
                action = progress.next(after: event, in: workspace)
            case .verify(let texts):
                var exits: [ExitStatus] = []
                for (index, text) in texts.enumerated() {
                    let check = TaskStep(.check(text), isIdempotent: true)
                    let end = await done(check, at: base + 90_000 + index)
                    exits.append(end.result.exit)
                    last = (text, end.result.output)
                }
                action = progress.next(after: .verified(exits), in: workspace)
            case .finished:
                count(progress)
                return .finished
            case .failed(.interrupted):
                return .interrupted
            case .failed(let failure):
                count(progress)
                await restore(receipts)
                return .failed(
                    failure,
                    FailedApproach(plan: plan, failedStep: last.text, excerpt: tail(last.output)))
            }
        }
    }

    private mutating func count(_ progress: PlanProgress) {
        result.planSteps.count += progress.expected
        result.planSteps.total += progress.trail.count
        result.estimatedSeconds += progress.plan.estimatedSeconds
    }

    /// Why the plan does not run, if so: never seen, nothing of it runs above the ceiling.
    private mutating func objection(to review: PlanReview) async -> TaskRun.PlanTrouble? {
        if let refusal = review.refusal { return .refused(refusal) }
        let policy = effects.recovery.policy
        if policy.mode == .auto, review.risk <= policy.ceiling, review.unknownPackage == nil {
            permitted = policy.ceiling
            return nil
        }
        guard policy.mode == .ask else {
            if policy.mode == .auto, review.risk <= policy.ceiling,
                let package = review.unknownPackage
            {
                return .unknownPackage(package)
            }
            return .notAllowed(review.risk)
        }
        await parts.events.turn(of: task.id)
        guard await effects.approve(task, review) else { return .notAllowed(review.risk) }
        // Every step was shown.
        permitted = .system
        return nil
    }

    /// Puts back the files that a way changed before it failed; what its commands did stays.
    private func restore(_ receipts: [EditReceipt]) async {
        guard !receipts.isEmpty else { return }
        do {
            let outcomes = try await effects.runner.restore(receipts, force: false)
            tell(.restored(task, outcomes))
        } catch {
            tell(.warned(task, "not put back: \(error)"))
        }
    }

    private func tail(_ output: String) -> String { String(output.suffix(4_000)) }

    private static func number(of place: PlanPlace) -> Int {
        switch place.track {
        case .main: place.index
        case .fallback(let number): 1_000 * (number + 1) + place.index
        }
    }

    private static func trouble(_ outcome: PlanOutcome) -> TaskRun.PlanTrouble {
        switch outcome {
        case .planned: .unusable("")
        case .needsPerson(let reason): .unusable(reason)
        case .unavailable(let error): .unavailable(error)
        }
    }
}
