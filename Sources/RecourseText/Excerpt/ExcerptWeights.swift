/// What each trait adds to the score of a line, in natural logarithms of odds.
public struct ExcerptWeights: Sendable, Equatable {
    /// Indexed by the traits' raw values.
    public var values: [Double]

    public init(_ values: [Double]) {
        precondition(values.count == ExcerptTrait.allCases.count)
        self.values = values
    }

    /// What is not named has no weight.
    init(_ weights: [ExcerptTrait: Double]) {
        self.init(ExcerptTrait.allCases.map { weights[$0] ?? 0 })
    }

    public subscript(_ trait: ExcerptTrait) -> Double { values[Int(trait.rawValue)] }

    func score(of traits: TraitSet) -> Double {
        var sum = 0.0
        values.withUnsafeBufferPointer { values in traits.visit { sum += values[$0] } }
        return sum
    }
}
