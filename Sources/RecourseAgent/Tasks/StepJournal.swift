import RecourseCore

/// One task's lines in the journal of runs: what an earlier run did of it, and what this one does.
///
/// A step is written as started, durably, before it is; its end is written together with the start
/// of the next one, so that a step costs one wait for the disk.
struct StepJournal: Sendable {
    enum Standing: Hashable {
        case open
        /// Done in the run that is resumed.
        case done
        /// In flight when that run ended: nobody knows whether it was done.
        case unknown
    }

    private let journal: (any RunJournal)?
    private let run: RunID
    private let task: TaskID
    private let earlier: [StepRecord]
    private let now: @Sendable () -> Double
    private var pending: [StepRecord] = []
    private(set) var seconds = 0.0
    private(set) var writes = 0

    init(
        _ journal: (any RunJournal)?, run: RunID, task: TaskID, earlier: [StepRecord],
        now: @escaping @Sendable () -> Double
    ) {
        self.journal = journal
        self.run = run
        self.task = task
        self.earlier = earlier.filter { $0.task == task.rawValue }
        self.now = now
    }

    func standing(of step: TaskStep, at index: Int) -> Standing {
        switch earlier.last(where: { $0.index == index && $0.content == step.content })?.state {
        case .done: .done
        case .started: .unknown
        case .failed, nil: .open
        }
    }

    /// - Throws: where the journal cannot be written; the step may run all the same.
    mutating func begin(_ step: TaskStep, at index: Int, text: String) async throws {
        pending.append(
            StepRecord(
                task: task.rawValue, index: index, content: step.content, text: text,
                state: .started, at: now()))
        try await flush()
    }

    /// Kept back until the next step begins, or `flush`.
    mutating func ended(
        _ step: TaskStep, at index: Int, text: String, succeeded: Bool, exitCode: Int32?,
        seconds: Double
    ) {
        pending.append(
            StepRecord(
                task: task.rawValue, index: index, content: step.content, text: text,
                state: succeeded ? .done : .failed, exitCode: exitCode, seconds: seconds, at: now())
        )
    }

    /// What was kept back is durable when it returns.
    mutating func flush() async throws {
        guard let journal, !pending.isEmpty else { return }
        let records = pending
        let start = ContinuousClock.now
        defer { seconds += (ContinuousClock.now - start).inSeconds }
        writes += 1
        try await journal.record(records, of: run)
        pending.removeFirst(records.count)
    }
}
