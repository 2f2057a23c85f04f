public import RecourseCore

extension Tally {
    /// The faded number of attempts behind `wins`, `losses` and `seconds`.
    public var weight: Double { wins + losses }

    /// Seconds per attempt, recent ones first in weight; `nil` without evidence.
    public var meanSeconds: Double? { weight > 0 ? seconds / weight : nil }

    /// As it stands at `now`, in seconds since 1970-01-01 UTC. An earlier `now` changes nothing.
    public func faded(to now: Double, by fading: Fading = .standard) -> Tally {
        guard now > updatedAt else { return self }
        var faded = scaled(by: fading.retained(after: now - updatedAt))
        faded.updatedAt = now
        return faded
    }

    /// After one more attempt that took `seconds` and ended at `now` (seconds since 1970-01-01
    /// UTC). What was there fades first; the new trial has weight one, divided between win and loss
    /// by the outcome's credit. An inconclusive outcome changes nothing. A duration that is
    /// negative or not a number counts as zero.
    public func recording(
        _ outcome: Outcome, seconds: Double, at now: Double, fading: Fading = .standard
    ) -> Tally {
        guard let credit = outcome.credit else { return self }
        var tally = faded(to: now, by: fading).scaled(by: fading.retainedPerTrial)
        tally.wins += credit
        tally.losses += 1 - credit
        tally.seconds += seconds.isFinite ? max(0, seconds) : 0
        tally.trials += 1
        tally.successes += outcome == .resolved ? 1 : 0
        return tally
    }

    private func scaled(by factor: Double) -> Tally {
        var scaled = self
        scaled.wins *= factor
        scaled.losses *= factor
        scaled.seconds *= factor
        return scaled
    }
}
