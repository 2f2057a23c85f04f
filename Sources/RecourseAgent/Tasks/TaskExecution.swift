import RecourseCore
import RecourseText

/// Carries out one task: its box, its steps, its checks, its tick.
struct TaskExecution: Sendable {
    let task: TaskItem
    let outcome: PlanOutcome?
    let run: TaskRun
    let parts: TaskRun.Parts
    var journal: StepJournal
    var result: TaskResult
    /// The highest class of changes to files that need nobody's word: any where the author wrote
    /// them into the list.
    var permitted = Risk.system
    private var hasWarned = false

    init(
        task: TaskItem, outcome: PlanOutcome?, run: TaskRun, parts: TaskRun.Parts,
        journal: StepJournal
    ) {
        self.task = task
        self.outcome = outcome
        self.run = run
        self.parts = parts
        self.journal = journal
        result = TaskResult(task: task, succeeded: false)
    }

    var effects: TaskRun.Effects { run.effects }

    func tell(_ event: TaskRun.Event) { parts.events.post(event, of: task.id) }

    consuming func run() async -> TaskResult {
        var execution = self
        await execution.carryOut()
        return execution.result
    }

    private mutating func carryOut() async {
        let start = ContinuousClock.now
        tell(.began(task, number: 0, of: 0))
        do {
            try mark(.inProgress)
            result.succeeded = await succeeds()
            // Its steps are known to be done before it says so.
            await durably { try await $0.flush() }
            try mark(result.succeeded ? .done : .open)
        } catch {
            result.succeeded = false
            result.error = error
        }
        parts.meter.add(journal.seconds, count: journal.writes, to: .state, of: task.id)
        result.phases = parts.meter.records(of: task.id)
        try? await effects.journal?.record(result.phases, of: run.run)
        result.seconds = (ContinuousClock.now - start).inSeconds
        tell(.ended(task, succeeded: result.succeeded, seconds: result.seconds))
    }

    private func mark(_ mark: TaskItem.Mark) throws {
        let start = ContinuousClock.now
        defer {
            parts.meter.add((ContinuousClock.now - start).inSeconds, to: .state, of: task.id)
        }
        try effects.mark(task.id, mark)
    }

    private mutating func succeeds() async -> Bool {
        if task.needsPlan { return await followsPlan() }
        result.source = task.commands.isEmpty ? nil : .declared
        for (index, step) in task.declaredSteps.enumerated() {
            guard await done(step, at: index).succeeded else { return false }
        }
        return true
    }

    // MARK: Steps

    /// What came of one step.
    struct StepEnd {
        var succeeded: Bool
        var result = PlanStepResult.applied
        /// Where a change to files could not be made.
        var reason: String?
        /// Nobody knows whether it was done.
        var isUnknown = false
        var receipts: [EditReceipt] = []
    }

    /// Does a step, unless the run that is resumed did it.
    mutating func done(_ step: TaskStep, at index: Int) async -> StepEnd {
        let redacted = effects.recovery.redactor().redacted(step.text)
        switch journal.standing(of: step, at: index) {
        case .open: break
        case .done:
            tell(.skipped(task, text: step.text))
            return StepEnd(succeeded: true)
        case .unknown where !step.isIdempotent:
            await parts.events.turn(of: task.id)
            guard await effects.confirm(task, step.text) else {
                tell(.unknown(task, text: step.text))
                return StepEnd(succeeded: false, isUnknown: true)
            }
        case .unknown: break
        }
        await durably { try await $0.begin(step, at: index, text: redacted) }
        let start = ContinuousClock.now
        let end = step.argv == nil ? await changed(step) : await ran(step)
        if result.wasInterrupted { return end }
        journal.ended(
            step, at: index, text: redacted, succeeded: end.succeeded,
            exitCode: step.argv == nil ? nil : end.result.exit.shellCode,
            seconds: (ContinuousClock.now - start).inSeconds)
        return end
    }

    private mutating func ran(_ step: TaskStep) async -> StepEnd {
        guard let argv = step.argv else { return StepEnd(succeeded: false) }
        result.commands += 1
        let command = Command(argv: argv, directory: run.directory)
        if case .check(let text) = step.work {
            await parts.gate.beginCommand()
            parts.activity.began()
            let ended = await effects.runner.run(
                CommandRequest(
                    command, terminal: .background, timeout: run.options.limit(step.timeout)))
            parts.activity.ended()
            await parts.gate.endCommand()
            parts.meter.add(ended.duration.inSeconds, to: .commands, of: task.id)
            if ended.wasInterrupted { result.wasInterrupted = true }
            if ended.exit.isSuccess {
                result.commandsSucceeded += 1
            } else {
                tell(.checkFailed(task, text: text, ended.exit))
            }
            return StepEnd(
                succeeded: ended.exit.isSuccess,
                result: PlanStepResult(exit: ended.exit, printed: ended.output))
        }
        tell(.command(task, text: step.text))
        // What is shown as it goes is the task whose turn it is.
        let isWatched = parts.events.isCurrent(task.id)
        let runner = GatedRunner(effects.runner, gate: parts.gate, activity: parts.activity)
        let (events, task) = (parts.events, task)
        let ask = effects.recovery.interface.ask
        var recovery = effects.recovery.through(
            runner,
            RecoveryInterface(
                tell: { event in
                    if case .ran(let ended) = event {
                        // What is watched was seen as it came.
                        if !isWatched { events.post(.output(task, ended.output), of: task.id) }
                    } else {
                        events.post(.recovery(task, event), of: task.id)
                    }
                },
                ask: { offer in
                    await events.turn(of: task.id)
                    return await ask(offer)
                }))
        recovery.origin = ChangeOrigin(run: run.run, task: task.id.rawValue)
        let report = await recovery.run(
            CommandRequest(
                command, terminal: isWatched ? .watched : .background,
                timeout: run.options.limit(step.timeout)))
        await runner.end()
        add(report, commandSeconds: runner.seconds)
        tell(.commandEnded(task, report))
        return StepEnd(
            succeeded: report.exit.isSuccess,
            result: PlanStepResult(exit: report.exit, printed: report.output))
    }

    private mutating func add(_ report: RecoveryReport, commandSeconds: Double) {
        result.attempts += report.attempts
        if report.stop != .succeeded || !report.attempts.isEmpty { result.failures += 1 }
        if report.exit.isSuccess {
            result.commandsSucceeded += 1
            if !report.attempts.isEmpty { result.recoveries += 1 }
        }
        if report.stop == .interrupted { result.wasInterrupted = true }
        let meter = parts.meter
        meter.add(commandSeconds, to: .commands, of: task.id)
        meter.add(report.modelSeconds, count: report.modelCalls, to: .model, of: task.id)
        meter.add(report.stateSeconds, count: 0, to: .state, of: task.id)
        guard report.stop != .succeeded || !report.attempts.isEmpty else { return }
        let own = report.seconds - commandSeconds - report.modelSeconds - report.stateSeconds
        meter.add(max(own, 0), to: .recovery, of: task.id)
        result.recoverySeconds += max(report.seconds - commandSeconds, 0)
    }

    // MARK: Changes

    private mutating func changed(_ step: TaskStep) async -> StepEnd {
        await parts.gate.beginCommand()
        let end: StepEnd
        do {
            let changes = try step.changes
            let previews = try await effects.runner.preview(changes, in: run.directory)
            let risk = previews.map(\.risk).max() ?? .inspect
            if risk <= permitted {
                let origin = ChangeOrigin(run: run.run, task: task.id.rawValue)
                let receipts = try await effects.runner.apply(
                    changes, in: run.directory, as: origin)
                tell(.changed(task, previews))
                end = StepEnd(succeeded: true, receipts: receipts)
            } else {
                end = notChanged(TaskRun.AboveCeiling(risk: risk, ceiling: permitted))
            }
        } catch {
            end = notChanged(error)
        }
        await parts.gate.endCommand()
        return end
    }

    private func notChanged(_ error: any Error) -> StepEnd {
        tell(.notChanged(task, error))
        return StepEnd(succeeded: false, reason: "\(error)")
    }

    // MARK: Journal

    /// A journal that cannot be written costs the resuming, never the task's result.
    mutating func durably(_ work: (inout StepJournal) async throws -> Void) async {
        do {
            try await work(&journal)
        } catch {
            if !hasWarned { tell(.warned(task, "not in the journal: \(error)")) }
            hasWarned = true
        }
    }
}

extension PlanStepResult {
    fileprivate init(exit: ExitStatus, printed output: CapturedOutput) {
        self.init(
            exit: exit, output: String(decoding: FailureText(output).bytes, as: UTF8.self))
    }
}
