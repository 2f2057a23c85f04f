/// Patterns by number, fetched when matching needs them: a process that looks at one failure touches
/// a handful of thousands.
public protocol PatternSource: Sendable {
    /// How many there are.
    var count: Int { get }

    /// - Parameter number: what the pattern's index calls it.
    /// - Returns: `nil` for a pattern that is no longer there.
    func record(number: UInt32) throws -> PatternRecord?

    /// Several at once, by number, without those that are no longer there.
    func records(numbers: [UInt32]) throws -> [UInt32: PatternRecord]
}

extension PatternSource {
    public func records(numbers: [UInt32]) throws -> [UInt32: PatternRecord] {
        var records: [UInt32: PatternRecord] = [:]
        for number in numbers { records[number] = try record(number: number) }
        return records
    }
}

/// Patterns in memory, numbered from zero.
public struct ListedPatterns: PatternSource {
    public let records: [PatternRecord]

    public init(_ records: [PatternRecord]) { self.records = records }

    public var count: Int { records.count }

    public func record(number: UInt32) -> PatternRecord? {
        Int(number) < records.count ? records[Int(number)] : nil
    }
}
