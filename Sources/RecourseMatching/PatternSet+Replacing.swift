import RecourseCore

extension PatternSet {
    /// The set as it would be with these patterns in place of those of the same ids, or beside them.
    public func replacing(with records: [PatternRecord], removing removed: Set<PatternID> = [])
        -> PatternSet
    {
        let hidden = Set(records.map(\.id)).union(removed)
        let kept = layers.map { Layer(Hiding(source: $0.source, hidden: hidden), index: $0.index) }
        return PatternSet(kept + [Layer(records)], disabled: disabled)
    }

    /// Patterns as they are, without some.
    private struct Hiding: PatternSource {
        let source: any PatternSource
        let hidden: Set<PatternID>

        var count: Int { source.count }

        func record(number: UInt32) throws -> PatternRecord? {
            try source.record(number: number).flatMap { hidden.contains($0.id) ? nil : $0 }
        }

        func records(numbers: [UInt32]) throws -> [UInt32: PatternRecord] {
            try source.records(numbers: numbers).filter { !hidden.contains($0.value.id) }
        }
    }
}
