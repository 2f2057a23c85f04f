import RecourseLearning

/// The best plan for one kind in one context by one who knows every probability but not the cause.
///
/// Exact, by dynamic programming over what was tried: the set of candidates that failed determines
/// the belief about the cause,
///
///     P(cause | failed) ~ P(cause) * product over the failed of (1 - P(success | cause))
///
/// and each candidate is tried at most once, as by every policy. The model fails regardless of the
/// cause.
struct OraclePlan {
    enum Foresight {
        /// Least expected cost.
        case exact
        /// Best success per second, with the success rate over all causes: knows every rate, but
        /// learns nothing from a failed attempt.
        case rates
    }

    /// By state: a bit for each candidate that failed, and the next bit for the model.
    private var moves: [Move]

    init(of kind: SimulatedKind, context: Int, foresight: Foresight) {
        let count = kind.candidates.count
        let modelBit = 1 << count
        moves = Array(repeating: .person, count: 2 * modelBit)
        var costs = Array(repeating: LastResort.person.seconds, count: 2 * modelBit)
        for state in moves.indices.reversed() {
            let belief = kind.belief(
                context: context, failed: foresight == .exact ? state & (modelBit - 1) : 0)
            var choices: [(move: Move, seconds: Double, success: Double, next: Int)] = []
            if state & modelBit == 0 {
                let model = LastResort.model
                choices.append((.model, model.seconds, model.success, state | modelBit))
            }
            for candidate in 0..<count where state >> candidate & 1 == 0 {
                let success = zip(belief, kind.success).reduce(0) { $0 + $1.0 * $1.1[candidate] }
                let next = state | 1 << candidate
                choices.append((.attempt(candidate), kind.seconds[candidate], success, next))
            }
            var best = foresight == .exact ? costs[state] : -LastResort.person.score
            for choice in choices {
                let cost = choice.seconds + (1 - choice.success) * costs[choice.next]
                let criterion = foresight == .exact ? cost : -choice.success / choice.seconds
                if criterion < best {
                    best = criterion
                    costs[state] = cost
                    moves[state] = choice.move
                }
            }
        }
    }

    func move(tried: [Int], modelFailed: Bool) -> Move {
        let failed = tried.reduce(0) { $0 | 1 << $1 }
        return moves[modelFailed ? failed + moves.count / 2 : failed]
    }
}

extension SimulatedKind {
    /// The probability of each cause, given the set of candidates that failed, a bit for each.
    fileprivate func belief(context: Int, failed: Int) -> [Double] {
        let weights = causes[context].enumerated().map { cause, probability in
            success[cause].enumerated().reduce(probability) { rest, candidate in
                failed >> candidate.offset & 1 == 1 ? rest * (1 - candidate.element) : rest
            }
        }
        let total = weights.reduce(0, +)
        return total > 0 ? weights.map { $0 / total } : weights
    }
}
