import Foundation
import Synchronization

/// Foundation looks through the descriptors that are open when it starts a process, and crashes
/// where two threads do so at once and their number changes: one at a time.
enum ProcessStart {
    private static let turn = Mutex(())

    static func run(_ process: Process) throws {
        try turn.withLock { _ in try process.run() }
    }
}
