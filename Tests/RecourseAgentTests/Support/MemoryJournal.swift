import RecourseCore
import Synchronization

/// A journal of runs in memory.
final class MemoryJournal: RunJournal {
    private struct Full: Error {}

    private let groups = Mutex<[[StepRecord]]>([])
    private let isBroken: Bool

    init(isBroken: Bool = false) { self.isBroken = isBroken }

    /// In the groups in which they were written.
    var written: [[StepRecord]] { groups.withLock { $0 } }

    /// The newest state of each step.
    var latest: [StepRecord] {
        var steps: [StepRecord] = []
        for step in written.joined() {
            steps.removeAll { $0.task == step.task && $0.index == step.index }
            steps.append(step)
        }
        return steps
    }

    func begin(_ run: RunRecord) async throws {}

    func record(_ steps: [StepRecord], of run: RunID) async throws {
        if isBroken { throw Full() }
        groups.withLock { $0.append(steps) }
    }

    func record(_ phases: [PhaseRecord], of run: RunID) async throws {}
    func end(_ run: RunID, as state: RunRecord.State, at time: Double) async throws {}

    func steps(ofLastRunOf file: String, in directory: String) async throws -> [StepRecord] {
        latest
    }

    func durations(of contents: [String]) async throws -> [String: Double] { [:] }
}
