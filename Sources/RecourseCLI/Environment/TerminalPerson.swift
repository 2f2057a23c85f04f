import RecourseAgent
import RecourseCore
import RecourseText

/// Asks the person at the terminal about a fix. The terminal is opened by itself: stdin belongs to
/// the command.
struct TerminalPerson: Sendable {
    let style: Style

    func answer(_ offer: OfferedFix) -> Answer {
        Console.say("\(style.bold("Run")) \(offer.fix.text.escapedForTerminal())\(style.bold("?"))")
        while true {
            let prompt =
                "  [y] once  [a] always for this fix  [s] skip  [n] never  [e] explain  [q] stop: "
            guard let line = TerminalLine.read(prompt: prompt) else { return .stop }
            switch line.lowercased().first {
            case "y": return .once
            case "a":
                remember(.always, offer)
                return .always
            case "s", nil: return .skip
            case "n":
                remember(.never, offer)
                return .never
            case "q": return .stop
            case "e": explain(offer)
            default: continue
            }
        }
    }

    private func explain(_ offer: OfferedFix) {
        let fix = offer.fix
        Console.say("  \(offer.pattern.title) (\(offer.pattern.id))")
        Console.say(
            "  risk: \(fix.risk.rawValue)\(fix.withheld.map { "; \($0.escapedForTerminal())" } ?? "")"
        )
        let rate = Int((offer.success * 100).rounded())
        Console.say(
            offer.trials == 0
                ? "  never tried here; expected to work in \(rate) %"
                : "  tried \(offer.trials) times; expected to work in \(rate) %, in \(Int(offer.expectedSeconds.rounded())) s"
        )
        for reference in offer.pattern.references { Console.say("  see \(reference)") }
    }

    private func remember(_ answer: StandingAnswer, _ offer: OfferedFix) {
        var approvals = Approvals()
        do {
            try approvals.answer(answer, offer.fix.reference, offer.pattern)
        } catch {
            Console.say("recourse: not remembered: \(error)")
        }
    }
}
