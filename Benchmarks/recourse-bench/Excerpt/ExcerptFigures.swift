import RecourseText

/// How often an excerpt holds at least half of the labelled lines, and how often any.
struct ExcerptFigures {
    private(set) var hit = 0.0
    private(set) var touch = 0.0

    init(_ logs: [ExcerptLog], budget: Int, weights: (ExcerptLog) -> [Double]) {
        let shares = logs.map { log in
            let kept = log.training.lines(budget: budget, weights: ExcerptWeights(weights(log)))
            return log.share(of: kept)
        }
        guard !shares.isEmpty else { return }
        hit = Double(shares.count { $0 >= 0.5 }) / Double(shares.count)
        touch = Double(shares.count { $0 > 0 }) / Double(shares.count)
    }
}
