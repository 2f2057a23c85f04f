import RecourseCore
import RecourseLearning

/// Policies side by side on the same failures. Pure: equal arguments give equal results.
struct LearningSimulation {
    var kinds = 200
    var failures = 8_000
    var scenario = Scenario.stationary

    enum Policy: String, CaseIterable, Codable {
        /// Exact dynamic programming over the true probabilities: the measure of the others.
        case oracle
        /// The true success rates, but nothing inferred from a failed attempt: what perfect
        /// estimates of each fix by itself would reach.
        case trueRates = "true-rates"
        case ours
        case successRate = "success-rate"
        case staticPriors = "static-priors"
    }

    /// Seconds that a policy spent, by halves of the sequence.
    struct Cost: Equatable {
        var firstHalf = 0.0
        var secondHalf = 0.0

        var whole: Double { firstHalf + secondHalf }
    }

    /// One world, and one sequence of failures, for all policies.
    func run(seed: UInt64) -> [Policy: Cost] {
        let world = SimulatedWorld(
            kinds: kinds, failures: failures, scenario: scenario, seed: seed)
        func learned(_ rule: LearningPolicy.Rule) -> Cost {
            let hasContexts = scenario == .contexts
            return cost(in: world, of: LearningPolicy(rule, hasContexts: hasContexts, seed: ~seed))
        }
        return [
            .oracle: cost(in: world, of: KnowingPolicy(world, foresight: .exact)),
            .trueRates: cost(in: world, of: KnowingPolicy(world, foresight: .rates)),
            .ours: learned(.ranked),
            .successRate: learned(.successRate),
            .staticPriors: learned(.staticPriors),
        ]
    }

    private func cost(in world: SimulatedWorld, of policy: some SimulatedPolicy) -> Cost {
        var policy = policy
        var cost = Cost()
        for number in world.failures.indices {
            let seconds = seconds(toRecoverFrom: number, in: world, by: &policy)
            if world.isSecondHalf(number) {
                cost.secondHalf += seconds
            } else {
                cost.firstHalf += seconds
            }
        }
        return cost
    }

    /// Plays one failure to its end.
    private func seconds(
        toRecoverFrom number: Int, in world: SimulatedWorld, by policy: inout some SimulatedPolicy
    ) -> Double {
        let failure = world.failures[number]
        let kind = world.kind(ofFailure: number)
        var situation = Situation(
            number: number, kind: failure.kind, context: failure.context, at: failure.at,
            candidates: kind.candidates)
        var spent = 0.0
        while true {
            switch policy.move(in: situation) {
            case .attempt(let candidate):
                let seconds = kind.seconds[candidate] * failure.slowness[candidate]
                let works = failure.luck[candidate] < kind.success[failure.cause][candidate]
                let outcome = works ? Outcome.resolved : .unchanged
                policy.observe(outcome, of: candidate, seconds: seconds, in: situation)
                spent += seconds
                if works { return spent }
                situation.tried.append(candidate)
            case .model:
                spent += LastResort.model.seconds
                if failure.modelLuck < LastResort.model.success { return spent }
                situation.modelFailed = true
            case .person:
                return spent + LastResort.person.seconds
            }
        }
    }
}
