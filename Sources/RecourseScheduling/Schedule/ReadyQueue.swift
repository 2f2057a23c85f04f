/// A binary heap of commands that may begin, the most urgent first. Holds some that may no longer,
/// and some twice: whoever takes one looks.
struct ReadyQueue: Sendable {
    struct Entry: Sendable {
        /// Seconds to the end of the longest path that begins with it.
        var urgency: Double
        var key: OrderKey
        var node: Int

        func precedes(_ other: Entry) -> Bool {
            urgency == other.urgency ? key < other.key : urgency > other.urgency
        }
    }

    private(set) var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }

    mutating func insert(_ entry: Entry) {
        entries.append(entry)
        var index = entries.count - 1
        while index > 0, entries[index].precedes(entries[(index - 1) / 2]) {
            entries.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    mutating func popFirst() -> Entry? {
        guard let first = entries.first else { return nil }
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var index = 0
        while true {
            var best = index
            for child in 2 * index + 1..<2 * index + 3
            where child < entries.count && entries[child].precedes(entries[best]) {
                best = child
            }
            if best == index { return first }
            entries.swapAt(index, best)
            index = best
        }
    }

    mutating func removeAll() -> [Entry] {
        defer { entries = [] }
        return entries
    }
}
