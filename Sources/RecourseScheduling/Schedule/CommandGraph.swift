/// Commands and what each must wait for. Commands may be added while others run.
///
/// Every edge leads from a smaller to a larger key or from a command that runs, so that there are
/// no cycles. For any two commands that are ordered by their effects and have not ended there is a
/// path of edges between them.
struct CommandGraph<ID: Hashable & Sendable>: Sendable {
    struct Node: Sendable {
        let id: ID
        let key: OrderKey
        let effects: CommandEffects
        let seconds: Double
        var state = CommandState.waiting
        /// How many it waits for.
        var pending = 0
        /// Those that wait for it, and among them those that need it.
        var successors: [Int] = []
        var dependents: [Int] = []
        var places: [EffectIndex.Place] = []
        /// A cancelled command holds its place until what it would have waited for has ended, since
        /// others are ordered after that only through it.
        var hasPassed = false
    }

    private(set) var nodes: [Node] = []
    private(set) var numbers: [ID: Int] = [:]
    /// Those that have not begun or passed.
    private(set) var waiting = OrderedNodes()
    private(set) var running: Set<Int> = []
    private var barriers = OrderedNodes()
    private var index = EffectIndex()
    /// For each node the last one whose edges named it.
    private var marks: [Int] = []
    private(set) var edges = 0

    /// What a change has brought about.
    struct Change {
        /// May begin, as far as edges say.
        var ready: [Int] = []
        var cancelled: [Int] = []
    }

    // MARK: Adding

    mutating func add(_ command: ScheduledCommand<ID>) throws(ScheduleError<ID>) -> Change {
        guard numbers[command.id] == nil else { throw .duplicate(command.id) }
        var position = command.position
        var needs: [Int] = []
        for id in command.needs {
            guard let need = numbers[id] else { throw .unknownNeed(id, of: command.id) }
            needs.append(need)
            // Whoever needs what comes later in the list comes later itself.
            if nodes[need].state == .waiting {
                position = max(position, nodes[need].key.position)
            }
        }
        let number = nodes.count
        let key = OrderKey(position: position, sequence: number)
        nodes.append(
            Node(
                id: command.id, key: key, effects: command.effects,
                seconds: command.expectedSeconds))
        numbers[command.id] = number
        marks.append(-1)
        link(number)
        var change = Change()
        for need in needs {
            switch nodes[need].state {
            case .succeeded: break
            case .failed, .cancelled:
                if nodes[number].state == .waiting { cancel(number, &change) }
            case .waiting, .running:
                nodes[need].dependents.append(number)
                addEdge(need, number)
            }
        }
        nodes[number].places = index.insert(nodes[number].effects, node: number, key: key)
        waiting.insert(number, key)
        if command.effects.isBarrier { barriers.insert(number, key) }
        if nodes[number].pending == 0 { settle([number], &change) }
        return change
    }

    private func hasEnded(_ number: Int) -> Bool {
        switch nodes[number].state {
        case .waiting, .running: false
        case .succeeded, .failed: true
        case .cancelled: nodes[number].hasPassed
        }
    }

    private mutating func link(_ number: Int) {
        let (key, effects) = (nodes[number].key, nodes[number].effects)
        let low = barriers.last(before: key)
        let high = barriers.first(after: key)
        let (lowKey, highKey) = (low?.key ?? .first, high?.key ?? .last)
        if let low { addEdge(low.node, number) }
        if effects.isBarrier {
            for entry in waiting.between(lowKey, key) { addEdge(entry.node, number) }
            for entry in waiting.between(key, highKey) { addEdge(number, entry.node, from: number) }
        } else {
            let found = index.neighbours(of: effects, key: key, low: lowKey, high: highKey)
            for other in found.before { addEdge(other, number) }
            for other in found.after { addEdge(number, other, from: number) }
        }
        if let high { addEdge(number, high.node, from: number) }
        for other in running where nodes[other].effects.isOrdered(with: effects) {
            addEdge(other, number)
        }
    }

    /// - Parameter origin: the node that is being added, where it is not the second.
    private mutating func addEdge(_ first: Int, _ second: Int, from origin: Int? = nil) {
        let added = origin ?? second
        let other = added == first ? second : first
        guard marks[other] != added, !hasEnded(first) else { return }
        marks[other] = added
        nodes[first].successors.append(second)
        nodes[second].pending += 1
        edges += 1
    }

    // MARK: Running

    mutating func begin(_ number: Int) {
        nodes[number].state = .running
        leave(number)
        running.insert(number)
    }

    mutating func end(_ number: Int, succeeded: Bool) -> Change {
        guard nodes[number].state == .running else { return Change() }
        running.remove(number)
        nodes[number].state = succeeded ? .succeeded : .failed
        var change = Change()
        if !succeeded {
            for dependent in nodes[number].dependents { cancel(dependent, &change) }
        }
        release(number, &change)
        return change
    }

    /// Cancels a command that has not begun, and those that need it.
    mutating func withdraw(_ number: Int) -> Change {
        var change = Change()
        cancel(number, &change)
        settle(change.cancelled.filter { nodes[$0].pending == 0 }, &change)
        return change
    }

    private mutating func cancel(_ number: Int, _ change: inout Change) {
        var open = [number]
        while let next = open.popLast() {
            guard nodes[next].state == .waiting else { continue }
            nodes[next].state = .cancelled
            change.cancelled.append(next)
            open += nodes[next].dependents
        }
    }

    private mutating func release(_ number: Int, _ change: inout Change) {
        var free: [Int] = []
        for successor in nodes[number].successors {
            nodes[successor].pending -= 1
            if nodes[successor].pending == 0 { free.append(successor) }
        }
        nodes[number].successors = []
        nodes[number].dependents = []
        settle(free, &change)
    }

    /// Those that wait for nothing are ready, or pass where they are cancelled.
    private mutating func settle(_ free: [Int], _ change: inout Change) {
        var open = free
        while let next = open.popLast() {
            guard nodes[next].state == .cancelled else {
                if nodes[next].state == .waiting { change.ready.append(next) }
                continue
            }
            guard !nodes[next].hasPassed else { continue }
            nodes[next].hasPassed = true
            leave(next)
            for successor in nodes[next].successors {
                nodes[successor].pending -= 1
                if nodes[successor].pending == 0 { open.append(successor) }
            }
            nodes[next].successors = []
            nodes[next].dependents = []
        }
    }

    private mutating func leave(_ number: Int) {
        let key = nodes[number].key
        index.remove(nodes[number].places, key: key)
        nodes[number].places = []
        waiting.remove(key)
        if nodes[number].effects.isBarrier { barriers.remove(key) }
    }
}
