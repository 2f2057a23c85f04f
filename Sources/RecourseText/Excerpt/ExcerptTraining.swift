/// What the learner of the weights sees of a text: the traits that the excerpt itself uses.
public struct ExcerptTraining: Sendable {
    let facts: [LineFacts]

    public init(_ text: FailureText, marked: [ClosedRange<Int>] = []) {
        facts = LogShape(LineFacts.all(of: text), marked: marked).facts
    }

    public var lineCount: Int { facts.count }

    /// Raw values of the line's traits, ascending.
    public func traits(ofLine line: Int) -> [UInt8] {
        var found: [UInt8] = []
        facts[line].traits.visit { found.append(UInt8($0)) }
        return found
    }

    /// The excerpt's lines, without reading the text again.
    public func lines(budget: Int, weights: ExcerptWeights) -> [ClosedRange<Int>] {
        guard facts.count > budget else { return facts.isEmpty ? [] : [0...(facts.count - 1)] }
        return ExcerptChoice(facts, weights: weights, budget: budget).lines
    }
}
