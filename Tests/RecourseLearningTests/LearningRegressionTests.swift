import RecourseCore
import RecourseLearning
import Testing

/// A small world, apart from the benchmark's: thirty kinds of failure with two causes each.
@Suite struct LearningRegressionTests {
    /// A quick fix for the first cause, a slow one for both, and one that does nothing.
    private struct Kind {
        var quickShare: Double
        var seconds: [Double]
        var flake: Double

        /// Success of quick, slow, idle and the bare re-run, given the cause.
        func success(_ option: Int, firstCause: Bool) -> Double {
            let own = [firstCause ? 0.9 : 0, 0.95, 0, 0][option]
            return 1 - (1 - own) * (1 - flake)
        }
    }

    private struct Recovery {
        var cost = 0.0
        var tallies: [FixReference: Tally] = [:]
    }

    private func candidates(_ kind: Int, _ tallies: [FixReference: Tally]) -> [Candidate] {
        ["quick", "slow", "idle", "rerun"].map { (id: FixID) in
            let reference = FixReference(pattern: PatternID("test.kind-\(kind)"), fix: id)
            return Candidate(
                reference: reference, kind: id == "rerun" ? .retry : .run,
                tallies: [tallies[reference] ?? Tally()],
                expectedSeconds: id == "rerun" ? 0.5 : nil)
        }
    }

    private func run(failures: Int, flake: Double, byRate: Bool) -> Recovery {
        var world = SplitMix64(seed: 21)
        var chance = SplitMix64(seed: 22)
        var choice = SplitMix64(seed: 23)
        let kinds = (0..<30).map { _ in
            Kind(
                quickShare: .random(in: 0.2...0.9, using: &world),
                seconds: [.random(in: 0.5...2, using: &world), .random(in: 5...30, using: &world)]
                    + [.random(in: 1...10, using: &world), 0.5], flake: flake)
        }
        var recovery = Recovery()
        for number in 0..<failures {
            let index = number % kinds.count
            let kind = kinds[index]
            let firstCause = Double.random(in: 0..<1, using: &chance) < kind.quickShare
            let luck = (0..<5).map { _ in Double.random(in: 0..<1, using: &chance) }
            var tried: [FixReference] = []
            while true {
                let options = candidates(index, recovery.tallies)
                let now = Double(number) * 600
                let next = chosen(options, tried, now: now, byRate: byRate, using: &choice)
                guard let next else {
                    recovery.cost += luck[4] < 0.85 ? 8 : 68
                    break
                }
                let option = options.firstIndex { $0.reference == next } ?? 0
                let works = luck[option] < kind.success(option, firstCause: firstCause)
                recovery.cost += kind.seconds[option]
                recovery.tallies[next] = options[option].tallies[0].recording(
                    works ? .resolved : .unchanged, seconds: kind.seconds[option], at: now)
                if works { break }
                tried.append(next)
            }
        }
        return recovery
    }

    /// By success per second up to the model; or by rate, and the model after three.
    private func chosen(
        _ candidates: [Candidate], _ tried: [FixReference], now: Double, byRate: Bool,
        using generator: inout SplitMix64
    ) -> FixReference? {
        let ranker = Ranker(now: now)
        if byRate {
            let fixes = ranker.ranked(candidates, tried: tried).fixes
            return tried.count < 3 ? fixes.max { $0.success < $1.success }?.reference : nil
        }
        let model = Fallback(seconds: 8, success: 0.85)
        let ranking = ranker.ranked(candidates, tried: tried, fallback: model, using: &generator)
        return ranking.leading.first?.reference
    }

    @Test func successPerSecondBeatsTheSuccessRate() {
        let ours = run(failures: 1_500, flake: 0.05, byRate: false)
        let byRate = run(failures: 1_500, flake: 0.05, byRate: true)
        #expect(ours.cost * 1.5 < byRate.cost)
    }

    @Test func itIsReproducible() {
        let first = run(failures: 300, flake: 0.2, byRate: false)
        let second = run(failures: 300, flake: 0.2, byRate: false)
        #expect(first.cost == second.cost)
        #expect(first.tallies == second.tallies)
    }

    /// In a flaky world the fix that does nothing wins often, and is given no credit for it.
    @Test func flakyFailuresCreditNoFix() {
        let recovery = run(failures: 6_000, flake: 0.5, byRate: false)
        var idle: [Lift] = []
        var quick: [Lift] = []
        for kind in 0..<30 {
            let ranking = Ranker(now: 6_000 * 600).ranked(candidates(kind, recovery.tallies))
            for fix in ranking.fixes where fix.trials >= 10 {
                if fix.reference.fix == "idle" { idle += [fix.lift].compactMap(\.self) }
                if fix.reference.fix == "quick" { quick += [fix.lift].compactMap(\.self) }
            }
        }
        func mean(_ lifts: [Lift]) -> Double {
            lifts.map(\.estimate).reduce(0, +) / Double(lifts.count)
        }
        #expect(abs(mean(idle)) < 0.05)
        #expect(mean(quick) > 0.15)
        #expect(idle.allSatisfy { $0.probabilityPositive < 0.99 })
    }
}
