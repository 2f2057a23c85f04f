import RecourseCore
import RecoursePCRE2
import RecourseText

/// Runs one pattern's regexes over a text, step by step.
struct Confirmation {
    let text: FailureText
    private let searcher: Searcher
    private let longestLine: Int
    private let budget: Duration
    private let clock = ContinuousClock()

    /// - Parameter budget: for one search; when it is used up, no further one of the same pattern
    ///   is begun.
    init(text: FailureText, budget: Duration) {
        self.text = text
        self.budget = budget
        searcher = Searcher(budget: .init(perSearch: budget))
        longestLine = text.longestLine
    }

    enum Answer {
        case found([RegexMatch], captures: [String: String])
        case absent
        case setAside(SetAsideReason)
    }

    /// - Parameters:
    ///   - starts: where a match of the first regex may start.
    ///   - accepts: whether a match at this offset counts: the same for all offsets of one segment
    ///     of the output. The search goes on in the next segment.
    func confirm(
        _ scope: PatternScope, regexes: [Regex], starting starts: StartRanges = .anywhere,
        accepts: (Int) -> Bool = { _ in true }
    ) -> Answer {
        guard !regexes.isEmpty else { return .absent }
        let deadline = clock.now + budget
        var steps: [RegexMatch] = []
        var start = firstStart(of: scope)
        while steps.count < regexes.count {
            let regex = regexes[steps.count]
            switch nextMatch(
                of: regex, from: start, starting: steps.isEmpty ? starts : .anywhere,
                before: deadline, accepts: accepts)
            {
            case .noMatch: return .absent
            case .setAside(let reason): return .setAside(reason)
            case .match(let match):
                if let previous = steps.last, isTooFar(match, behind: previous, scope, steps.count)
                {
                    // Later finds of this step are farther still: the step before has to stand
                    // later.
                    steps.removeLast()
                    start = text.bytes.withUnsafeBufferPointer {
                        $0.character(behind: previous.range.lowerBound)
                    }
                } else {
                    steps.append(match)
                    start = match.range.upperBound
                }
            }
            if clock.now > deadline, steps.count < regexes.count { return .setAside(.overTime) }
        }
        return .found(steps, captures: captures(of: steps))
    }

    private func isTooFar(
        _ match: RegexMatch, behind previous: RegexMatch, _ scope: PatternScope, _ step: Int
    ) -> Bool {
        guard case .block(let sequence) = scope else { return false }
        let lines =
            text.line(at: match.range.lowerBound) - text.line(at: previous.range.upperBound)
        return lines > sequence[step].within
    }

    /// Of steps that name the same group, the last one's.
    private func captures(of steps: [RegexMatch]) -> [String: String] {
        var captures: [String: String] = [:]
        for (name, range) in steps.flatMap(\.groups) { captures[name] = text.text(in: range) }
        return captures
    }

    private func firstStart(of scope: PatternScope) -> Int {
        guard case .tail = scope, text.lineCount > PatternScope.tailLines else { return 0 }
        return text.lineStarts[text.lineCount - PatternScope.tailLines]
    }

    private func nextMatch(
        of regex: Regex, from first: Int, starting starts: StartRanges,
        before deadline: ContinuousClock.Instant, accepts: (Int) -> Bool
    ) -> SearchResult {
        var start = first
        while start <= text.bytes.count {
            let status = text.bytes.withUnsafeBufferPointer {
                searcher.search(
                    regex, in: $0, from: start, starting: starts, longestLine: longestLine)
            }
            switch status {
            case .noMatch: return .noMatch
            case .setAside(let reason): return .setAside(reason)
            case .match: break
            }
            let match = searcher.lastMatch(of: regex)
            guard !accepts(match.range.lowerBound) else { return .match(match) }
            guard let next = text.nextSegment(after: max(start, match.range.lowerBound)) else {
                break
            }
            if clock.now > deadline { return .setAside(.overTime) }
            start = next
        }
        return .noMatch
    }
}
