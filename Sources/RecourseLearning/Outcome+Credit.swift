public import RecourseCore

extension Outcome {
    /// The share of one trial that counts as a win, from 0 to 1; the rest of it counts as a loss.
    /// `nil` teaches nothing.
    ///
    /// A shifted failure counts half. The error that the fix was meant for is gone, but whether the
    /// command is any nearer to success is not known yet: half is the estimate of one who knows
    /// nothing of the error that follows. Full credit would let two fixes that turn A into B and B
    /// into A look perfect; none would bury every first step of a recovery in several steps; and
    /// leaving it out would keep a fix that always shifts at its pack's prior for ever.
    public var credit: Double? {
        switch self {
        case .resolved: 1
        case .shifted: 0.5
        case .unchanged, .worse: 0
        case .inconclusive: nil
        }
    }
}
