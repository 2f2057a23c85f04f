import Synchronization
import Testing

@testable import RecourseAgent

@Suite("Recovery gate")
struct RecoveryGateTests {
    private struct Counts {
        var commands = 0
        var recoveries = 0
        var clashes = 0
        var mostCommands = 0
    }

    private final class Watch: Sendable {
        let counts = Mutex(Counts())
    }

    /// Commands overlap with each other; a recovery with nothing.
    @Test func aRecoveryIsAlone() async {
        let gate = RecoveryGate()
        let watch = Watch()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    if number % 5 == 0 {
                        await gate.beginRecovery()
                        watch.counts.withLock {
                            $0.recoveries += 1
                            if $0.recoveries > 1 || $0.commands > 0 { $0.clashes += 1 }
                        }
                        await Task.yield()
                        watch.counts.withLock { $0.recoveries -= 1 }
                        await gate.endRecovery()
                    } else {
                        await gate.beginCommand()
                        watch.counts.withLock {
                            $0.commands += 1
                            $0.mostCommands = max($0.mostCommands, $0.commands)
                            if $0.recoveries > 0 { $0.clashes += 1 }
                        }
                        await Task.yield()
                        watch.counts.withLock { $0.commands -= 1 }
                        await gate.endCommand()
                    }
                }
            }
        }
        #expect(watch.counts.withLock { $0.clashes } == 0)
        #expect(watch.counts.withLock { $0.commands + $0.recoveries } == 0)
    }
}
