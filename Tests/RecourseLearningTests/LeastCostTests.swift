import RecourseCore
import RecourseLearning
import Testing

/// Every small case: the ranking's order has the least expected cost of all orders.
@Suite struct LeastCostTests {
    private struct Step: Equatable {
        var success: Double
        var seconds: Double
    }

    /// Seconds until the first success, or until everything was tried.
    private func expectedCost(_ steps: [Step]) -> Double {
        var cost = 0.0
        var reached = 1.0
        for step in steps {
            cost += reached * step.seconds
            reached *= 1 - step.success
        }
        return cost
    }

    private func permutations(_ steps: [Step]) -> [[Step]] {
        guard let last = steps.last else { return [[]] }
        return permutations(Array(steps.dropLast())).flatMap { shorter in
            (0...shorter.count).map { place in
                var longer = shorter
                longer.insert(last, at: place)
                return longer
            }
        }
    }

    @Test(arguments: 0...4)
    func noOtherOrderIsCheaper(count: Int) {
        let kinds: [(wins: Double, losses: Double, seconds: Double)] = [
            (0, 6, 0.2), (2, 4, 0.2), (3, 3, 2), (6, 0, 2), (5, 1, 9), (6, 0, 30),
        ]
        let ranker = Ranker(now: 0)
        let fallback = Fallback(seconds: 8, success: 0.85)
        var cases = 1
        for _ in 0..<count { cases *= kinds.count }
        for number in 0..<cases {
            var rest = number
            let candidates = (0..<count).map { index -> Candidate in
                let kind = kinds[rest % kinds.count]
                rest /= kinds.count
                let tally = Tally.test(wins: kind.wins, losses: kind.losses, each: kind.seconds)
                return .test(FixID("fix-\(index)"), tallies: [tally])
            }
            let ranking = ranker.ranked(candidates, fallback: fallback)
            var steps = ranking.fixes.map { Step(success: $0.success, seconds: $0.expectedSeconds) }
            steps.insert(Step(success: 0.85, seconds: 8), at: ranking.leadingCount)
            let least = permutations(steps).map(expectedCost).min() ?? 0
            #expect(expectedCost(steps) <= least + 1e-9)
            #expect(Set(ranking.ids).count == count)
        }
    }
}
