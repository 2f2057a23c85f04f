import RecourseAgent
import RecourseCore
import RecourseMatching
import RecourseText

/// A diagnosis in words for a person at a terminal. Everything that strangers wrote is escaped.
struct DiagnosisText {
    let style: Style

    private static let matches = 3
    private static let setAside = 3

    func lines(_ diagnosis: Diagnosis, _ offers: [OfferedFix]) -> [String] {
        var lines: [String] = []
        for match in diagnosis.matches.prefix(Self.matches) {
            let place = match.spans.first.map { "line \($0.line)" } ?? ""
            lines.append(
                "\(style.bold(match.pattern.title))  \(style.dim("\(match.pattern.id), \(place)"))")
            if let span = match.spans.first, !span.text.allSatisfy(\.isWhitespace) {
                lines.append("  \(span.text.prefix(200).description.escapedForTerminal())")
            }
            let own = offers.filter { $0.pattern.id == match.pattern.id }
            let runnable = own.filter { $0.fix.kind != .advice }
            for offer in runnable.isEmpty ? own : runnable { lines += self.lines(offer) }
        }
        if diagnosis.matches.count > Self.matches {
            lines.append(style.dim("and \(diagnosis.matches.count - Self.matches) more"))
        }
        for pattern in diagnosis.setAside.prefix(Self.setAside) {
            lines.append(
                style.yellow("not searched to the end: \(pattern.pattern), \(pattern.reason)"))
        }
        if diagnosis.setAside.count > Self.setAside {
            lines.append(
                style.yellow("and \(diagnosis.setAside.count - Self.setAside) more not searched"))
        }
        return lines
    }

    /// One fix with what it may harm, and why it does not run by itself.
    func lines(_ offer: OfferedFix) -> [String] {
        let text = offer.fix.text.escapedForTerminal()
        guard offer.fix.kind != .advice else { return ["  \(style.yellow("advice:")) \(text)"] }
        var notes = [offer.fix.risk.rawValue]
        if offer.trials > 0 {
            let rate = Int((offer.success * 100).rounded())
            notes.append(
                "works in \(rate) %, tried \(offer.trials) time\(offer.trials == 1 ? "" : "s")")
        }
        if case .shown(let why) = offer.verdict { notes.append(why) }
        return [
            "  \(style.green("fix:")) \(text)  \(style.dim("(\(notes.joined(separator: "; ")))"))"
        ]
    }
}
