import RecourseCore
import RecourseLearning

/// What to do next in a failure.
enum Move: Equatable {
    /// Try a candidate, by its index.
    case attempt(Int)
    case model
    case person
}

/// What is left when no fix works; the same for every policy.
enum LastResort {
    static let model = Fallback(seconds: 8, success: 0.85)
    /// A person reads the output, looks it up and repairs: a minute, which is optimistic. A dearer
    /// person brings all policies closer to the oracle, as all pay for nearly the same failures.
    static let person = Fallback(seconds: 60, success: 1)
}

/// What a policy may see when it is asked.
struct Situation {
    /// The failure's place in the sequence.
    var number: Int
    var kind: Int
    var context: Int
    /// Seconds since the beginning.
    var at: Double
    /// Without tallies: those are the policy's own to keep.
    var candidates: [Candidate]
    /// Indices of the candidates that failed, in order.
    var tried: [Int] = []
    var modelFailed = false
}

/// Decides, and sees what comes of it.
protocol SimulatedPolicy {
    mutating func move(in situation: Situation) -> Move
    mutating func observe(
        _ outcome: Outcome, of candidate: Int, seconds: Double, in situation: Situation)
}

/// Knows the world, and follows the plan for it.
struct KnowingPolicy: SimulatedPolicy {
    private let world: SimulatedWorld
    private let firstHalf: [[OraclePlan]]
    private let secondHalf: [[OraclePlan]]

    init(_ world: SimulatedWorld, foresight: OraclePlan.Foresight) {
        func plans(_ kind: SimulatedKind) -> [OraclePlan] {
            kind.causes.indices.map { OraclePlan(of: kind, context: $0, foresight: foresight) }
        }
        self.world = world
        firstHalf = world.firstHalf.map(plans)
        secondHalf = world.secondHalf.map(plans)
    }

    func move(in situation: Situation) -> Move {
        let plans = world.isSecondHalf(situation.number) ? secondHalf : firstHalf
        return plans[situation.kind][situation.context].move(
            tried: situation.tried, modelFailed: situation.modelFailed)
    }

    func observe(
        _ outcome: Outcome, of candidate: Int, seconds: Double, in situation: Situation
    ) {
        // There is nothing it does not know.
    }
}
