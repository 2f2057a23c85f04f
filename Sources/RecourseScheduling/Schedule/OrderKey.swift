/// The order of commands that conflict: by position, then as they were added.
struct OrderKey: Hashable, Comparable, Sendable {
    var position: Int
    var sequence: Int

    static let first = OrderKey(position: .min, sequence: .min)
    static let last = OrderKey(position: .max, sequence: .max)

    static func < (left: OrderKey, right: OrderKey) -> Bool {
        left.position == right.position
            ? left.sequence < right.sequence : left.position < right.position
    }
}

/// Nodes sorted by key.
struct OrderedNodes: Sendable {
    struct Entry: Sendable {
        var key: OrderKey
        var node: Int
    }

    private(set) var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }

    /// The first index whose key is not below.
    private func index(of key: OrderKey) -> Int {
        if let last = entries.last, last.key < key { return entries.count }
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    mutating func insert(_ node: Int, _ key: OrderKey) {
        entries.insert(Entry(key: key, node: node), at: index(of: key))
    }

    mutating func remove(_ key: OrderKey) {
        let index = index(of: key)
        if index < entries.count, entries[index].key == key { entries.remove(at: index) }
    }

    func last(before key: OrderKey) -> Entry? {
        let index = index(of: key)
        return index > 0 ? entries[index - 1] : nil
    }

    /// - Parameter key: of none of them.
    func first(after key: OrderKey) -> Entry? {
        let index = index(of: key)
        return index < entries.count ? entries[index] : nil
    }

    /// Those strictly between.
    func between(_ low: OrderKey, _ high: OrderKey) -> ArraySlice<Entry> {
        guard low < high else { return [] }
        var start = index(of: low)
        if start < entries.count, entries[start].key == low { start += 1 }
        return entries[start..<max(start, index(of: high))]
    }
}
