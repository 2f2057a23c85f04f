import RecourseCore

/// A foreign file as values of ours. Its patterns are experimental: they wait for a person.
public struct ForeignImport: Sendable {
    public var format: ForeignFormat
    public var pack: Pack
    /// Every regex of the file, in order.
    public var grades: [GradedRegex]
    public var redactors: [RedactionRule]
    /// What was left out on purpose, with its place.
    public var notes: [PackError]
}

/// What became of one regex.
public struct GradedRegex: Hashable, Sendable, Codable {
    /// The pattern or rule that it is for, whether or not it came over.
    public var id: String
    /// 1-based.
    public var line: Int
    /// For example `problemMatcher[0].pattern[1].regexp`.
    public var field: String
    public var original: String
    /// `nil` where it is refused.
    public var pcre2: String?
    public var grade: RegexGrade
    public var reasons: [String]

    /// `ID:LINE: GRADE: REASONS`.
    public var text: String {
        let words = reasons.isEmpty ? "" : ": " + reasons.joined(separator: "; ")
        return "\(id):\(line): \(grade.rawValue)\(words)"
    }
}
