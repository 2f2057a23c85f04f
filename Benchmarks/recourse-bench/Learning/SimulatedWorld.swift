import RecourseLearning

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What changes while a policy learns.
enum Scenario: String, CaseIterable, Codable {
    /// Nothing.
    case stationary
    /// Half way, the fixes of every kind exchange their success probabilities.
    case drift
    /// Failures come from two contexts (70 % and 30 %); in 40 % of the kinds the causes are
    /// distributed differently in the second.
    case contexts
}

/// Kinds of failure with Zipf frequencies, and a sequence of failures drawn from them.
struct SimulatedWorld {
    let firstHalf: [SimulatedKind]
    let secondHalf: [SimulatedKind]
    let failures: [SimulatedFailure]

    /// The failures are spread over this time.
    static let span = 90.0 * 86_400
    /// An attempt's duration is log-normal around its expectation with this deviation.
    static let durationDeviation = 0.3

    init(kinds kindCount: Int, failures total: Int, scenario: Scenario, seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let contexts = scenario == .contexts ? 2 : 1
        var kinds: [SimulatedKind] = []
        for number in 0..<kindCount {
            kinds.append(SimulatedKind(number: number, contexts: contexts, using: &generator))
        }
        firstHalf = kinds
        if scenario == .drift {
            secondHalf = kinds.map { $0.shuffled(using: &generator) }
        } else {
            secondHalf = kinds
        }
        let frequencies = (1...kindCount).map { 1 / Double($0) }
        failures = (0..<total).map { number in
            let kind = generator.index(weighted: frequencies)
            let context = contexts == 1 ? 0 : generator.index(weighted: [0.7, 0.3])
            let count = kinds[kind].candidates.count
            let deviation = Self.durationDeviation
            return SimulatedFailure(
                kind: kind, context: context,
                cause: generator.index(weighted: kinds[kind].causes[context]),
                at: Self.span * Double(number) / Double(total),
                luck: (0..<count).map { _ in generator.unit() },
                slowness: (0..<count).map { _ in
                    exp(deviation * generator.normal() - deviation * deviation / 2)
                },
                modelLuck: generator.unit())
        }
    }

    func isSecondHalf(_ number: Int) -> Bool { number >= failures.count / 2 }

    func kind(ofFailure number: Int) -> SimulatedKind {
        (isSecondHalf(number) ? secondHalf : firstHalf)[failures[number].kind]
    }
}

extension RandomNumberGenerator {
    /// An index with probability proportional to its weight.
    mutating func index(weighted weights: [Double]) -> Int {
        var rest = unit() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index }
        }
        return weights.count - 1
    }
}
