/// Finds, for a command's claims, the nearest commands before and after it that they order it with.
/// Holds the commands that have not begun.
///
/// A trie of folders; each cell has a slot for each kind of claim that begins there. Within a slot
/// all writes conflict with each other and with the reads between them, so that a new claim is
/// linked to the nearest write on either side and, if it writes, to the reads up to there: the rest
/// follows through these. What lies before a write to the whole tree around the claim follows
/// through that write.
struct EffectIndex: Sendable {
    /// Where a command's claim is entered.
    struct Place: Sendable {
        var cell: Int
        var slot: Int
        var writes: Bool
    }

    /// What a claim is linked to.
    struct Neighbours {
        var before: [Int] = []
        var after: [Int] = []
    }

    private struct Slot {
        var claim: PathClaim
        var reads = OrderedNodes()
        var writes = OrderedNodes()

        var isPlain: Bool { claim.pattern.isEmpty }
    }

    private struct Cell {
        var parent: Int?
        var children: [String: Int] = [:]
        var slots: [Slot] = []
        /// Claims entered here and below.
        var live = 0
        /// The largest key ever entered here or below.
        var latest = OrderKey.first
    }

    private var cells = [Cell()]
    /// Who includes headers, and who may write one. Two that write different ones do not conflict,
    /// so that every pair counts here.
    private var includers = OrderedNodes()
    private var headerWriters = OrderedNodes()

    // MARK: Entering

    mutating func insert(_ effects: CommandEffects, node: Int, key: OrderKey) -> [Place] {
        var places: [Place] = []
        for (claims, writes) in [(effects.reads, false), (effects.writes, true)] {
            for claim in claims where !claim.isAnyHeader {
                places.append(insert(claim, writes: writes, node: node, key: key))
            }
        }
        if effects.reads.contains(where: \.isAnyHeader) { includers.insert(node, key) }
        if effects.writes.contains(where: \.mayBeHeader) { headerWriters.insert(node, key) }
        return places
    }

    private mutating func insert(
        _ claim: PathClaim, writes: Bool, node: Int, key: OrderKey
    ) -> Place {
        var cell = 0
        for name in claim.folder {
            if let child = cells[cell].children[name] {
                cell = child
            } else {
                cells.append(Cell(parent: cell))
                cells[cell].children[name] = cells.count - 1
                cell = cells.count - 1
            }
        }
        let slot: Int
        if let found = cells[cell].slots.firstIndex(where: {
            $0.claim.isTree == claim.isTree && $0.claim.pattern == claim.pattern
        }) {
            slot = found
        } else {
            cells[cell].slots.append(Slot(claim: claim))
            slot = cells[cell].slots.count - 1
        }
        if writes {
            cells[cell].slots[slot].writes.insert(node, key)
        } else {
            cells[cell].slots[slot].reads.insert(node, key)
        }
        var next: Int? = cell
        while let current = next {
            cells[current].live += 1
            cells[current].latest = max(cells[current].latest, key)
            next = cells[current].parent
        }
        return Place(cell: cell, slot: slot, writes: writes)
    }

    mutating func remove(_ places: [Place], key: OrderKey) {
        for place in places {
            if place.writes {
                cells[place.cell].slots[place.slot].writes.remove(key)
            } else {
                cells[place.cell].slots[place.slot].reads.remove(key)
            }
            var next: Int? = place.cell
            while let current = next {
                cells[current].live -= 1
                next = cells[current].parent
            }
        }
        includers.remove(key)
        headerWriters.remove(key)
    }

    // MARK: Asking

    /// - Parameters:
    ///   - low: what is not above it is linked already, as is what is not below `high`.
    func neighbours(
        of effects: CommandEffects, key: OrderKey, low: OrderKey, high: OrderKey
    ) -> Neighbours {
        var search = Search(key: key, low: low, high: high)
        if effects.reads.contains(where: \.isAnyHeader) { search.takeAll(headerWriters) }
        if effects.writes.contains(where: \.mayBeHeader) { search.takeAll(includers) }
        for (claims, writes) in [(effects.reads, false), (effects.writes, true)] {
            for claim in claims where !claim.isAnyHeader {
                search.low = low
                look(for: claim, writes: writes, &search)
            }
        }
        return search.found
    }

    private struct Search {
        let key: OrderKey
        var low: OrderKey
        let high: OrderKey
        var found = Neighbours()

        mutating func takeAll(_ nodes: OrderedNodes) {
            found.before += nodes.between(low, key).map(\.node)
            found.after += nodes.between(key, high).map(\.node)
        }

        mutating func take(_ slot: Slot, reads: Bool, writes: Bool) {
            var (low, high) = (low, high)
            if writes {
                if let write = slot.writes.last(before: key), low < write.key {
                    found.before.append(write.node)
                    low = write.key
                }
                if let write = slot.writes.first(after: key), write.key < high {
                    found.after.append(write.node)
                    high = write.key
                }
            }
            if reads {
                for entry in slot.reads.between(low, key) { found.before.append(entry.node) }
                for entry in slot.reads.between(key, high) { found.after.append(entry.node) }
            }
        }
    }

    private func look(for claim: PathClaim, writes: Bool, _ search: inout Search) {
        var cell = 0
        for name in claim.folder {
            for slot in cells[cell].slots {
                compare(claim, writes, slot, isAbove: true, &search)
            }
            guard let child = cells[cell].children[name] else { return }
            cell = child
        }
        for slot in cells[cell].slots { compare(claim, writes, slot, isAbove: true, &search) }
        guard writes || claim.isTree || !claim.pattern.isEmpty else { return }
        var open = Array(cells[cell].children.values)
        while let next = open.popLast() {
            guard cells[next].live > 0, search.low < cells[next].latest else { continue }
            for slot in cells[next].slots {
                compare(claim, writes, slot, isAbove: false, &search)
            }
            open += cells[next].children.values
        }
    }

    /// - Parameter isAbove: whether the slot begins in the claim's folder or above.
    private func compare(
        _ claim: PathClaim, _ writes: Bool, _ slot: Slot, isAbove: Bool, _ search: inout Search
    ) {
        if slot.reads.isEmpty, slot.writes.isEmpty { return }
        // That a write to one changes the other, either way round.
        let changes: Bool
        let isChanged: Bool
        if slot.isPlain, claim.pattern.isEmpty {
            let isSame = slot.claim.folder.count == claim.folder.count
            changes = isSame || (isAbove ? slot.claim.isTree : true)
            isChanged = isSame || (isAbove ? true : claim.isTree)
        } else {
            changes = slot.claim.isChanged(byWriting: claim)
            isChanged = claim.isChanged(byWriting: slot.claim)
        }
        search.take(slot, reads: writes && changes, writes: isChanged || writes && changes)
        if isAbove, slot.isPlain, slot.claim.isTree,
            let write = slot.writes.last(before: search.key), search.low < write.key
        {
            search.low = write.key
        }
    }
}
