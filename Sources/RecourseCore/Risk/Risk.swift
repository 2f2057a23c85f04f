/// What a fix may harm, ascending. Computed by us from what would really run.
public enum Risk: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Only looks.
    case inspect
    /// Runs the failed command again.
    case retry
    /// Reversible, inside the working tree.
    case workspace
    /// Deletes, overwrites or changes version-control state inside the tree.
    case overwrite
    /// Installs, uses the network, runs fetched code.
    case environment
    /// Outside the tree, privilege, services, interpreter code.
    case system

    public static func < (left: Risk, right: Risk) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .inspect: 0
        case .retry: 1
        case .workspace: 2
        case .overwrite: 3
        case .environment: 4
        case .system: 5
        }
    }
}
