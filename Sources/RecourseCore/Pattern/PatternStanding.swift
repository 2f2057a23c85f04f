/// A person's word on a pattern, whatever its pack says.
public enum PatternStanding: String, Hashable, Sendable, Codable, CaseIterable {
    case enabled
    /// Not looked for, until it is enabled.
    case disabled
    /// Given up: a tombstone, so that nothing else takes its id.
    case retired
}
