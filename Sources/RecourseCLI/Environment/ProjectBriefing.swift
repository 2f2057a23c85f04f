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
    private var snapshot: ContextSnapshot?
    private var refreshedAt: ContinuousClock.Instant?
    private var isWorthKeeping = false

    /// Contexts that are wanted at the same moment share one look at the tree.
    private static let moment = Duration.milliseconds(250)
    private static let budget = 3_000
    /// Where nothing is compressed.
    private static let wholeBudget = 100_000
    private static let failuresTold = 5

    /// - Parameter file: the task list's path.
    init(
        directory: String, file: String, list: TaskList, store: KnowledgeStore?,
        redactor: Redactor, isIncremental: Bool
    ) {
        self.directory = directory
        self.file = file
        self.list = list
        self.store = store
        self.redactor = redactor
        self.isIncremental = isIncremental
    }

    func context(for task: TaskItem) -> PlanContext {
        let context = assembled(
            for: task, budget: isIncremental ? Self.budget : Self.wholeBudget)
        return PlanContext(identity: context.identity.rawValue, text: context.text)
    }

    /// - Parameter budget: in tokens, estimated.
    func assembled(for task: TaskItem, budget: Int) -> AssembledContext {
        let tree = LocalProjectTree(root: directory)
        return ProjectContext.assembled(
            for: ContextTask(task),
            from: ContextSources(
                tree: tree, snapshot: refreshed(tree), taskList: taskList,
                history: history, failures: failures, relatedTasks: related(to: task)),
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

    private var history: [PastStep] {
        guard let store, let last = try? store.runs(limit: 1).first,
            let steps = try? store.steps(of: last.run.id)
        else { return [] }
        return steps.filter { $0.state != .started }.suffix(10).map { step in
            PastStep(
                task: step.task, text: step.text,
                ending: step.state == .done ? .succeeded : .failed(step.exitCode))
        }
    }

    private var failures: [RelatedFailure] {
        guard let store, let unknown = try? store.unknownFailures(since: nil) else { return [] }
        return unknown.prefix(Self.failuresTold).map {
            RelatedFailure(title: $0.command, text: $0.excerpt)
        }
    }

    private func related(to task: TaskItem) -> [RelatedTask] {
        (list.prerequisites(of: task) + [task.id.parent].compactMap { $0 }).compactMap { list[$0] }
            .map { RelatedTask(id: $0.id.rawValue, title: $0.title, isDone: $0.mark == .done) }
    }
}
