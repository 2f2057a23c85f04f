import RecourseCore
import RecourseText

extension ProposedRemedies {
    /// What is learned where a fix of the answer resolved the failure.
    /// - Parameter failure: the record of what failed.
    /// - Returns: `nil` for a fix of another, or advice.
    func lesson(
        _ fix: ResolvedFix, resolved command: Command, exit: ExitStatus, fingerprint: String,
        redactor: Redactor, at time: Double
    ) -> Lesson? {
        guard let index = pattern.fixes.firstIndex(where: { $0.id == fix.reference.fix }),
            fix.reference.pattern == pattern.id
        else { return nil }
        let proposed = answer.reply.fixes[index]
        let cure: Lesson.Cure
        switch proposed.action {
        case .steps(let steps): cure = .steps(steps.map(redactor.redacted))
        case .rewrite(let argv): cure = .rewrite(redactor.redacted(argv))
        case .retry(let seconds): cure = .retry(after: Double(seconds))
        case .advice: return nil
        }
        return Lesson(
            command: Command(
                argv: redactor.redacted(command.argv), directory: command.directory),
            exit: exit.shellCode, fingerprint: fingerprint, excerpt: answer.excerpt,
            decisiveLines: answer.reply.lines, title: redactor.redacted(pattern.title),
            category: pattern.category, cure: cure,
            cureTitle: proposed.title.isEmpty ? nil : redactor.redacted(proposed.title),
            risk: fix.risk, teacher: answer.model, at: time)
    }
}
