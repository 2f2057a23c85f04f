import RecourseCore
import RecourseText

extension Diagnosis {
    /// The clean lines of the text on which its matches stand.
    public func lines(in text: FailureText) -> [ClosedRange<Int>] {
        Self.lines(of: matches, in: text)
    }

    /// Error-like lines of the raw output that no match covers which says more than that something
    /// failed.
    /// - Parameter specificity: of a pattern that says as much.
    public func unexplained(in text: FailureText, specificity: Int) -> [ClosedRange<Int>] {
        UnexplainedLines.of(
            text, besides: matches.filter { $0.pattern.specificity >= specificity })
    }

    private static func lines(
        of matches: [PatternMatch], in text: FailureText
    ) -> [ClosedRange<Int>] {
        matches.flatMap(\.spans).map { span in
            let first = text.line(at: span.range.lowerBound)
            let last = text.line(at: max(span.range.lowerBound, span.range.upperBound - 1))
            return first...max(first, last)
        }
    }
}
