import RecourseCore
import RecourseLearning
import RecourseMatching
import RecourseText

/// One failing command from its first failure to its end: the driver of `RecoveryProgress`.
struct Episode {
    private let recovery: Recovery
    private let patterns: PatternSet
    private let redactor: Redactor
    private(set) var request: CommandRequest
    private(set) var result: CommandResult
    private(set) var diagnosis = Diagnosis.nothing
    private(set) var attempts: [Attempt] = []
    private var progress: RecoveryProgress
    private var text: FailureText
    private var record: FailureRecordID?
    private var generator: SplitMix64
    /// What a model proposed for the present failure.
    private var proposed: ProposedRemedies?
    /// Questions sent to a model.
    private(set) var modelCalls = 0
    /// Those that no attempt has taken on yet.
    private var untoldCalls = 0
    /// Waited for a model, and for the store.
    private(set) var modelSeconds = 0.0
    private(set) var stateSeconds = 0.0

    /// Bare re-runs, to measure what fixes add.
    private static let rerunShare = 0.02

    init(_ recovery: Recovery, request: CommandRequest, result: CommandResult) {
        self.recovery = recovery
        self.request = request
        self.result = result
        patterns = recovery.patterns()
        redactor = recovery.redactor()
        text = FailureText(result.output)
        generator = SplitMix64(seed: recovery.seed)
        progress = RecoveryProgress(
            policy: recovery.policy,
            first: .init(
                fingerprint: Fingerprint.of(text, program: request.command.programName),
                pattern: nil,
                category: nil, exit: result.exit))
    }

    private var failure: Failure {
        Failure(
            command: request.command, exit: result.exit, output: result.output,
            duration: result.duration)
    }

    /// Names the present failure and writes it down.
    mutating func diagnose() async {
        diagnosis = patterns.diagnosis(of: text, in: .init(failure))
        proposed = nil
        let excerpt = FailureExcerpt.of(text, diagnosis, redactor)
        progress.recognised(diagnosis.matches.first?.pattern)
        let failure = FailureRecord(
            fingerprint: progress.current.fingerprint, program: request.command.programName,
            command: redactor.redacted(request.command.text),
            directory: request.command.directory, exitCode: result.exit.shellCode,
            pattern: diagnosis.matches.first?.pattern.id, excerpt: excerpt,
            seconds: result.duration.inSeconds, at: recovery.effects.now())
        record = await durable { try await $0.record(failure) }
    }

    mutating func recover() async -> StopReason {
        var declined: Set<FixReference> = []
        while true {
            var offers = await offers()
            recovery.interface.tell(.failed(failure, diagnosis, offers))
            var next: OfferedFix?
            while true {
                if let limit = progress.limit { return limit }
                let open = offers.filter { offer in
                    !progress.wasTried(offer.fix) && !declined.contains(offer.fix.reference)
                        && (offer.verdict == .automatic || offer.verdict == .asked)
                }
                guard let offer = await reranked(open).first else {
                    guard let proposals = await proposals(besides: offers) else { break }
                    offers += proposals
                    continue
                }
                guard recovery.interface.rewind() else { return .notRepeatable }
                if offer.verdict == .asked {
                    switch await recovery.interface.ask(offer) {
                    case .once, .always: break
                    case .skip, .never:
                        declined.insert(offer.fix.reference)
                        continue
                    case .stop: return .notAllowed
                    }
                }
                let outcome = await attempt(offer)
                switch outcome {
                case .resolved: return .succeeded
                case .inconclusive where result.wasInterrupted: return .interrupted
                case .shifted: next = offer
                default: continue
                }
                break
            }
            guard next != nil else { return reasonToEnd(offers) }
            await diagnose()
        }
    }

    private func reasonToEnd(_ offers: [OfferedFix]) -> StopReason {
        if !attempts.isEmpty { return .exhausted }
        if diagnosis.matches.isEmpty, offers.isEmpty { return .unknown }
        return offers.contains { $0.fix.kind != .advice } ? .notAllowed : .noFix
    }

    private func offers() async -> [OfferedFix] {
        await FixOffers(
            workspace: recovery.effects.workspace(request.command.directory),
            command: request.command,
            mayProbe: true, policy: recovery.policy, knowledge: recovery.effects.knowledge,
            context: recovery.context, now: recovery.effects.now()
        ).offers(for: diagnosis)
    }

    /// What to try next: the first cause that has something left, Thompson-sampled among its fixes.
    private mutating func reranked(_ open: [OfferedFix]) async -> [OfferedFix] {
        guard let cause = open.first?.pattern.id else { return [] }
        let own = open.filter { $0.pattern.id == cause }
        if recovery.policy.mode == .auto, recovery.policy.ceiling >= .retry, attempts.isEmpty,
            Double.random(in: 0..<1, using: &generator) < Self.rerunShare
        {
            return [bareRerun(instead: own[0])]
        }
        let tallies = await tallies(of: own.map(\.fix.reference))
        let ranking = Ranker(now: recovery.effects.now())
            .ranked(own.map { $0.fix.candidate(tallies) }, using: &generator)
        return ranking.fixes.compactMap { ranked in
            own.first { $0.fix.reference == ranked.reference }
        }
    }

    private func bareRerun(instead offer: OfferedFix) -> OfferedFix {
        var rerun = offer
        rerun.fix = ResolvedFix(
            reference: FixReference(pattern: offer.pattern.id, fix: "rerun"),
            revision: offer.pattern.revision, title: "run it again, to measure what fixes add",
            kind: .retry, edits: [], steps: [], delay: .zero, command: request.command, advice: nil,
            risk: .retry, withheld: nil, timeout: offer.fix.timeout, prior: nil)
        rerun.verdict = .automatic
        return rerun
    }

    /// Applies one fix, runs the command again, and writes down what came of it.
    private mutating func attempt(_ offer: OfferedFix) async -> Outcome {
        let fix = offer.fix
        recovery.interface.tell(.applying(offer))
        progress.began(fix)
        let startedAt = recovery.effects.now()
        let clock = ContinuousClock()
        let start = clock.now
        var origin = recovery.origin
        origin.fix = fix.reference
        let application = FixApplication(
            runner: recovery.effects.runner, tell: recovery.interface.tell,
            directory: request.command.directory, origin: origin)
        let previous = (request, result, text)
        var outcome: Outcome
        let (applied, edits) = await application.apply(fix)
        var isUndone = false
        switch applied {
        case .applied:
            await recovery.effects.pause(fix.delay)
            outcome = await runAgain(fix)
        case .stepFailed:
            outcome = progress.observed(nil, rewritten: false)
            isUndone = true
        case .notPossible(let reason):
            isUndone = true
            recovery.interface.tell(.warned(reason))
            outcome = .inconclusive
        case .interrupted:
            result.wasInterrupted = true
            outcome = .inconclusive
        }
        if result.wasInterrupted, !result.exit.isSuccess { outcome = .inconclusive }
        if isUndone || outcome == .unchanged || outcome == .worse {
            await application.restore(edits)
        }
        let attempt = Attempt(
            fix: fix.reference, revision: fix.revision, kind: fix.kind,
            commands: (fix.edits.map(\.text) + fix.steps.map(ShellQuoting.joined)
                + [(fix.command ?? request.command).text]).map(redactor.redacted),
            argv: fix.argumentVectors.map(redactor.redacted),
            risk: fix.risk, outcome: outcome, seconds: (clock.now - start).inSeconds,
            startedAt: startedAt, modelCalls: untoldCalls,
            leadsTo: outcome == .shifted ? progress.current.fingerprint : nil)
        // A rewritten command that did not help is not what is run from here on.
        if outcome == .unchanged || outcome == .worse, fix.kind == .rewrite {
            (request, result, text) = previous
        }
        attempts.append(attempt)
        untoldCalls = 0
        if let record {
            let context = recovery.context
            await durable { try await $0.record(attempt, of: record, in: context) }
        }
        if outcome == .resolved { await keepPassingRun() }
        // One wait for all of it, before it is told.
        await durable { try await $0.settle() }
        recovery.interface.tell(.observed(attempt))
        if outcome == .resolved { await learn(attempt, fix, previous.0.command, previous.1.exit) }
        return outcome
    }

    /// What the command prints now that it works: no pattern should ever match it.
    private mutating func keepPassingRun() async {
        let excerpt = FailureExcerpt.of(text, .nothing, redactor)
        guard !excerpt.isEmpty else { return }
        let run = PassingRun(
            command: redactor.redacted(request.command.text),
            program: request.command.programName, excerpt: excerpt, at: recovery.effects.now())
        await durable { try await $0.record(run) }
    }

    private mutating func runAgain(_ fix: ResolvedFix) async -> Outcome {
        let program = request.command.programName
        if let command = fix.command { request.command = command }
        recovery.interface.tell(.tryingAgain(request.command, after: fix))
        result = await recovery.effects.runner.observe(request)
        recovery.interface.tell(.ran(result))
        text = FailureText(result.output)
        let next = patterns.diagnosis(of: text, in: .init(failure)).matches.first?.pattern
        // Another program that says the same failed in the same way.
        let says = { [text] program in Fingerprint.of(text, program: program) }
        let isSame = says(program) == progress.current.fingerprint
        return progress.observed(
            .init(
                fingerprint: isSame
                    ? progress.current.fingerprint : says(request.command.programName),
                pattern: next?.id, category: next?.category, exit: result.exit),
            rewritten: fix.kind == .rewrite)
    }

    /// What a model proposes where nothing that is known is left to try: once for each failure.
    private mutating func proposals(besides offers: [OfferedFix]) async -> [OfferedFix]? {
        guard let remedies = recovery.modelRemedies, proposed == nil,
            UnresolvedFailure.isOne(diagnosis, offers, wasTried: progress.wasTried)
        else { return nil }
        let workspace = recovery.effects.workspace(request.command.directory)
        let excerpt = FailureExcerpt.of(text, diagnosis, redactor)
        let isNew = !remedies.wasAsked(
            about: progress.current.fingerprint, command: request.command)
        if isNew { recovery.interface.tell(.asking(model: remedies.client.identity)) }
        let start = ContinuousClock.now
        let (answer, calls) = await remedies.answer(
            about: progress.current.fingerprint, command: request.command
        ) {
            RemedyQuestion(
                command: request.command, exit: result.exit, excerpt: excerpt, attempts: attempts,
                workspace: workspace, redactor: redactor)
        }
        modelSeconds += (ContinuousClock.now - start).inSeconds
        modelCalls += calls
        untoldCalls += calls
        switch answer {
        case .failure(let error):
            if isNew { recovery.interface.tell(.notAnswered(error)) }
            return nil
        // Of other words of the output, its fixes might be wrong.
        case .success(let answer) where answer.excerpt != excerpt: return nil
        case .success(let answer):
            for refusal in answer.reply.refused {
                recovery.interface.tell(.warned("of the model's answer: \(refusal.text)"))
            }
            let remedies = ProposedRemedies(answer, for: request.command, in: workspace)
            let offers = remedies.offers(
                under: recovery.policy,
                tallies: await tallies(of: remedies.fixes.map(\.reference)),
                now: recovery.effects.now())
            proposed = remedies
            recovery.interface.tell(
                .answered(title: answer.reply.title, offers, model: answer.model))
            return offers
        }
    }

    /// Hands on what a model's fix showed, so that the next time needs no model; of another fix,
    /// that it worked once more.
    private func learn(
        _ attempt: Attempt, _ fix: ResolvedFix, _ command: Command, _ exit: ExitStatus
    ) async {
        var outcome: LessonOutcome?
        if let lesson = proposed?.lesson(
            fix, resolved: command, exit: exit, fingerprint: progress.current.fingerprint,
            redactor: redactor, at: recovery.effects.now())
        {
            outcome = await recovery.effects.teach?(lesson)
        } else {
            outcome = await recovery.effects.verified?(attempt)
        }
        if let outcome { recovery.interface.tell(.taught(outcome)) }
    }

    private mutating func tallies(of fixes: [FixReference]) async -> [FixReference: [Tally]] {
        let context = recovery.context
        return await durable { try await $0.tallies(of: fixes, in: context) } ?? [:]
    }

    /// A store that cannot be used costs the memory, never the command's result.
    @discardableResult
    private mutating func durable<Value>(_ work: (any Knowledge) async throws -> Value) async
        -> Value?
    {
        guard let knowledge = recovery.effects.knowledge else { return nil }
        let start = ContinuousClock.now
        defer { stateSeconds += (ContinuousClock.now - start).inSeconds }
        do {
            return try await work(knowledge)
        } catch {
            recovery.interface.tell(.warned("not remembered: \(error)"))
            return nil
        }
    }
}
