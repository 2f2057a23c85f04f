/// What a pattern was in another tool's format, and how well it came over.
public struct PatternOrigin: Hashable, Sendable, Codable {
    /// The format's name, for example `github-matcher`.
    public var format: String
    /// As they stood there, in order.
    public var regexes: [String]
    /// The worst of its regexes.
    public var grade: RegexGrade
    /// Why it is not `exact`.
    public var reasons: [String]

    public init(format: String, regexes: [String], grade: RegexGrade, reasons: [String] = []) {
        self.format = format
        self.regexes = regexes
        self.grade = grade
        self.reasons = reasons
    }
}

/// How well a regex of another dialect came over, best first.
public enum RegexGrade: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// It stands as it was, and means the same.
    case exact
    /// Rewritten, so that it means the same.
    case adapted
    /// Probably right; a person must look.
    case review
    /// Not taken over.
    case refused

    public static func < (left: RegexGrade, right: RegexGrade) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .exact: 0
        case .adapted: 1
        case .review: 2
        case .refused: 3
        }
    }
}
