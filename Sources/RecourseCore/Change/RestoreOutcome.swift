/// What came of undoing one change.
public struct RestoreOutcome: Hashable, Sendable, Codable {
    public enum Result: Hashable, Sendable, Codable {
        /// The file is as it was before, its mode included.
        case restored
        /// The file had not been there, and is gone.
        case removed
        /// It is as before already: the change was never made, or is undone.
        case unchanged
        /// Somebody changed it since; it is left as it is.
        case changedSince
        /// Somebody changed it since; it is put back all the same, and their version kept.
        case forced(keptAs: String)
        /// The copy of the old contents is gone or damaged.
        case copyLost
        /// Nothing is known of such a change.
        case unknown
        case failed(EditError)
    }

    public var change: ChangeID
    /// Absolute.
    public var path: String
    public var result: Result

    public init(change: ChangeID, path: String, result: Result) {
        self.change = change
        self.path = path
        self.result = result
    }

    /// Whether the file is now as it was before the change.
    public var isAsBefore: Bool {
        switch result {
        case .restored, .removed, .unchanged, .forced: true
        case .changedSince, .copyLost, .unknown, .failed: false
        }
    }
}
