import RecourseCore
import RecourseScheduling
import RecourseText

/// Runs a task list: each task's commands under recovery, then its checks, then its tick. Tasks whose
/// commands touch different things run at once; what came of them is what running them one after
/// the other would have come to.
public struct TaskRun: Sendable {
    let list: TaskList
    let directory: String
    let run: RunID
    /// What earlier runs did of it.
    let earlier: [StepRecord]
    let effects: Effects
    let options: Options

    /// - Parameters:
    ///   - run: under which the journal knows it; it has begun.
    ///   - earlier: the steps of the run that is resumed; none for a new one.
    public init(
        list: TaskList, directory: String, run: RunID, earlier: [StepRecord] = [],
        effects: Effects, options: Options
    ) {
        self.list = list
        self.directory = directory
        self.run = run
        self.earlier = earlier
        self.effects = effects
        self.options = options
    }

    /// Cancelled, it ends what runs and returns what came of it.
    /// - Throws: what writing a box throws.
    public func run(_ selection: TaskSchedule) async throws -> Summary {
        let order = selection.order
        var summary = Summary()
        summary.alreadyDone = list.tasks.count { $0.mark == .done }
        let start = ContinuousClock.now
        let parts = Parts(order: order, tell: effects.tell)
        if options.plansAhead { await planAhead(order, parts) }
        var state = TaskRunState(
            order, of: list, jobs: options.stopsAtFailure ? 1 : options.jobs,
            durations: await durations(of: order), directory: directory,
            resolved: { [effects] in effects.workspace.contained($0) ?? $0 })
        try await withThrowingTaskGroup(of: Happening.self) { group in
            if let deadline = options.deadline {
                group.addTask {
                    try? await Task.sleep(until: deadline, clock: .continuous)
                    return .timeIsOver
                }
            }
            while true {
                if options.isOver { state.stop() }
                if state.isStopped { await effects.planner?.cancel() }
                if let task = state.nextToPlan {
                    group.addTask { .planned(task.id, await plan(task, parts)) }
                }
                for start in state.startable(mayStartMore: effects.mayStartMore) {
                    group.addTask { .ended(await execution(of: start, parts).run()) }
                }
                guard state.isUnderWay, let happening = try await group.next() else { break }
                switch happening {
                case .timeIsOver: state.stop()
                case .planned(let id, let outcome): state.planned(id, outcome)
                case .ended(let result):
                    for id in state.ended(result, stopsAtFailure: options.stopsAtFailure) {
                        parts.events.ended(id)
                    }
                    parts.events.ended(result.task.id)
                }
            }
            group.cancelAll()
        }
        for task in state.notRun {
            parts.events.ended(task.id)
            effects.tell(.cancelled(task))
        }
        summary.add(state.results, notRun: state.notRun.map(\.id), order: order.map(\.id))
        summary.seconds = (ContinuousClock.now - start).inSeconds
        summary.busySeconds = parts.activity.seconds
        summary.wasInterrupted = summary.wasInterrupted || Task.isCancelled
        summary.ranOutOfTime = options.isOver && !summary.succeeded
        if let error = state.error { throw error }
        return summary
    }

    enum Happening: Sendable {
        case planned(TaskID, PlanOutcome)
        case ended(TaskResult)
        case timeIsOver
    }

    /// What the tasks of one run share.
    struct Parts: Sendable {
        let events: OrderedEvents<TaskID, Event>
        let gate = RecoveryGate()
        let activity = CommandActivity()
        let meter = PhaseMeter()

        init(order: [TaskItem], tell: @escaping @Sendable (Event) -> Void) {
            let numbering = Numbering(total: order.count)
            events = OrderedEvents(order: order.map(\.id)) { tell(numbering.numbered($0)) }
        }
    }

    private func execution(of start: TaskRunState.Start, _ parts: Parts) -> TaskExecution {
        TaskExecution(
            task: start.task, outcome: start.outcome, run: self, parts: parts,
            journal: StepJournal(
                effects.journal, run: run, task: start.task.id, earlier: earlier,
                now: effects.recovery.effects.now))
    }

    // MARK: Planning

    private func planAhead(_ order: [TaskItem], _ parts: Parts) async {
        await effects.planner?.prepare(order.filter(\.needsPlan), context: gathering(parts))
    }

    private func plan(_ task: TaskItem, _ parts: Parts) async -> PlanOutcome {
        guard let planner = effects.planner else { return .unavailable(.notConfigured) }
        if !options.plansAhead { await planner.prepare([], context: gathering(parts)) }
        return await parts.meter.measuring(.model, of: task.id) { await planner.plan(for: task) }
    }

    private func gathering(_ parts: Parts) -> @Sendable (TaskItem) async -> PlanContext {
        { [effects] task in
            let (context, duration) = await effects.context(task)
            parts.meter.add(duration.inSeconds, to: .context, of: task.id)
            return context
        }
    }

    /// Median seconds of the commands that ran before.
    private func durations(of order: [TaskItem]) async -> [String: Double] {
        let contents = order.flatMap { task in task.declaredSteps.map(\.content) }
        return (try? await effects.journal?.durations(of: contents)) ?? [:]
    }
}
