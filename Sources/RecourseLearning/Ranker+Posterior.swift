import RecourseCore

extension Ranker {
    /// What is believed of a candidate at `now`.
    ///
    /// Level by level, the general one first, Beta(a, b) is updated with the faded wins and losses
    /// of that level that are not also counted in the next, more particular one; then it is cut
    /// to at most `generalTrialsLimit` trials, its mean kept, and becomes the prior of the next. So
    /// the posterior mean of the particular level is
    ///
    ///     (limit * mean of the general level + wins) / (limit + wins + losses)
    ///
    /// once the general level is worth more than the limit: partial pooling (Efron and Morris,
    /// "Data Analysis Using Stein's Estimator and Its Generalizations", JASA 70, 1975). Seconds are
    /// pooled the same way, as weighted means.
    public func posterior(of candidate: Candidate) -> Posterior {
        var success = initialSuccess(of: candidate)
        var seconds = WeightedMean(
            mean: candidate.expectedSeconds ?? options.untriedSeconds,
            weight: options.untriedSecondsWeight)
        let levels = candidate.tallies.map { $0.faded(to: now, by: options.fading) }
        for (level, tally) in levels.enumerated() {
            if level > 0 {
                success = success.limited(to: options.generalTrialsLimit)
                seconds = seconds.limited(to: options.generalTrialsLimit)
            }
            let inner = level + 1 < levels.count ? levels[level + 1] : Tally()
            let own = tally.excluding(inner)
            success = success.updated(wins: own.wins, losses: own.losses)
            seconds = seconds.updated(total: own.seconds, weight: own.weight)
        }
        return Posterior(success: success, seconds: seconds.mean)
    }

    /// The belief before any trial: the author's, added to what is believed of any fix.
    private func initialSuccess(of candidate: Candidate) -> BetaDistribution {
        let unknown = candidate.kind == .retry ? options.unknownRerun : options.unknownFix
        guard let prior = candidate.prior else { return unknown }
        let trials = min(max(0, prior.trials), options.priorTrialsLimit)
        let rate = min(max(0, prior.success), 1)
        return unknown.updated(wins: trials * rate, losses: trials * (1 - rate))
    }
}

extension Tally {
    /// The evidence that is not also in `inner`, a part of it. Never below zero: a level fades by
    /// its own count, so the part may have kept more of an old trial than the whole has.
    fileprivate func excluding(_ inner: Tally) -> Tally {
        Tally(
            wins: max(0, wins - inner.wins), losses: max(0, losses - inner.losses),
            seconds: max(0, seconds - inner.seconds))
    }
}
