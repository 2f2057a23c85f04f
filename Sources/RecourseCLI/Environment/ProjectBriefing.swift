import RecourseAgent
import RecourseContext
import RecourseCore
import RecourseExecution
import RecourseStore
import RecourseText

/// What a model is told of the project for a task. Of the tree only what changed since the last time
/// is read, in this run or an earlier one.
actor ProjectBriefing {
    private let directory: String
    private let file: String
    private let list: TaskList
    private let store: KnowledgeStore?
    private let redactor: Redactor
    private let isIncremental: Bool
    private let absolutePath: String
    private let run: RunID?
    private var snapshot: ContextSnapshot?
    private var refreshedAt: ContinuousClock.Instant?
    private var isWorthKeeping = false

    /// Contexts that are wanted at the same moment share one look at the tree.
    private static let moment = Duration.milliseconds(250)
    /// Of one task's context, in tokens, estimated.
    static let budget = 3_000
    /// Where nothing is compressed.
    static let wholeBudget = 50_000
    private static let failuresTold = 5
    private static let runsLookedThrough = 50

    /// - Parameter run: the present one; `nil` where nothing is run.
    init(
        directory: String, tasks: TaskFile, run: RunID?, store: KnowledgeStore?,
        redactor: Redactor, isIncremental: Bool
    ) {
        self.directory = directory
        file = tasks.path
        list = tasks.list
        absolutePath = tasks.absolutePath
        self.run = run
        self.store = store
        self.redactor = redactor
        self.isIncremental = isIncremental
    }

    /// With how long it took, waiting for others' not included.
    func context(for task: TaskItem) -> (PlanContext, Duration) {
        let start = ContinuousClock.now
        let context = assembled(
            for: task, budget: isIncremental ? Self.budget : Self.wholeBudget)
        return (
            PlanContext(identity: context.identity.rawValue, text: context.text), .now - start
        )
    }

    /// - Parameter budget: in tokens, estimated.
    func assembled(for task: TaskItem, budget: Int) -> AssembledContext {
        let tree = LocalProjectTree(root: directory)
        return ProjectContext.assembled(
            for: ContextTask(task),
            from: ContextSources(
                tree: tree, snapshot: refreshed(tree), taskList: taskList,
                history: history, failures: failures(for: task), relatedTasks: related(to: task)),
            budget: budget)
    }

    /// Keeps what is known of the tree for the next run.
    func keep() {
        guard isIncremental, isWorthKeeping, let snapshot, let store else { return }
        try? store.keepContextState(snapshot.encoded, of: directory, at: Session.now())
    }

    private func refreshed(_ tree: LocalProjectTree) -> ContextSnapshot {
        guard isIncremental else { return ContextSnapshot.refreshed(from: nil, in: tree).snapshot }
        if let snapshot, let refreshedAt, .now - refreshedAt < Self.moment { return snapshot }
        let earlier =
            snapshot
            ?? (try? store?.contextState(of: directory)).flatMap { $0 }
            .flatMap { ContextSnapshot(encoded: $0) }
        let refresh = ContextSnapshot.refreshed(from: earlier, in: tree)
        isWorthKeeping = isWorthKeeping || refresh.isWorthKeeping
        snapshot = refresh.snapshot
        refreshedAt = .now
        return refresh.snapshot
    }

    private var taskList: TaskListSource? {
        guard file != "-", let bytes = try? InputFile.bytes(of: file, limit: 16 << 20) else {
            return nil
        }
        let text = redactor.redacted(String(decoding: bytes, as: UTF8.self))
        return TaskListSource(path: file, text: text)
    }

    /// Of the list's run before this one.
    private var history: [PastStep] {
        guard let store, let runs = try? store.runs(limit: Self.runsLookedThrough),
            let last = runs.first(where: { earlier in
                earlier.run.id != run && earlier.run.directory == directory
                    && earlier.run.file == absolutePath
            }),
            let steps = try? store.steps(of: last.run.id)
        else { return [] }
        return steps.filter { $0.state != .started }.suffix(10).map { step in
            PastStep(
                task: step.task, text: step.text,
                ending: step.state == .done ? .succeeded : .failed(step.exitCode))
        }
    }

    /// Unexplained failures of programs that the task names.
    private func failures(for task: TaskItem) -> [RelatedFailure] {
        guard let store, let unknown = try? store.unknownFailures(since: nil) else { return [] }
        let text = ([task.title] + task.steps + task.commands).joined(separator: "\n")
        return unknown.filter { !$0.program.isEmpty && text.contains($0.program) }
            .prefix(Self.failuresTold).map { RelatedFailure(title: $0.command, text: $0.excerpt) }
    }

    private func related(to task: TaskItem) -> [RelatedTask] {
        (list.prerequisites(of: task) + [task.id.parent].compactMap { $0 }).compactMap { list[$0] }
            .map { RelatedTask(id: $0.id.rawValue, title: $0.title, isDone: $0.mark == .done) }
    }
}
