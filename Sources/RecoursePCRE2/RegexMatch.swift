/// Where a regex matched, in bytes.
public struct RegexMatch: Hashable, Sendable {
    public var range: Range<Int>
    /// By name; a group that took no part has no entry.
    public var groups: [String: Range<Int>]

    public init(range: Range<Int>, groups: [String: Range<Int>]) {
        self.range = range
        self.groups = groups
    }
}

/// An engine error is never "no match": the two are different answers.
public enum SearchResult: Hashable, Sendable {
    case match(RegexMatch)
    case noMatch
    case setAside(SetAsideReason)
}

/// As `SearchResult`, where the offsets are read from the searcher.
public enum SearchStatus: Hashable, Sendable {
    case match
    case noMatch
    case setAside(SetAsideReason)
}

public enum SetAsideReason: Hashable, Sendable {
    /// The pattern used up its time.
    case overTime
    /// An error that says nothing about the text: a limit, or a bad offset.
    case engine(code: Int32, message: String)

    public var text: String {
        switch self {
        case .overTime: "took longer than its budget"
        case .engine(_, let message): message
        }
    }
}
