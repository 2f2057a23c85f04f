/// A failure that no pattern could resolve, and what did: enough to draft a pattern from. Redacted.
public struct Lesson: Hashable, Sendable, Codable {
    /// What made the command succeed.
    public enum Cure: Hashable, Sendable, Codable {
        /// Argument vectors, run in order before the command was tried again.
        case steps([[String]])
        /// The argument vector that took the place of the command's.
        case rewrite([String])
        /// The same command again, after a pause in seconds.
        case retry(after: Double)
    }

    /// The failed command, redacted; its text is what the store keeps.
    public var command: Command
    public var exit: Int32
    public var fingerprint: String
    /// The redacted lines of the output that say why it failed.
    public var excerpt: String
    /// Whole lines of the excerpt on which the cause stands, best first.
    public var decisiveLines: [String]
    /// The cause in a few words.
    public var title: String
    public var category: FailureCategory
    public var cure: Cure
    /// What the cure does, in a few words.
    public var cureTitle: String?
    /// As it was classed when it ran; what is made of it is never classed lower.
    public var risk: Risk
    /// Who proposed it: a model, as its server named it.
    public var teacher: String
    /// Seconds since 1970-01-01 UTC.
    public var at: Double

    public init(
        command: Command, exit: Int32, fingerprint: String, excerpt: String,
        decisiveLines: [String], title: String, category: FailureCategory, cure: Cure,
        cureTitle: String? = nil, risk: Risk, teacher: String, at: Double
    ) {
        self.command = command
        self.exit = exit
        self.fingerprint = fingerprint
        self.excerpt = excerpt
        self.decisiveLines = decisiveLines
        self.title = title
        self.category = category
        self.cure = cure
        self.cureTitle = cureTitle
        self.risk = risk
        self.teacher = teacher
        self.at = at
    }
}

/// What became of a lesson.
public enum LessonOutcome: Hashable, Sendable {
    /// A pattern recognises the failure from now on.
    case learned(PatternID)
    /// A pattern that was learned has proved itself, and is as good as any other.
    case promoted(PatternID)
    case refused(LessonRefusal)
}

/// Why a lesson does not become a pattern.
public enum LessonRefusal: Error, Hashable, Sendable {
    /// Nothing in the output says what went wrong.
    case noDecisiveLine
    /// Too little of the line stays the same from run to run.
    case tooLittleStays(line: String)
    /// It could not be looked for by anything rare.
    case tooCommon(regex: String)
    /// The draft does not recognise the output that it was made from.
    case missesItsFailure
    /// Commands that passed print the same.
    case matchesPassingRuns(Int)
    /// It would also speak of failures that are known to have another cause.
    case matchesOtherCauses([PatternID])
    /// The linter's findings.
    case unsound([String])
    /// Over the runs that are kept, causes would be lost or runs that passed be matched.
    case harms(Int)
    /// The cure cannot be said without this one command, or holds something secret.
    case notRepeatable(String)
    /// A person turned it down before.
    case rejectedBefore
    /// It could not be kept.
    case notKept(String)
}
