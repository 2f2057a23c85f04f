import RecourseText

extension Diagnosis {
    /// The clean lines of the text on which its matches stand.
    public func lines(in text: FailureText) -> [ClosedRange<Int>] {
        matches.flatMap(\.spans).map { span in
            let first = text.line(at: span.range.lowerBound)
            let last = text.line(at: max(span.range.lowerBound, span.range.upperBound - 1))
            return first...max(first, last)
        }
    }
}
