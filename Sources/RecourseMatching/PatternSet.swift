import RecourseCore
import RecoursePCRE2
import RecourseText
import Synchronization

/// An immutable set of patterns, ready to be looked for: layers of an index with the patterns that it
/// is of. Records are fetched, regexes compiled, and bodies decoded, when a text first makes them
/// candidates.
public final class PatternSet: Sendable {
    /// Patterns that share an index. What changes often stands in a layer of its own, which is quick
    /// to build.
    public struct Layer: Sendable {
        public let source: any PatternSource
        public let index: PatternIndex

        public init(_ source: any PatternSource, index: PatternIndex) {
            self.source = source
            self.index = index
        }

        /// Builds the index.
        public init(_ records: [PatternRecord]) {
            var writer = IndexWriter()
            for (number, record) in records.enumerated() {
                writer.add(record.scope.regexes, number: UInt32(number))
            }
            source = ListedPatterns(records)
            index = PatternIndex(writer)
        }
    }

    /// One pattern of one layer.
    struct Place: Hashable, Comparable {
        var layer: Int
        var pattern: Int

        static func < (left: Place, right: Place) -> Bool {
            (left.layer, left.pattern) < (right.layer, right.pattern)
        }
    }

    public let layers: [Layer]
    let disabled: Set<PatternID>
    private let known: Mutex<[Place: KnownPattern]> = Mutex([:])

    /// What was fetched and made of a pattern so far.
    private struct KnownPattern {
        var record: Result<PatternRecord?, any Error>
        var regexes: [Regex.Extent: Result<[Regex], RegexError>] = [:]
        var pattern: Pattern?
    }

    /// - Parameter disabled: patterns that a person switched off.
    public init(_ layers: [Layer], disabled: Set<PatternID> = []) {
        self.layers = layers
        self.disabled = disabled
    }

    public convenience init(_ records: [PatternRecord]) { self.init([Layer(records)]) }

    public convenience init(_ patterns: [Pattern], pack: PackID = "test") {
        self.init(patterns.map { PatternRecord($0, pack: pack) })
    }

    public var count: Int { layers.reduce(0) { $0 + $1.source.count } - disabled.count }

    /// Fetches what is not yet known, layer by layer. What cannot be read all at once is read one by
    /// one when it is asked for, so that damage is told where it is.
    func prefetch(_ places: [Place]) {
        let missing = known.withLock { known in places.filter { known[$0] == nil } }
        for (number, members) in Dictionary(grouping: missing, by: \.layer) {
            let layer = layers[number]
            let numbers = members.map { layer.index.number(of: $0.pattern) }
            guard let records = try? layer.source.records(numbers: numbers) else { continue }
            known.withLock { known in
                for (place, number) in zip(members, numbers) {
                    known[place] = KnownPattern(record: .success(records[number]))
                }
            }
        }
    }

    /// `nil` for one that is no longer there, or switched off.
    func record(at place: Place) throws -> PatternRecord? {
        let known = known.withLock { known in
            if let pattern = known[place] { return pattern }
            let layer = layers[place.layer]
            let record = Result {
                try layer.source.record(number: layer.index.number(of: place.pattern))
            }
            let pattern = KnownPattern(record: record)
            known[place] = pattern
            return pattern
        }
        guard let record = try known.record.get(), !disabled.contains(record.id) else { return nil }
        return record
    }

    func regexes(
        of record: PatternRecord, at place: Place, searching extent: Regex.Extent
    ) -> Result<[Regex], RegexError> {
        if let regexes = known.withLock({ $0[place]?.regexes[extent] }) { return regexes }
        let result = Result { () throws(RegexError) in
            var regexes: [Regex] = []
            for text in record.scope.regexes {
                // Only the first is looked for where the index says; the others anywhere behind it.
                regexes.append(try Regex(text, searching: regexes.isEmpty ? extent : .far))
            }
            return regexes
        }
        known.withLock { $0[place]?.regexes[extent] = result }
        return result
    }

    /// The whole pattern.
    /// - Throws: `Pattern.Unreadable` where its stored form is damaged.
    func pattern(of record: PatternRecord, at place: Place) throws -> Pattern {
        if let pattern = known.withLock({ $0[place]?.pattern }) { return pattern }
        let pattern = try record.pattern()
        known.withLock { $0[place]?.pattern = pattern }
        return pattern
    }

    /// Where something stands in the text that a pattern needs, ascending: lines there might be a
    /// known failure.
    public func interestingOffsets(in text: UnsafeRawBufferPointer) -> [Int] {
        let text = text.bindMemory(to: UInt8.self)
        return layers.flatMap { $0.index.anchorOffsets(in: text) }.sorted()
    }
}

extension PatternRecord {
    /// The whole pattern.
    /// - Throws: `Pattern.Unreadable` where its stored form is damaged.
    public func pattern() throws -> Pattern {
        switch body {
        case .whole(let pattern): pattern
        case .encoded(let bytes): try Pattern(json: bytes)
        }
    }
}
