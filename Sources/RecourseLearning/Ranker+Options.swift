extension Ranker {
    /// What was chosen and why. The figures come from `recourse-bench learning`, tuned on worlds
    /// 1...40 and checked on others; each has a wide flat optimum.
    public struct Options: Hashable, Sendable {
        public var fading = Fading.standard

        /// A pack's prior counts as at most this many trials, so that local evidence wins.
        public var priorTrialsLimit = 10.0

        /// Belief about a fix before its prior and its trials: uniform (Laplace, Bayes).
        public var unknownFix = BetaDistribution(alpha: 1, beta: 1)

        /// The same for a bare re-run: most failures are not flaky.
        public var unknownRerun = BetaDistribution(mean: 0.1, trials: 2)

        /// What the more general level of a context may count for, in trials, as the prior of the
        /// more particular one; positive. Everything from four upwards came within 0.6 %.
        public var generalTrialsLimit = 8.0

        /// By how much the posterior is narrowed before it is sampled: Beta(k a, k b). Plain
        /// Thompson sampling (k = 1) explores more than a few dozen failures of one kind pay for;
        /// 10 divides the deviation by about three, as in the posterior reshaping of Chapelle and
        /// Li, "An Empirical Evaluation of Thompson Sampling", NIPS 2011. In the simulation k = 1
        /// costs 1.4 % more, k = 4 0.4 %; from 4 upwards it is flat.
        public var sharpness = 10.0

        /// How often a bare re-run is put first to measure lift, although it does not rank first.
        public var rerunShare = 0.02

        /// Expected seconds of a fix that was never tried and has no hint. Lower than the likely
        /// mean on purpose: to learn that a fix is slow costs one attempt, never to learn that it
        /// is quick costs every failure to come.
        public var untriedSeconds = 2.0

        /// The expectation before trials counts as this many. Small, because the durations of one
        /// fix vary far less than those of different fixes; Buehlmann's credibility weight, the
        /// variance within over the variance between (ASTIN Bulletin 4(3), 1967).
        public var untriedSecondsWeight = 0.1

        public init() {}
    }
}
