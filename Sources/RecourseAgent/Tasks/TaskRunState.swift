import RecourseCore
import RecourseScheduling

/// Decides which task begins when, and when the next plan is asked for. Pure: events in, what to
/// start out.
///
/// Tasks enter the schedule in their order and not before their commands are known: what a task
/// without commands will touch, only its plan tells, and later ones may depend on it.
struct TaskRunState {
    struct Start {
        var task: TaskItem
        /// `nil` where none was asked for.
        var outcome: PlanOutcome?
    }

    private let order: [TaskItem]
    private let list: TaskList
    private let directory: String
    private let resolved: @Sendable (String) -> String
    private let durations: [String: Double]
    private var schedule: CommandSchedule<TaskID>
    /// How many of the order are in the schedule.
    private var entered = 0
    private var isPlanning = false
    private var outcomes: [TaskID: PlanOutcome] = [:]
    private var begun: Set<TaskID> = []
    private(set) var isStopped = false
    private(set) var results: [TaskResult] = []
    private(set) var error: (any Error)?

    /// - Parameters:
    ///   - durations: expected seconds of steps, by their content.
    ///   - resolved: gives the path that another leads to through links.
    init(
        _ order: [TaskItem], of list: TaskList, jobs: Int, durations: [String: Double],
        directory: String, resolved: @escaping @Sendable (String) -> String
    ) {
        self.order = order
        self.list = list
        self.durations = durations
        self.directory = directory
        self.resolved = resolved
        schedule = CommandSchedule(jobs: jobs)
        enter()
    }

    /// The task whose plan is to be waited for now; once each.
    var nextToPlan: TaskItem? {
        mutating get {
            guard !isStopped, !isPlanning, entered < order.count else { return nil }
            isPlanning = true
            return order[entered]
        }
    }

    mutating func planned(_ id: TaskID, _ outcome: PlanOutcome) {
        outcomes[id] = outcome
        isPlanning = false
        enter()
    }

    mutating func startable(mayStartMore: () -> Bool) -> [Start] {
        guard !isStopped else { return [] }
        let ids = schedule.next(mayStartMore: schedule.runningCount == 0 || mayStartMore())
        begun.formUnion(ids)
        return ids.compactMap { id in
            list[id].map { Start(task: $0, outcome: outcomes[id]) }
        }
    }

    /// - Returns: those that are cancelled for it.
    mutating func ended(_ result: TaskResult, stopsAtFailure: Bool) -> [TaskID] {
        results.append(result)
        error = error ?? result.error
        let cancelled = schedule.ended(result.task.id, succeeded: result.succeeded)
        if result.wasInterrupted || result.error != nil || !result.succeeded && stopsAtFailure {
            stop()
        }
        return cancelled
    }

    /// Whether a plan is waited for or a task runs.
    var isUnderWay: Bool { isPlanning || schedule.runningCount > 0 }

    /// Nothing more begins.
    mutating func stop() { isStopped = true }

    var notRun: [TaskItem] {
        // As the list has them, for people.
        list.tasks.filter { task in
            order.contains { $0.id == task.id } && !begun.contains(task.id)
        }
    }

    /// Puts tasks into the schedule up to the first whose commands are not known yet.
    private mutating func enter() {
        while entered < order.count {
            let task = order[entered]
            if task.needsPlan, outcomes[task.id] == nil { return }
            let steps = outcomes[task.id]?.plan.map(Self.steps) ?? task.declaredSteps
            let isHere = { (id: TaskID) in order.prefix(entered).contains { $0.id == id } }
            let command = ScheduledCommand(
                id: task.id, position: entered,
                effects: task.effects(of: steps, in: directory, resolved: resolved),
                needs: list.prerequisites(of: task).filter(isHere),
                expectedSeconds: steps.reduce(0) { $0 + (durations[$1.content] ?? 1) })
            // The order names each once, and what is needed before it.
            _ = try? schedule.add(command)
            entered += 1
        }
    }

    /// Every step that a plan may come to, its fallbacks' and criteria's included.
    private static func steps(of plan: TaskPlan) -> [TaskStep] {
        plan.places.compactMap { plan[$0] }.map { TaskStep($0, mayRepeat: false) }
            + plan.criteria.compactMap { criterion in
                if case .commandSucceeds(let text) = criterion {
                    TaskStep(.check(text))
                } else {
                    nil
                }
            }
    }
}
