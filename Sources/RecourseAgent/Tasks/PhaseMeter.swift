import RecourseCore
import Synchronization

/// What the time of a run's tasks went into.
final class PhaseMeter: Sendable {
    private struct Key: Hashable {
        var task: TaskID
        var phase: RunPhase
    }

    private let sums = Mutex<[Key: (seconds: Double, count: Int)]>([:])

    func add(_ seconds: Double, count: Int = 1, to phase: RunPhase, of task: TaskID) {
        guard count > 0 || seconds > 0 else { return }
        sums.withLock { sums in
            let before = sums[Key(task: task, phase: phase)] ?? (0, 0)
            sums[Key(task: task, phase: phase)] = (before.seconds + seconds, before.count + count)
        }
    }

    func measuring<Value>(
        _ phase: RunPhase, of task: TaskID, _ work: () async throws -> Value
    ) async rethrows -> Value {
        let start = ContinuousClock.now
        defer { add((ContinuousClock.now - start).inSeconds, to: phase, of: task) }
        return try await work()
    }

    func records(of task: TaskID) -> [PhaseRecord] {
        sums.withLock { sums in
            RunPhase.allCases.compactMap { phase in
                sums[Key(task: task, phase: phase)].map {
                    PhaseRecord(
                        task: task.rawValue, phase: phase, seconds: $0.seconds, count: $0.count)
                }
            }
        }
    }
}
