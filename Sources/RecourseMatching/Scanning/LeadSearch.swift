#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where matches may start, told by a text that stands near the start: `Traceback` for a pattern
/// whose anchor is the exception, any number of lines below. Occurrences are looked for once for all
/// patterns that share the text, and only as far as somebody asks.
struct LeadSearch {
    private struct Lead: Hashable {
        /// From the start of the match to the text.
        var minimum: Int
        var maximum: Int
        var text: Int
    }

    private struct Occurrences {
        var places: [Int] = []
        var searched = 0
    }

    let text: UnsafeBufferPointer<UInt8>
    let pool: UnsafeRawBufferPointer
    private var known: [Int: Occurrences] = [:]
    /// For each pattern, the first start that nobody asked for.
    private var frontiers: [Int: Int] = [:]

    init(_ text: UnsafeBufferPointer<UInt8>, _ pool: UnsafeRawBufferPointer) {
        self.text = text
        self.pool = pool
    }

    /// The starts of a pattern, up to and with the last one, that were not asked for before.
    mutating func starts(of pattern: Int, list: Int, upTo last: Int) -> StartRanges {
        let first = frontiers[pattern, default: 0]
        guard first <= last else { return .within([]) }
        frontiers[pattern] = last + 1
        var ranges: [ClosedRange<Int>] = []
        for lead in leads(at: list) {
            extend(lead.text, to: last + lead.maximum)
            let places = known[lead.text]?.places ?? []
            let begin = Self.partition(places) { $0 < first + lead.minimum }
            for place in places[begin...] {
                guard place - lead.maximum <= last else { break }
                let low = max(first, place - lead.maximum)
                let high = min(last, place - lead.minimum)
                if low <= high { ranges.append(low...high) }
            }
        }
        var starts = StartRanges.within([])
        starts.join(.within(ranges.sorted { $0.lowerBound < $1.lowerBound }))
        return starts
    }

    private func leads(at list: Int) -> [Lead] {
        var cursor = PoolCursor(pool, at: list)
        return (0..<cursor.byte()).map { _ in
            Lead(minimum: cursor.varying(), maximum: cursor.varying(), text: cursor.varying())
        }
    }

    /// Finds all occurrences that begin at the offset or before.
    private mutating func extend(_ place: Int, to offset: Int) {
        let wanted = PoolText(pool, at: place)
        var found = known[place] ?? Occurrences()
        let end = min(text.count, offset + wanted.bytes.count)
        while let next = wanted.first(in: text, found.searched..<max(found.searched, end)) {
            found.places.append(next)
            found.searched = next + 1
        }
        found.searched = max(found.searched, end - wanted.bytes.count + 1)
        known[place] = found
    }

    /// How many of the first places fulfil a condition that no later one does.
    private static func partition(_ places: [Int], where holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(places[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
