import RecourseText

/// Error-like lines that no match covers.
enum UnexplainedLines {
    private static let searched = 5_000
    private static let maximum = 50
    /// Lines around a match belong to it.
    private static let margin = 2

    /// 1-based lines of the raw output, ascending, neighbours joined; from the end of the text
    /// where there are many.
    static func of(_ text: FailureText, besides matches: [PatternMatch]) -> [ClosedRange<Int>] {
        var covered: Set<Int> = []
        for span in matches.flatMap(\.spans) {
            let first = text.line(at: span.range.lowerBound)
            let last = text.line(at: max(span.range.lowerBound, span.range.upperBound - 1))
            covered.formUnion((first - margin)...(last + margin))
        }
        var found: [ClosedRange<Int>] = []
        let firstLine = max(0, text.lineCount - searched)
        for line in firstLine..<max(firstLine, text.lineCount) where !covered.contains(line) {
            let range = text.range(ofLine: line)
            let body = text.text(
                in: range.lowerBound..<min(range.upperBound, range.lowerBound + 400))
            guard ErrorLikeLine.matches(body) else { continue }
            let raw = text.rawLine(line)
            if let last = found.last, last.upperBound + 1 == raw {
                found[found.count - 1] = last.lowerBound...raw
            } else {
                found.append(raw...raw)
            }
        }
        return Array(found.suffix(maximum))
    }
}
