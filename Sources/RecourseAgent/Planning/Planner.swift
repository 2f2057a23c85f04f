import RecourseCore
import RecourseText

/// Plans tasks: from the memory, or by asking a model about several at once, ahead of when they are
/// wanted. Without a client every plan is `.unavailable(.notConfigured)`, but for declared ones.
///
/// A plan is data. Whoever runs it asks `PlanReview` first.
public actor Planner {
    typealias Waiter = CheckedContinuation<PlanOutcome, Never>

    private enum State {
        /// Waiters by number, so that one of them can leave.
        case waiting([Int: Waiter])
        case ready(PlanOutcome)
    }

    private let client: RequestSlots?
    private let memory: (any PlanMemory)?
    private let project: String
    private let redactor: Redactor
    private let options: PlannerOptions
    private let now: @Sendable () -> Double
    private var context: @Sendable (TaskItem) async -> PlanContext = { _ in .none }
    private var states: [PlanTask: State] = [:]
    /// Tasks that wait for one plan, by its key: identical ones are asked for once.
    private var flights: [String: [PlanTask]] = [:]
    /// Plans of this process, by key: the memory keeps them a moment later.
    private var made: [String: TaskPlan] = [:]
    private var jobs: [Int: Task<Void, Never>] = [:]
    private var counter = 0

    /// - Parameters:
    ///   - directory: the project's absolute path; kept as a hash.
    ///   - now: seconds since 1970-01-01 UTC.
    public init(
        client: (any ModelClient)?, memory: (any PlanMemory)?, directory: String,
        redactor: Redactor, options: PlannerOptions = PlannerOptions(),
        now: @escaping @Sendable () -> Double
    ) {
        self.client = client.map { RequestSlots($0, count: options.requestsInFlight) }
        self.memory = memory
        project = ContentHash.of(Array(directory.utf8))
        self.redactor = redactor
        self.options = options
        self.now = now
    }

    /// Begins to plan tasks that will be wanted, in their order, and returns at once. Those that are
    /// planned already, or declare what they do, cost nothing.
    public func prepare(
        _ tasks: [TaskItem], context: @escaping @Sendable (TaskItem) async -> PlanContext
    ) {
        self.context = context
        begin(tasks)
    }

    /// The plan of a task, waited for where it is being made, asked for where it is not. Where the
    /// waiting task is cancelled: `.unavailable(.cancelled)`.
    public func plan(for task: TaskItem) async -> PlanOutcome {
        guard task.actions.isEmpty else {
            return .planned(TaskPlan(declaredBy: task, madeAt: now()), source: .declared)
        }
        guard client != nil else { return .unavailable(.notConfigured) }
        let wanted = PlanTask(task)
        if states[wanted] == nil { begin([task]) }
        if case .ready(let outcome)? = states[wanted] { return outcome }
        counter += 1
        let number = counter
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                wait(waiter, number, for: wanted)
            }
        } onCancel: {
            Task { await self.leave(number, wanted) }
        }
    }

    /// A plan unlike those that failed. Not kept: see `keep`.
    /// - Parameter failures: the latest last; the last three are told.
    public func anotherPlan(
        for task: TaskItem, after failures: [FailedApproach]
    ) async -> PlanOutcome {
        guard let client else { return .unavailable(.notConfigured) }
        var question = await question(about: task, for: client)
        question.tried = failures.suffix(3).map {
            $0.told(redactor, tokens: options.triedTokens)
        }
        let result = await PlanInquiry(client: client, options: options)
            .another(question, unlike: failures.map(\.plan))
        return outcome(of: result, source: .asked(batch: 1))
    }

    /// Puts a plan that worked in the place of the one that did not.
    public func keep(_ plan: TaskPlan, for task: TaskItem) async {
        guard let client, task.actions.isEmpty else { return }
        let wanted = PlanTask(task)
        if case .ready? = states[wanted] {
            states[wanted] = .ready(.planned(plan, source: .cached))
        }
        let question = await question(about: task, for: client)
        made[question.key] = plan
        await keep(plan, question)
    }

    /// Ends every request that is under way; whoever waits gets `.unavailable(.cancelled)`.
    public func cancel() {
        for job in jobs.values { job.cancel() }
        jobs = [:]
        flights = [:]
        for (task, state) in states {
            guard case .waiting = state else { continue }
            resolve(task, .unavailable(.cancelled))
        }
    }

    /// Until every plan that was begun is made.
    public func idle() async {
        while let job = jobs.values.first { await job.value }
    }

    // MARK: Waiting

    private func wait(_ waiter: Waiter, _ number: Int, for task: PlanTask) {
        switch states[task] {
        case _ where Task.isCancelled: waiter.resume(returning: .unavailable(.cancelled))
        case .ready(let outcome)?: waiter.resume(returning: outcome)
        case .waiting(var waiters)?:
            waiters[number] = waiter
            states[task] = .waiting(waiters)
        case nil: waiter.resume(returning: .unavailable(.cancelled))
        }
    }

    private func leave(_ number: Int, _ task: PlanTask) {
        guard case .waiting(var waiters)? = states[task],
            let waiter = waiters.removeValue(forKey: number)
        else { return }
        states[task] = .waiting(waiters)
        waiter.resume(returning: .unavailable(.cancelled))
    }

    private func resolve(_ task: PlanTask, _ outcome: PlanOutcome) {
        guard case .waiting(let waiters)? = states[task] else { return }
        // A model that could not be reached may be reached when the task is wanted.
        if case .unavailable = outcome {
            states[task] = nil
        } else {
            states[task] = .ready(outcome)
        }
        for waiter in waiters.values { waiter.resume(returning: outcome) }
    }

    private func land(_ key: String, _ outcome: PlanOutcome) {
        for task in flights.removeValue(forKey: key) ?? [] { resolve(task, outcome) }
    }

    // MARK: Making

    private func begin(_ tasks: [TaskItem]) {
        guard let client else { return }
        let new = tasks.filter { task in
            guard task.actions.isEmpty, states[PlanTask(task)] == nil else { return false }
            states[PlanTask(task)] = .waiting([:])
            return true
        }
        guard !new.isEmpty else { return }
        counter += 1
        let number = counter
        jobs[number] = Task {
            await make(new, client)
            jobs[number] = nil
        }
    }

    private func make(_ tasks: [TaskItem], _ client: RequestSlots) async {
        var open: [PlanQuestion] = []
        for (task, question) in await questions(about: tasks, for: client) {
            guard !Task.isCancelled else { return }
            if flights[question.key] != nil {
                flights[question.key]?.append(task)
                continue
            }
            flights[question.key] = [task]
            if let plan = await kept(question) {
                land(question.key, .planned(plan, source: .cached))
            } else {
                open.append(question)
            }
        }
        guard !Task.isCancelled, !open.isEmpty else { return }
        open = await drafted(open)
        let inquiry = PlanInquiry(client: client, options: options)
        let batches =
            batches(of: open.filter { $0.draft == nil })
            + batches(of: open.filter { $0.draft != nil })
        await withTaskGroup(of: ([PlanQuestion], PlanInquiry.Answers).self) { group in
            for batch in batches {
                group.addTask { (batch, await inquiry.parts(for: batch)) }
            }
            for await (batch, answers) in group where !Task.isCancelled {
                await finish(batch, answers)
            }
        }
    }

    private func finish(_ batch: [PlanQuestion], _ answers: PlanInquiry.Answers) async {
        for question in batch {
            let source: PlanOutcome.Source =
                question.draft == nil ? .asked(batch: batch.count) : .adapted(batch: batch.count)
            let result =
                answers[question.task.id]
                ?? .failure(.problem(ReplyProblem("task \(question.task.id) is not answered")))
            let outcome = outcome(of: result, source: source)
            if let plan = outcome.plan { made[question.key] = plan }
            land(question.key, outcome)
            if let plan = outcome.plan { await keep(plan, question) }
        }
    }

    private func outcome(
        of result: Result<PlanPart, PlanInquiry.Trouble>, source: PlanOutcome.Source
    ) -> PlanOutcome {
        switch result {
        case .success(let part):
            guard let plan = part.plan(madeAt: now()) else {
                return .needsPerson(reason: "the plan is not whole")
            }
            // Parts that were asked for apart may not fit together.
            if let problem = part.problem { return .needsPerson(reason: problem) }
            return .planned(plan, source: source)
        case .failure(.problem(let problem)): return .needsPerson(reason: problem.reason)
        case .failure(.model(let error)): return .unavailable(error)
        }
    }

    private func questions(
        about tasks: [TaskItem], for client: RequestSlots
    ) async -> [(PlanTask, PlanQuestion)] {
        let context = context
        let contexts = await withTaskGroup(of: (Int, PlanContext).self) { group in
            for (index, task) in tasks.enumerated() {
                group.addTask { (index, await context(task)) }
            }
            return await group.reduce(into: [Int: PlanContext]()) { $0[$1.0] = $1.1 }
        }
        // Most tasks are told the same.
        var told: [PlanContext: PlanContext] = [:]
        return tasks.enumerated().map { index, task in
            let raw = contexts[index] ?? .none
            let context = told[raw] ?? raw.told(redactor, tokens: options.contextTokens)
            told[raw] = context
            return (PlanTask(task), question(about: task, context, for: client))
        }
    }

    private func question(about task: TaskItem, for client: RequestSlots) async -> PlanQuestion {
        let told = await context(task).told(redactor, tokens: options.contextTokens)
        return question(about: task, told, for: client)
    }

    private func question(
        about task: TaskItem, _ told: PlanContext, for client: RequestSlots
    ) -> PlanQuestion {
        PlanQuestion(PlanTask(task), told, client: client.identity, options, redactor)
    }

    private func batches(of questions: [PlanQuestion]) -> [[PlanQuestion]] {
        let forms: [PlanReader.Form] = [.sections(.all), .adaptation([:])]
        let fixed = forms.map { PlanTokens.estimate(PlanPrompt.system(for: $0)) }.max() ?? 0
        let batching = PlanBatching(
            size: options.batchSize, firstSize: options.firstBatchSize,
            tokens: options.requestTokens - fixed - PlanPrompt.repeatedTokens)
        let entries = questions.map { question in
            PlanBatching.Entry(
                tokens: PlanTokens.estimate(question.json(context: "c99")) + 1,
                context: question.context.identity + "\u{0}" + question.context.text,
                contextTokens: PlanTokens.written(question.context.text) + 8)
        }
        return batching.batches(of: entries).map { $0.map { questions[$0] } }
    }

    // MARK: Memory

    private func kept(_ question: PlanQuestion) async -> TaskPlan? {
        guard options.usesMemory else { return nil }
        if let plan = made[question.key] { return plan }
        guard let memory else { return nil }
        if let stored = try? await memory.plan(for: question.key) { return plan(of: stored) }
        guard options.followsBegunPlans,
            let stored = try? await memory.plans(in: project, limit: Self.plansLookedThrough)
        else { return nil }
        return stored.first { $0.task == question.task.text }.flatMap { plan(of: $0) }
    }

    private static let plansLookedThrough = 200

    private func plan(of stored: StoredPlan) -> TaskPlan? {
        guard now() - stored.at <= options.maximumAge else { return nil }
        return try? PlanReader.plan(in: stored.plan, madeAt: stored.at)
    }

    /// The questions, those with a draft for which a similar task was planned.
    private func drafted(_ questions: [PlanQuestion]) async -> [PlanQuestion] {
        guard options.usesDrafts, options.asking == .fewest, let memory,
            let stored = try? await memory.plans(in: project, limit: Self.plansLookedThrough),
            !stored.isEmpty
        else { return questions }
        let known = stored.map { (plan: $0, similarity: TaskSimilarity($0.task)) }
        return questions.map { question in
            let similarity = TaskSimilarity(question.task.text)
            let best = known.filter {
                similarity.isDraft(for: $0.similarity, threshold: options.similarity)
            }.max {
                similarity.likeness(to: $0.similarity) < similarity.likeness(to: $1.similarity)
            }
            guard let best, let draft = plan(of: best.plan),
                PlanTokens.estimate(draft.replyText) <= options.draftTokens
            else { return question }
            return question.drafted(from: draft, contextTokens: options.draftContextTokens)
        }
    }

    /// A memory that cannot be used costs the next run a request, never this one its plan.
    private func keep(_ plan: TaskPlan, _ question: PlanQuestion) async {
        let text = plan.replyText
        // What looks like a secret is not kept, and without it the plan would be another.
        guard let memory, redactor.redacted(text) == text else { return }
        try? await memory.keep(
            StoredPlan(
                key: question.key, project: project, task: question.task.text, plan: text,
                at: plan.madeAt))
    }
}
