import RecourseText

/// Learns the weights: a conditional logit over the lines of each log, drawn towards a prior.
///
/// The log-likelihood of a log is the mean, over its labelled lines, of the logarithm of the
/// line's share in the softmax of all its scores (McFadden 1974); every project weighs the same,
/// however many logs it has. A Gaussian prior around `prior` keeps what few projects say from
/// overruling what is known of the tools. Newton's method; the function is concave.
struct ExcerptLearner {
    var prior: [Double]
    /// The inverse of the prior's variance, a project's log-likelihood counting once.
    var precision: Double
    /// Newton's steps at most; some six are needed.
    var rounds = 12

    func weights(from logs: [ExcerptLog]) -> [Double] {
        let cases = logs.map(ChoiceCase.init)
        let sizes = Dictionary(grouping: logs, by: \.project).mapValues(\.count)
        let shares = logs.map { 1 / Double(sizes[$0.project] ?? 1) }
        var weights = prior
        var best = objective(weights, cases, shares)
        for _ in 0..<rounds {
            var system = NewtonSystem(dimension: prior.count)
            for (choice, share) in zip(cases, shares) {
                choice.add(to: &system, weights: weights, share: share)
            }
            for index in prior.indices {
                system.gradient[index] -= precision * (weights[index] - prior[index])
                system.hessian[index * prior.count + index] += precision
            }
            let step = system.solution()
            var scale = 1.0
            var next = weights
            var value = -Double.infinity
            while scale > 1e-4 {
                next = zip(weights, step).map { $0 + scale * $1 }
                value = objective(next, cases, shares)
                if value >= best { break }
                scale /= 2
            }
            guard value > best + 1e-7 else { break }
            (weights, best) = (next, value)
        }
        return weights
    }

    private func objective(_ weights: [Double], _ cases: [ChoiceCase], _ shares: [Double]) -> Double
    {
        let likelihood = zip(cases, shares).reduce(0) { $0 + $1.1 * $1.0.logLikelihood(weights) }
        let distance = zip(weights, prior).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return likelihood - precision / 2 * distance
    }
}
