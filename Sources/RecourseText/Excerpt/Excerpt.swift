/// The lines of a long text that say why it failed.
public struct Excerpt: Sendable, Equatable {
    /// Clean lines of the `FailureText`, ascending, disjoint, with a gap between any two.
    public let lines: [ClosedRange<Int>]

    /// At most `budget` lines; all of them where they fit. `marked` are clean lines that patterns
    /// matched.
    public static func of(
        _ text: FailureText, budget: Int, marked: [ClosedRange<Int>] = [],
        weights: ExcerptWeights = .learned
    ) -> Excerpt {
        guard budget > 0, text.lineCount > 0 else { return Excerpt(lines: []) }
        guard text.lineCount > budget else { return Excerpt(lines: [0...(text.lineCount - 1)]) }
        let shape = LogShape(LineFacts.all(of: text), marked: marked)
        return Excerpt(lines: ExcerptChoice(shape.facts, weights: weights, budget: budget).lines)
    }
}
