import RecourseCore
import RecourseMatching
import RecourseText

/// A pattern drafted from what resolved a failure, held against everything that is kept before it
/// may be used.
public struct LessonDraft: Sendable {
    /// At status `test`, with one fix.
    public let pattern: Pattern
    /// For the queue that people review.
    public let candidate: PatternCandidate

    static let family = "model"
    static let fixID: FixID = "learned"
    /// A line that was cut says less than the output did.
    private static let longestLine = 290

    /// What a draft must not harm.
    public struct Surroundings: Sendable {
        /// The patterns there are.
        public var known: PatternSet
        public var failures: [StoredRun]
        public var passing: [StoredRun]
        /// The pack that it would be in, without patterns, with the programs that it lists.
        public var manifest: Pack
        /// Whether a pattern has the id, or had it.
        public var isTaken: @Sendable (PatternID) -> Bool

        public init(
            known: PatternSet, failures: [StoredRun], passing: [StoredRun], manifest: Pack,
            isTaken: @escaping @Sendable (PatternID) -> Bool
        ) {
            self.known = known
            self.failures = failures
            self.passing = passing
            self.manifest = manifest
            self.isTaken = isTaken
        }
    }

    /// - Throws: the first reason why the lesson becomes no pattern.
    public init(
        of lesson: Lesson, among surroundings: Surroundings, checkedBy linter: PackLinter
    ) async throws(LessonRefusal) {
        let (drafted, line) = try Self.recognising(lesson, surroundings)
        var pattern = drafted.pattern
        pattern.id = Self.freeID(drafted.pattern.id, surroundings.isTaken)
        pattern.revision = 1
        pattern.title = lesson.title
        pattern.status = .test
        pattern.category = lesson.category
        let captures = pattern.examples.first?.captures ?? [:]
        let fix = try LearnedFix(lesson, captures: captures, rules: pattern.captures)
        pattern.fixes = [fix.fix]
        if let resolved = fix.resolvesTo { pattern.examples[0].expect = [Self.fixID: resolved] }
        self.pattern = pattern
        candidate = PatternCandidate(
            at: lesson.at, source: .model, template: "\(drafted.template) => \(fix.text)",
            pattern: pattern,
            evidence: .init(
                failures: 1, kinds: 1, programs: [Self.program(of: lesson)], lastSeen: lesson.at,
                lines: [line]))
        let check = LessonCheck(pattern: pattern, lesson: lesson, surroundings: surroundings)
        try check.recognisesItsFailure()
        try check.isRareEnough()
        try check.sparesPassingRuns()
        try check.sparesOtherCauses()
        try await check.isSound(to: linter)
        try check.harmsNothing()
    }

    /// The draft on the first telling line. What the cure names, and cannot be filled in from the
    /// failure, is not let vary.
    private static func recognising(
        _ lesson: Lesson, _ surroundings: Surroundings
    ) throws(LessonRefusal) -> (PatternDraft, line: String) {
        let text = FailureText(lesson.excerpt)
        let diagnosis = surroundings.known.diagnosis(
            of: text, in: .init(exit: .exited(lesson.exit)))
        let quoted = lesson.decisiveLines.filter { $0.utf8.count <= longestLine }
        let candidates =
            quoted.isEmpty
            ? DecisiveLine.of(text, besides: diagnosis).map { [$0] } ?? [] : quoted
        guard let first = candidates.first else { throw .noDecisiveLine }
        let words = CureWords(lesson.cure)
        let program = program(of: lesson)
        for line in candidates {
            let passing = PassingLines.resembling(
                line, in: surroundings.passing.map(\.excerpt))
            guard
                let draft = PatternDraft(
                    of: [line], command: lesson.command.text, exit: lesson.exit,
                    program: program, passing: passing, varying: words.made, holding: words.within)
            else { continue }
            var pattern = draft.pattern
            if !program.contains(where: { "*?[]\\".contains($0) }), !program.isEmpty {
                pattern.conditions.programs = [program]
            }
            return (PatternDraft(pattern: pattern, template: draft.template), line)
        }
        throw .tooLittleStays(line: first)
    }

    /// The program that failed, behind wrappers and inside a shell's text.
    static func program(of lesson: Lesson) -> String {
        CommandAnatomy(lesson.command).invocations.last?.program ?? lesson.command.programName
    }

    /// `model.<program>-<what it says>`.
    private static func freeID(
        _ drafted: PatternID, _ isTaken: (PatternID) -> Bool
    ) -> PatternID {
        let parts = drafted.rawValue.split(separator: ".", maxSplits: 1).map(String.init)
        let family = parts.first ?? "local"
        var kind = parts.last ?? "failure"
        // Most tools begin with their own name.
        if kind.hasPrefix(family + "-") { kind = String(kind.dropFirst(family.count + 1)) }
        let wanted = "\(Self.family).\(family)-\(kind)"
        var number = 1
        while true {
            let id = PatternID(number == 1 ? wanted : "\(wanted)-\(number)")
            if !isTaken(id) { return id }
            number += 1
        }
    }
}
