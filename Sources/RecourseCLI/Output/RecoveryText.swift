import RecourseAgent
import RecourseCore
import RecourseMatching
import RecourseText

/// What recovery does, told as it happens.
struct RecoveryText: Sendable {
    let style: Style
    let mode: RecoveryMode

    func tell(_ event: RecoveryEvent) {
        switch event {
        // Its output was seen as it came.
        case .ran: break
        case .failed(let failure, let diagnosis, let offers):
            Console.say("\(style.red("recourse:")) \(Self.ending(failure.exit))")
            for line in DiagnosisText(style: style).lines(diagnosis, offers) {
                Console.say("  " + line)
            }
            if diagnosis.matches.isEmpty { Console.say(style.dim("  no known cause")) }
        case .applying(let offer):
            Console.say("\(style.bold("recourse:")) trying \(offer.fix.text.escapedForTerminal())")
        case .stepFailed(let command, let result):
            Console.say(
                "\(style.yellow("recourse:")) \(command.escapedForTerminal()): \(Self.ending(result.exit))"
            )
            for line in String(decoding: result.output.bytes.suffix(400), as: UTF8.self)
                .split(separator: "\n").suffix(3)
            {
                Console.say(style.dim("  | \(line.description.escapedForTerminal())"))
            }
        case .tryingAgain(let command, let fix):
            // A rewritten command was just told.
            guard fix.kind != .rewrite else { return }
            Console.say(style.dim("recourse: again: \(command.text.escapedForTerminal())"))
        case .observed(let attempt):
            Console.say("recourse: \(attempt.fix): \(coloured(attempt.outcome))")
        case .restored(let paths):
            for path in paths {
                Console.say(style.dim("recourse: put back \(path.escapedForTerminal())"))
            }
        case .asking(let model):
            Console.say(style.dim("recourse: asking \(model.escapedForTerminal())"))
        case .answered(let title, let offers, let model):
            Console.say(
                "\(style.bold("recourse:")) \(model.escapedForTerminal()) says: \(title.escapedForTerminal())"
            )
            for offer in offers {
                for line in DiagnosisText(style: style).lines(offer) { Console.say("  " + line) }
            }
            if offers.isEmpty { Console.say(style.dim("  it proposes no fix")) }
        case .notAnswered(let error):
            Console.say("\(style.yellow("recourse:")) no answer: \(ModelText.words(error))")
        case .taught(let outcome):
            Console.say("recourse: \(LessonText.text(outcome).escapedForTerminal())")
        case .warned(let text):
            Console.say("\(style.yellow("recourse:")) \(text.escapedForTerminal())")
        }
    }

    private func coloured(_ outcome: Outcome) -> String {
        switch outcome {
        case .resolved: style.green(outcome.rawValue)
        case .shifted: style.yellow(outcome.rawValue)
        case .unchanged, .worse, .inconclusive: style.red(outcome.rawValue)
        }
    }

    func tell(_ stop: StopReason) {
        let words: String? =
            switch stop {
            case .succeeded, .interrupted: nil
            case .unknown: nil
            case .noFix: "the cause is known, and no command can fix it here"
            case .notAllowed:
                switch mode {
                case .suggest:
                    "no fix was run; `--mode auto --ceiling RISK` or a terminal lets them"
                case .ask: "no fix was run"
                case .auto: "no fix was run; why is said beside each"
                }
            case .exhausted: "nothing is left to try"
            case .identicalFailures: "the same failure three times in a row: stopped"
            case .notRepeatable: "standard input was used up, so the command is not run again"
            }
        if let words { Console.say("recourse: \(words)") }
    }

    static func ending(_ exit: ExitStatus?) -> String {
        switch exit {
        case nil: "the command failed"
        case .exited(let code): "the command ended with status \(code)"
        case .signalled(let signal): "the command was ended by signal \(signal)"
        case .timedOut: "the command took too long and was ended"
        case .notStarted(let reason, _):
            "the command could not be started: \(reason.escapedForTerminal())"
        }
    }
}
