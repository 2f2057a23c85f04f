import RecourseCore
import RecourseLearning

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension SimulatedKind {
    /// Two to six fixes for one to four hidden causes, each fix made for one of them. One kind in
    /// five is flaky as well: a transient cause that any re-run may get over.
    init(number: Int, contexts: Int, using generator: inout some RandomNumberGenerator) {
        let fixes = Int.random(in: 2...6, using: &generator)
        let lasting = Int.random(in: 1...4, using: &generator)
        let isFlaky = generator.unit() < 0.2
        let transient = isFlaky ? 0.1 + 0.6 * generator.unit() : 0
        let everywhere = generator.simplex(lasting)
        causes = (0..<contexts).map { context in
            let differs = context > 0 && generator.unit() < 0.4
            let shares = differs ? generator.simplex(lasting) : everywhere
            return shares.map { $0 * (1 - transient) } + (isFlaky ? [transient] : [])
        }

        // A fix works for its own cause in 60-97 % of cases, for one other cause in seven it helps
        // a little, else hardly ever.
        let targets = (0..<fixes).map { _ in Int.random(in: 0..<lasting, using: &generator) }
        success = (0..<lasting).map { cause in
            let rates = targets.map { target -> Double in
                if target == cause { return 0.6 + 0.37 * generator.unit() }
                return (generator.unit() < 0.15 ? 0.5 : 0.03) * generator.unit()
            }
            return rates + [0.01]
        }
        if isFlaky {
            let chance = 0.4 + 0.5 * generator.unit()
            success.append(Array(repeating: chance, count: fixes + 1))
        }

        let pattern = PatternID("sim.kind-\(number)")
        let command = min(10, max(0.1, 0.7 * exp(0.8 * generator.normal())))
        candidates = []
        seconds = []
        for fix in 0..<fixes {
            let steps = 2 * exp(1.2 * generator.normal())
            seconds.append(min(30, max(0.2, steps + command)))
            let rate = zip(causes[0], success).reduce(0) { $0 + $1.0 * $1.1[fix] }
            candidates.append(
                Candidate(
                    reference: FixReference(pattern: pattern, fix: FixID("fix-\(fix)")), kind: .run,
                    prior: Self.prior(for: rate, using: &generator)))
        }
        seconds.append(max(0.2, command))
        candidates.append(
            Candidate(
                reference: FixReference(pattern: pattern, fix: "rerun"), kind: .retry,
                expectedSeconds: command * exp(0.3 * generator.normal())))
    }

    /// What a pack's author says: nothing for 15 % of fixes, else an estimate that is off by a
    /// standard deviation of one in log-odds, with a claim of 5 to 50 trials.
    private static func prior(
        for rate: Double, using generator: inout some RandomNumberGenerator
    ) -> Prior? {
        let rate = min(0.99, max(0.01, rate))
        let logOdds = log(rate / (1 - rate)) + generator.normal()
        let trials = Double(Int.random(in: 5...50, using: &generator))
        guard generator.unit() < 0.85 else { return nil }
        return Prior(success: 1 / (1 + exp(-logOdds)), trials: trials)
    }
}

extension RandomNumberGenerator {
    /// Uniform on 0..<1.
    mutating func unit() -> Double { Double.random(in: 0..<1, using: &self) }

    /// Standard normal, by Box and Muller's method.
    mutating func normal() -> Double {
        (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
    }

    /// Uniform on the simplex: shares that add up to one.
    mutating func simplex(_ count: Int) -> [Double] {
        let parts = (0..<count).map { _ in -log(1 - unit()) }
        let total = parts.reduce(0, +)
        return parts.map { $0 / total }
    }
}
