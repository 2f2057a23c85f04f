import RecourseCore
import Synchronization

/// Gives failures their ids before their rows exist: 41 bits of milliseconds, then 22 random ones,
/// so that processes need not agree and the order of ids is that of time; of two drawn within one
/// millisecond the later is the greater. (Two processes draw the same with a chance of one in four
/// million within one millisecond; the second row is then refused, never mixed up.)
struct FailureNumbers {
    private static let randomBits: Int64 = 22
    /// 2020-01-01 UTC in milliseconds: 41 bits of them last until 2089.
    private static let epoch: Int64 = 1_577_836_800_000

    private var last: Int64 = 0

    /// - Parameter time: seconds since 1970-01-01 UTC.
    mutating func next(at time: Double) -> Int64 {
        let limit = Double(Int64(1) << 41 - 1)
        let milliseconds = (time * 1_000).rounded(.down) - Double(Self.epoch)
        let part = Int64(max(0, min(milliseconds.isNaN ? 0 : milliseconds, limit)))
        let random = Int64.random(in: 0..<(1 << Self.randomBits))
        let drawn = max(1, part << Self.randomBits | random)
        let isSameTime = drawn >> Self.randomBits == last >> Self.randomBits
        last = isSameTime && drawn <= last ? last + 1 : drawn
        return last
    }
}

extension FailureRecordID {
    private static let numbers = Mutex(FailureNumbers())

    static func next(at time: Double) -> FailureRecordID {
        FailureRecordID(numbers.withLock { $0.next(at: time) })
    }
}
