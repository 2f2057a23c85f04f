import RecourseCore
import RecourseMatching
import RecourseText

/// Whether a draft says what its failure says, and no more: held against failures and passing runs
/// that are kept.
struct LessonCheck {
    let pattern: Pattern
    let lesson: Lesson
    let surroundings: LessonDraft.Surroundings

    private var record: PatternRecord { PatternRecord(pattern, pack: surroundings.manifest.id) }
    private var alone: PatternSet { PatternSet([record]) }

    private func matches(
        _ set: PatternSet, _ excerpt: String, _ exit: Int32, _ command: Command
    ) -> [PatternMatch] {
        set.diagnosis(
            of: FailureText(excerpt),
            in: .init(
                exit: .exited(exit), programs: CommandAnatomy(command).programNames)
        ).matches
    }

    private func matches(_ set: PatternSet, _ run: StoredRun) -> [PatternMatch] {
        matches(set, run.excerpt, run.exitCode, PackLinter.command(run.command))
    }

    func recognisesItsFailure() throws(LessonRefusal) {
        guard !matches(alone, lesson.excerpt, lesson.exit, lesson.command).isEmpty else {
            throw .missesItsFailure
        }
    }

    func isRareEnough() throws(LessonRefusal) {
        for regex in pattern.scope.regexes where !IndexWriter.indexes(regex) {
            throw .tooCommon(regex: regex)
        }
    }

    func sparesPassingRuns() throws(LessonRefusal) {
        let alone = alone
        // Not looked for where a command passed: here it is, as if it had failed.
        let matched = surroundings.passing.count {
            !alone.diagnosis(of: FailureText($0.excerpt)).matches.isEmpty
        }
        guard matched == 0 else { throw .matchesPassingRuns(matched) }
    }

    /// Failures of other kinds may say the same; what is known to have another cause may not.
    func sparesOtherCauses() throws(LessonRefusal) {
        let own = Set(
            matches(surroundings.known, lesson.excerpt, lesson.exit, lesson.command)
                .map(\.pattern.id))
        var others: Set<PatternID> = []
        for run in touched where run.fingerprint != lesson.fingerprint {
            guard let cause = matches(surroundings.known, run).first?.pattern.id,
                !own.contains(cause)
            else { continue }
            others.insert(cause)
        }
        guard others.isEmpty else { throw .matchesOtherCauses(others.sorted()) }
    }

    /// The failures whose diagnosis the draft could change.
    private var touched: [StoredRun] {
        let alone = alone
        return surroundings.failures.filter { !matches(alone, $0).isEmpty }
    }

    func isSound(to linter: PackLinter) async throws(LessonRefusal) {
        var pack = surroundings.manifest
        pack.programs = Set(pack.programs).union(pattern.fixes.flatMap(\.programs)).sorted()
        pack.patterns = [pattern]
        let findings = await linter.findings(in: pack).filter { !$0.rule.isNote }
        guard findings.isEmpty else {
            throw .unsound(findings.map { "\($0.rule.rawValue): \($0.message)" })
        }
    }

    func harmsNothing() throws(LessonRefusal) {
        let replay = Replay(
            failures: touched, passing: surroundings.passing, before: surroundings.known,
            after: surroundings.known.replacing(with: [record]), edited: [pattern])
        guard replay.harmful == 0 else { throw .harms(replay.harmful) }
    }
}
