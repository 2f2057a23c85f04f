/// What several worlds gave, each policy over the oracle of the same world.
struct LearningReport: Codable {
    var schema = "recourse.bench.learning/1"
    var seed: UInt64
    var runs: Int
    var kinds: Int
    var failures: Int
    var rows: [Row] = []

    struct Row: Codable {
        var scenario: Scenario
        var policy: LearningSimulation.Policy
        /// Median over the worlds of the seconds per failure.
        var secondsPerFailure: Double
        /// Cost over the oracle's, whole and in the second half: medians over the worlds.
        var whole: Double
        var secondHalf: Double
        /// The best and the worst world, second half.
        var bestSecondHalf: Double
        var worstSecondHalf: Double
    }

    /// Runs worlds `seed` ..< `seed + runs` in every scenario.
    init(seed: UInt64, runs: Int, kinds: Int, failures: Int) {
        self.seed = seed
        self.runs = runs
        self.kinds = kinds
        self.failures = failures
        for scenario in Scenario.allCases {
            let simulation = LearningSimulation(
                kinds: kinds, failures: failures, scenario: scenario)
            let worlds = (0..<UInt64(runs)).map { simulation.run(seed: seed &+ $0) }
            for policy in LearningSimulation.Policy.allCases {
                rows.append(Row(scenario: scenario, policy: policy, worlds: worlds, failures))
            }
        }
    }

    var table: String {
        var lines = ["scenario    policy         s/failure  over oracle  second half  best-worst"]
        for row in rows {
            lines.append(
                [
                    row.scenario.rawValue.padded(to: 12), row.policy.rawValue.padded(to: 15),
                    row.secondsPerFailure.fixed(2).padded(to: 11),
                    row.whole.fixed(3).padded(to: 13), row.secondHalf.fixed(3).padded(to: 13),
                    "\(row.bestSecondHalf.fixed(3))-\(row.worstSecondHalf.fixed(3))",
                ].joined())
        }
        return lines.joined(separator: "\n")
    }
}

extension LearningReport.Row {
    fileprivate init(
        scenario: Scenario, policy: LearningSimulation.Policy,
        worlds: [[LearningSimulation.Policy: LearningSimulation.Cost]],
        _ failures: Int
    ) {
        let costs = worlds.compactMap { world in
            world[policy].flatMap { own in world[.oracle].map { (own: own, oracle: $0) } }
        }
        let second = costs.map { $0.own.secondHalf / $0.oracle.secondHalf }
        self.init(
            scenario: scenario, policy: policy,
            secondsPerFailure: median(costs.map { $0.own.whole / Double(failures) }),
            whole: median(costs.map { $0.own.whole / $0.oracle.whole }),
            secondHalf: median(second), bestSecondHalf: second.min() ?? .nan,
            worstSecondHalf: second.max() ?? .nan)
    }
}

private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

extension Double {
    fileprivate func fixed(_ digits: Int) -> String {
        guard isFinite else { return "-" }
        let scale = (0..<digits).reduce(1) { product, _ in product * 10 }
        let scaled = Int((self * Double(scale)).rounded())
        let fraction = String(scaled % scale)
        let zeros = String(repeating: "0", count: digits - fraction.count)
        return "\(scaled / scale).\(zeros)\(fraction)"
    }
}
