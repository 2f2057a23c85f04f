import RecourseScheduling
import Synchronization
import Testing

@Suite struct ParallelExecutionTests {
    private func command(_ id: Int, needs: [Int] = []) -> ScheduledCommand<Int> {
        ScheduledCommand(id: id, position: id, effects: CommandEffects(), needs: needs)
    }

    @Test(.timeLimit(.minutes(1))) func cancellingWaitsForWhatRuns() async throws {
        let execution = ParallelExecution<Int>(jobs: 2)
        try execution.add((0..<6).map { command($0) })
        let begun = Mutex(0)
        let task = Task {
            await execution.run { _ in
                begun.withLock { $0 += 1 }
                try? await Task.sleep(for: .seconds(600))
                return false
            }
        }
        while begun.withLock({ $0 }) < 2 { await Task.yield() }
        task.cancel()
        let report = await task.value
        #expect(report.failed.count == 2 && report.cancelled.count == 4)
    }

    @Test(.timeLimit(.minutes(1))) func scarceMemoryRunsOneAtATime() async throws {
        let execution = ParallelExecution<Int>(jobs: 4, mayStartMore: { false })
        try execution.add((0..<5).map { command($0) })
        let most = Mutex((now: 0, most: 0))
        let report = await execution.run { _ in
            most.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            await Task.yield()
            most.withLock { $0.now -= 1 }
            return true
        }
        #expect(report.succeeded == [0, 1, 2, 3, 4] && most.withLock { $0.most } == 1)
    }

    @Test(.timeLimit(.minutes(1))) func nothingToDo() async {
        let report = await ParallelExecution<Int>(jobs: 1).run { _ in true }
        #expect(report.succeeded.isEmpty && report.failed.isEmpty && report.cancelled.isEmpty)
    }

    @Test(.timeLimit(.minutes(1))) func stopBeginsNothingMore() async throws {
        let execution = ParallelExecution<Int>(jobs: 1)
        try execution.add((0..<3).map { command($0) })
        let report = await execution.run { _ in
            execution.stop()
            return true
        }
        #expect(report.succeeded == [0] && report.cancelled == [1, 2])
    }
}
