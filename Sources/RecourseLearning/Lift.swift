#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How much more often the command succeeds after a fix than after a bare re-run: what the fix
/// itself achieves. Every attempt ends with a re-run, so on a flaky failure every fix wins
/// sometimes, and only the difference is to its credit.
public struct Lift: Hashable, Sendable {
    /// Mean success of the fix minus that of the bare re-run, from -1 to 1.
    public var estimate: Double
    /// Standard deviation of the estimate; the two posteriors are independent.
    public var deviation: Double

    init(of fix: BetaDistribution, over rerun: BetaDistribution) {
        estimate = fix.mean - rerun.mean
        deviation = (fix.variance + rerun.variance).squareRoot()
    }

    /// The probability that the fix achieves anything, both posteriors taken as normal.
    public var probabilityPositive: Double {
        0.5 * erfc(-estimate / (deviation * 2.0.squareRoot()))
    }
}
