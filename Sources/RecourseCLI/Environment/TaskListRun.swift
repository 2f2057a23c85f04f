import RecourseAgent
import RecourseCore
import RecourseExecution
import RecourseScheduling
import RecourseStore
import RecourseText
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One run of a task list, wired: the store, the model, the terminal, signals.
struct TaskListRun: Sendable {
    let id: RunID
    private let tasks: TaskFile
    private let directory: String
    private let session: Session
    private let database: String
    private let recovery: RecoveryOptions
    private let client: DeferredModel?
    private let optimisations: Set<Optimisation>
    private let options: TaskRun.Options
    private let resumes: Bool
    private let rerunsUnknown: Bool

    /// - Throws: `Complaint` where a model is configured and cannot be asked.
    init(
        _ tasks: TaskFile, directory: String, database: String, recovery: RecoveryOptions,
        models: ModelOptions, optimisations: Set<Optimisation>, options: TaskRun.Options,
        resumes: Bool, rerunsUnknown: Bool
    ) throws {
        self.tasks = tasks
        self.directory = directory
        self.recovery = recovery
        self.optimisations = optimisations
        self.resumes = resumes
        self.rerunsUnknown = rerunsUnknown
        id = Self.newID()
        self.database = database
        session = Session(database: database)
        client = try session.modelClient(
            models, run: id.rawValue, keepsReplies: optimisations.contains(.plans))
        var options = options
        if !optimisations.contains(.parallel) { options.jobs = 1 }
        options.plansAhead = optimisations.contains(.ahead)
        self.options = options
    }

    /// Questions that a model was asked so far, kept replies not counted.
    var modelCalls: Int { client?.calls ?? 0 }

    /// Interrupted, it ends what runs, keeps what is known, and returns.
    func run(_ schedule: TaskSchedule) async throws -> TaskRun.Summary {
        // Its folder is where the lock lies.
        _ = session.store
        let lock = try RunLock(of: tasks, besides: database)
        let work = Task { try await carryOut(schedule) }
        let session = session
        let isEnding = Mutex(false)
        let observation = SignalRelay.shared.observe { _ in
            let isSecond = isEnding.withLock { isEnding in
                defer { isEnding = true }
                return isEnding
            }
            // A person who asks twice does not wait for an answer to a question of ours.
            if isSecond {
                session.finish()
                exit(Status.interrupted)
            }
            work.cancel()
        }
        defer { withExtendedLifetime((observation, lock)) {} }
        return try await work.value
    }

    private func carryOut(_ schedule: TaskSchedule) async throws -> TaskRun.Summary {
        let style = Style.words
        let progress = RunText(
            style: style, recovery: RecoveryText(style: style, mode: recovery.effectiveMode))
        let journal: KnowledgeStore? = session.store
        if let warning = session.takeWarning() {
            if resumes {
                throw Complaint(
                    status: Status.store, headline: "nothing is resumed: \(warning)",
                    hint: "without --resume the list runs from its first open box")
            }
            progress.recovery.tell(.warned(warning))
        }
        let earlier = resumes ? try await earlierSteps(journal) : []
        await begin(journal, progress)
        let briefing = ProjectBriefing(
            directory: directory, tasks: tasks, run: id, store: session.store,
            redactor: session.redactor, isIncremental: optimisations.contains(.context))
        let run = TaskRun(
            list: tasks.list, directory: directory, run: id, earlier: earlier,
            effects: effects(progress, briefing, journal), options: options)
        let summary: TaskRun.Summary
        do {
            summary = try await run.run(schedule)
        } catch {
            await end(journal, as: .failed)
            throw error
        }
        if client != nil { await briefing.keep() }
        await end(
            journal,
            as: summary.wasInterrupted ? .interrupted : summary.succeeded ? .succeeded : .failed)
        progress.tell(summary)
        return summary
    }

    /// Of a run that succeeded nothing is left to go on with.
    private func earlierSteps(_ journal: KnowledgeStore?) async throws -> [StepRecord] {
        let last = try journal?.runs(limit: Self.runsLookedThrough).first {
            $0.run.file == tasks.absolutePath && $0.run.directory == directory
        }
        guard let last, last.run.state != .succeeded else { return [] }
        return try await journal?.steps(ofLastRunOf: tasks.absolutePath, in: directory) ?? []
    }

    private static let runsLookedThrough = 200

    private func effects(
        _ progress: RunText, _ briefing: ProjectBriefing, _ journal: KnowledgeStore?
    ) -> TaskRun.Effects {
        let style = progress.style
        let person = TerminalPerson(style: style)
        let rerunsUnknown = rerunsUnknown
        let recovery = session.recovery(
            recovery,
            interface: RecoveryInterface(
                tell: { progress.recovery.tell($0) }, ask: { person.answer($0) }),
            model: client, usesPatterns: optimisations.contains(.fixes),
            writesBehind: optimisations.contains(.state))
        let tasks = tasks
        return TaskRun.Effects(
            recovery: recovery, runner: session.runner,
            workspace: LocalWorkspace(root: directory), planner: planner,
            context: { await briefing.context(for: $0) }, journal: journal,
            mark: { try tasks.mark($0, as: $1) }, tell: { progress.tell($0) },
            approve: { person.approves($0, $1) },
            confirm: { rerunsUnknown || person.confirms($0, $1) },
            mayStartMore: Self.hasMemory)
    }

    private var planner: Planner? {
        guard let client else { return nil }
        let isBatched = optimisations.contains(.batching)
        // The planner's own estimate of tokens is a higher one: what fits the briefing's budget is
        // not to be cut again.
        let contextTokens =
            2
            * (optimisations.contains(.context)
                ? ProjectBriefing.budget : ProjectBriefing.wholeBudget)
        return Planner(
            client: client, memory: session.store, directory: directory,
            redactor: session.redactor,
            options: PlannerOptions(
                asking: isBatched ? .fewest : .oneByOne,
                batchSize: isBatched ? 8 : 1,
                requestTokens: contextTokens + 16_000, contextTokens: contextTokens,
                requestsInFlight: optimisations.contains(.ahead) ? 4 : 1,
                usesMemory: optimisations.contains(.plans),
                usesDrafts: optimisations.contains(.plans), followsBegunPlans: resumes),
            now: Session.now)
    }

    /// Where nothing is known of it, there is enough.
    private static let hasMemory: @Sendable () -> Bool = {
        Machine.memoryText.flatMap { MemoryReading(meminfo: $0) }?.allowsAnother() ?? true
    }

    // MARK: Journal

    private func begin(_ journal: KnowledgeStore?, _ progress: RunText) async {
        guard let journal else { return }
        do {
            try await journal.begin(
                RunRecord(
                    id: id, file: tasks.absolutePath, directory: directory,
                    startedAt: Session.now(), process: getpid(), isResumed: resumes))
        } catch {
            progress.recovery.tell(.warned("the run is not in the journal: \(error)"))
        }
    }

    private func end(_ journal: KnowledgeStore?, as state: RunRecord.State) async {
        // Those who wait in vain were told already.
        try? await journal?.end(id, as: state, at: Session.now())
        session.finish()
    }

    /// By its time, in milliseconds, and what tells two of one moment apart.
    static func newID() -> RunID {
        let time = String(Int64(Session.now() * 1_000), radix: 36)
        return RunID("\(time)-\(String(UInt32.random(in: 0..<1 << 20), radix: 36))")
    }
}
