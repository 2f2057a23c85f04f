import RecourseAgent
import RecourseCore
import RecourseMatching

/// A command under recovery, with everything around it scripted and everything that happens in one
/// journal.
struct Scene: Sendable {
    let journal = Journal()
    let runner: ScriptedRunner
    let knowledge: MemoryKnowledge
    var patterns: [Pattern]
    var origin = PatternRecord.Origin.builtIn
    var policy = RecoveryPolicy(mode: .auto)
    var workspace = TableWorkspace()
    var answers: @Sendable (OfferedFix) -> Answer = { _ in .stop }
    var rewinds = true
    var model: ScriptedModel?
    var teach: (@Sendable (Lesson) async -> LessonOutcome)?
    var verified: (@Sendable (Attempt) async -> LessonOutcome?)?
    /// The first draw decides whether a bare re-run is put first; this one does not.
    var seed: UInt64 = 1

    init(
        _ patterns: [Pattern], _ script: [String: [ScriptedRunner.Answer]],
        isForgetful: Bool = false,
        editError: EditError? = nil, restoreError: EditError? = nil,
        changedSince: Set<String> = []
    ) {
        self.patterns = patterns
        runner = ScriptedRunner(
            script, journal: journal, editError: editError, restoreError: restoreError,
            changedSince: changedSince)
        knowledge = MemoryKnowledge(journal: journal, isBroken: isForgetful)
        workspace.journal = journal
    }

    var recovery: Recovery {
        let (journal, workspace, rewinds, answers) = (journal, workspace, rewinds, answers)
        let records = patterns.map { PatternRecord($0, pack: "test", origin: origin) }
        return Recovery(
            effects: .init(
                runner: runner, workspace: { _ in workspace }, knowledge: knowledge, now: { 1_000 },
                pause: { if $0 > .zero { journal.note("pause \($0.packText)") } },
                model: model, teach: teach, verified: verified),
            patterns: {
                journal.note("load patterns")
                return PatternSet(records)
            },
            policy: policy,
            interface: RecoveryInterface(
                tell: { event in Self.line(event).map { journal.note($0) } },
                ask: { offer in
                    journal.note("ask \(offer.fix.reference.fix)")
                    return answers(offer)
                },
                rewind: { rewinds }),
            seed: seed)
    }

    func run(_ argv: String...) async -> RecoveryReport {
        await recovery.run(
            CommandRequest(Command(argv: argv, directory: "/project"), terminal: .foreground))
    }

    /// `nil` for what the runner's own entries tell.
    private static func line(_ event: RecoveryEvent) -> String? {
        switch event {
        case .ran: nil
        case .notAnswered(let error): "not answered \(error)"
        case .failed(_, let diagnosis, let offers):
            "failed \(diagnosis.matches.first?.pattern.id.rawValue ?? "?"), \(offers.count) offered"
        case .applying(let offer): "applying \(offer.fix.reference.fix)"
        case .stepFailed(let command, _): "step failed \(command)"
        case .tryingAgain: "again"
        case .observed(let attempt): "told \(attempt.fix) \(attempt.outcome.rawValue)"
        case .restored(let paths): "restored \(paths.joined(separator: " "))"
        case .asking(let model): "asking \(model)"
        case .answered(let title, let offers, _): "answered \(title), \(offers.count) offered"
        case .taught(let outcome): "taught \(outcome)"
        case .warned(let text): "warned \(text)"
        }
    }
}
