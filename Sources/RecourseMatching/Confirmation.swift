import RecourseCore
import RecoursePCRE2
import RecourseText

/// Runs one pattern's regexes over a text, step by step.
struct Confirmation {
    let text: FailureText
    let searcher: Searcher
    let longestLine: Int

    init(text: FailureText, searcher: Searcher) {
        self.text = text
        self.searcher = searcher
        longestLine = text.longestLine
    }

    enum Answer {
        case found([RegexMatch], captures: [String: String])
        case absent
        case setAside(SetAsideReason)
    }

    /// - Parameter accepts: whether a match at this offset counts; the search goes on behind one that does not.
    func confirm(
        _ scope: PatternScope, regexes: [Regex], accepts: (Int) -> Bool = { _ in true }
    ) -> Answer {
        var steps: [RegexMatch] = []
        var captures: [String: String] = [:]
        var start = firstStart(of: scope)
        for (index, regex) in regexes.enumerated() {
            switch nextMatch(of: regex, from: start, accepts: accepts) {
            case .noMatch: return .absent
            case .setAside(let reason): return .setAside(reason)
            case .match(let match):
                if case .block(let sequence) = scope, let previous = steps.last {
                    let lines =
                        text.line(at: match.range.lowerBound) - text.line(at: previous.range.upperBound)
                    guard lines <= sequence[index].within else { return .absent }
                }
                for (name, range) in match.groups { captures[name] = text.text(in: range) }
                steps.append(match)
                start = match.range.upperBound
            }
        }
        return .found(steps, captures: captures)
    }

    private func firstStart(of scope: PatternScope) -> Int {
        guard case .tail = scope, text.lineCount > PatternScope.tailLines else { return 0 }
        return text.lineStarts[text.lineCount - PatternScope.tailLines]
    }

    private func nextMatch(of regex: Regex, from first: Int, accepts: (Int) -> Bool) -> SearchResult {
        var start = first
        while start <= text.bytes.count {
            let result = text.bytes.withUnsafeBufferPointer {
                searcher.firstMatch(of: regex, in: $0, starts: start...$0.count, longestLine: longestLine)
            }
            guard case .match(let match) = result, !accepts(match.range.lowerBound) else { return result }
            start = max(match.range.upperBound, match.range.lowerBound + 1)
            while start < text.bytes.count, text.bytes[start] & 0xC0 == 0x80 { start += 1 }
        }
        return .noMatch
    }
}
