import Synchronization

/// Runs commands as a schedule allows, each in a task of its own. What running one means is the
/// caller's.
public final class ParallelExecution<ID: Hashable & Sendable>: Sendable {
    /// What became of the commands, each list in the order of the task list.
    public struct Report: Hashable, Sendable {
        public var succeeded: [ID]
        public var failed: [ID]
        public var cancelled: [ID]
    }

    private struct State {
        var schedule: CommandSchedule<ID>
        /// Whether commands may still be added, so that having none to run is not the end.
        var isOpen: Bool
    }

    private let state: Mutex<State>
    private let changes: AsyncStream<Void>
    private let change: AsyncStream<Void>.Continuation
    private let mayStartMore: @Sendable () -> Bool

    /// How often it is looked whether memory has become free while commands run that do not end.
    private static var memoryInterval: Duration { .milliseconds(500) }

    /// - Parameters:
    ///   - jobs: how many run at most at the same time.
    ///   - isOpen: whether commands are to be waited for until `close` is called.
    ///   - mayStartMore: asked before more are started; one runs whatever it says.
    public init(
        jobs: Int, isOpen: Bool = false,
        mayStartMore: @escaping @Sendable () -> Bool = { true }
    ) {
        state = Mutex(State(schedule: CommandSchedule(jobs: jobs), isOpen: isOpen))
        (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.mayStartMore = mayStartMore
    }

    /// Adds commands, before or while they run.
    /// - Throws: `ScheduleError` at the first that cannot be added; those before it are.
    public func add(_ commands: [ScheduledCommand<ID>]) throws(ScheduleError<ID>) {
        try state.withLock { state throws(ScheduleError<ID>) in
            for command in commands { try state.schedule.add(command) }
        }
        change.yield()
    }

    /// No more will be added.
    public func close() {
        state.withLock { $0.isOpen = false }
        change.yield()
    }

    /// Begins nothing more; what runs is waited for.
    public func stop() {
        state.withLock {
            _ = $0.schedule.withdrawAll()
            $0.isOpen = false
        }
        change.yield()
    }

    /// Runs the commands to the end of the last. To be called once. When the task is cancelled
    /// nothing more begins, and what runs is cancelled and waited for.
    /// - Parameter run: runs one to its end; true where it succeeded.
    public func run(_ run: @escaping @Sendable (ID) async -> Bool) async -> Report {
        await withTaskGroup(of: Void.self) { group in
            change.yield()
            var isWatchingMemory = false
            for await _ in changes {
                let mayStartMore = mayStartMore()
                let (begun, isFinished, isHeldBack) = state.withLock { state in
                    let begun = state.schedule.next(mayStartMore: mayStartMore)
                    return (
                        begun, state.schedule.isFinished && !state.isOpen,
                        !mayStartMore && state.schedule.hasCandidates
                    )
                }
                if isFinished { break }
                for id in begun {
                    group.addTask {
                        let succeeded = await run(id)
                        self.state.withLock { _ = $0.schedule.ended(id, succeeded: succeeded) }
                        self.change.yield()
                    }
                }
                if isHeldBack, !isWatchingMemory {
                    isWatchingMemory = true
                    group.addTask { await self.watchMemory() }
                }
            }
            if Task.isCancelled { stop() }
            change.finish()
            group.cancelAll()
        }
        return state.withLock { state in
            Report(
                succeeded: state.schedule.commands(.succeeded),
                failed: state.schedule.commands(.failed),
                cancelled: state.schedule.commands(.cancelled))
        }
    }

    private func watchMemory() async {
        while (try? await Task.sleep(for: Self.memoryInterval)) != nil { change.yield() }
    }
}
