import Synchronization

/// The approvals as this process knows them: read once, and again after a change of its own.
final class CurrentApprovals: Sendable {
    private let path: String
    private let state: Mutex<Approvals>

    init(path: String = Paths.trust) {
        self.path = path
        state = Mutex(Approvals(path: path))
    }

    var value: Approvals { state.withLock { $0 } }

    /// Changes what the file holds now, which a person may have changed meanwhile.
    func change(_ change: (inout Approvals) throws -> Void) throws {
        try state.withLock { state in
            state = Approvals(path: path)
            try change(&state)
        }
    }
}
