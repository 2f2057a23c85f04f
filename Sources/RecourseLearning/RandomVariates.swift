#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension RandomNumberGenerator {
    /// Uniform on (0, 1): the upper 53 bits, moved half a step from zero so that its logarithm is
    /// finite.
    mutating func uniform() -> Double {
        (Double(next() >> 11) + 0.5) * 0x1p-53
    }

    /// A standard normal variate, by Marsaglia's polar method (Marsaglia and Bray, "A Convenient
    /// Method for Generating Normal Variables", SIAM Review 6(3), 1964). The second variate of each
    /// pair is not kept, so that a draw depends on the generator alone.
    mutating func normal() -> Double {
        while true {
            let x = 2 * uniform() - 1
            let y = 2 * uniform() - 1
            let square = x * x + y * y
            if square > 0, square < 1 {
                return x * (-2 * log(square) / square).squareRoot()
            }
        }
    }

    /// The logarithm of a gamma variate with scale 1, for `shape` > 0.
    ///
    /// Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", ACM Transactions on
    /// Mathematical Software 26(3), 2000. A shape below 1 is drawn as shape + 1 and multiplied by
    /// U^(1/shape) (their section 6); the logarithm is returned because that product underflows for
    /// small shapes.
    mutating func logGamma(shape: Double) -> Double {
        if shape < 1 {
            let boosted = logGamma(shape: shape + 1)
            return boosted + log(uniform()) / shape
        }
        let d = shape - 1 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            let u = uniform()
            if log(u) < 0.5 * x * x + d - d * v + d * log(v) {
                return log(d) + log(v)
            }
        }
    }
}
