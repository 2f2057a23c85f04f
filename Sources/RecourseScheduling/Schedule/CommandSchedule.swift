/// Decides which commands may run at the same time. Decides only; whoever drives it runs them.
///
/// A command begins as soon as what it is ordered after has ended, the longest expected path
/// first, within a number of jobs and as its locks are free. Locks order nothing: of two commands
/// that share one, whichever is more urgent takes it first.
///
/// The failure of a command cancels those that need it, and what needs these; what only came after
/// it because both touch a file goes on.
public struct CommandSchedule<ID: Hashable & Sendable>: Sendable {
    public let jobs: Int
    private var graph = CommandGraph<ID>()
    private var queue = ReadyQueue()
    private var held: Set<String> = []
    private var waitingForLock: [String: ReadyQueue] = [:]
    private var urgencies: [Double] = []
    /// Commands added since the urgencies were last reckoned.
    private var fresh = 0

    /// - Parameter jobs: how many run at most at the same time, at least 1.
    public init(jobs: Int) { self.jobs = max(jobs, 1) }

    // MARK: Events

    /// Adds a command, also while others run. It is ordered after what runs already and conflicts
    /// with it, wherever that stands in the list.
    /// - Returns: true where it is cancelled at once, since what it needs has failed.
    /// - Throws: `ScheduleError`; nothing is added then.
    @discardableResult
    public mutating func add(_ command: ScheduledCommand<ID>) throws(ScheduleError<ID>) -> Bool {
        let change = try graph.add(command)
        urgencies.append(command.expectedSeconds)
        fresh += 1
        enqueue(change.ready)
        return !change.cancelled.isEmpty
    }

    /// Takes note of the end of a command that `next` gave out.
    /// - Returns: those that are cancelled for it, in the order of the list.
    @discardableResult
    public mutating func ended(_ id: ID, succeeded: Bool) -> [ID] {
        guard let number = graph.numbers[id], graph.nodes[number].state == .running else {
            return []
        }
        let change = graph.end(number, succeeded: succeeded)
        for lock in graph.nodes[number].effects.locks {
            held.remove(lock)
            wake(lock)
        }
        enqueue(change.ready)
        return ids(change.cancelled)
    }

    /// Cancels everything that has not begun.
    public mutating func withdrawAll() -> [ID] {
        var cancelled: [Int] = []
        for entry in graph.waiting.entries {
            cancelled += graph.withdraw(entry.node).cancelled
        }
        return ids(cancelled)
    }

    /// The commands that are to begin now; they count as running from here on.
    /// - Parameter mayStartMore: false where there is no memory for another one; one runs always.
    public mutating func next(mayStartMore: Bool = true) -> [ID] {
        reckon()
        var begun: [ID] = []
        while graph.running.count < jobs, mayStartMore || graph.running.isEmpty,
            let entry = queue.popFirst()
        {
            let node = graph.nodes[entry.node]
            let locks = node.effects.locks
            guard node.state == .waiting, node.pending == 0 else {
                for lock in locks { wake(lock) }
                continue
            }
            if let lock = locks.first(where: held.contains) {
                waitingForLock[lock, default: ReadyQueue()].insert(entry)
                for lock in locks { wake(lock) }
                continue
            }
            held.formUnion(locks)
            graph.begin(entry.node)
            begun.append(node.id)
        }
        return begun
    }

    // MARK: State

    public var isFinished: Bool { graph.waiting.isEmpty && graph.running.isEmpty }
    public var runningCount: Int { graph.running.count }
    /// Whether more may be found to run without anything ending.
    public var hasCandidates: Bool { !queue.isEmpty && graph.running.count < jobs }
    /// Edges made so far.
    public var edgeCount: Int { graph.edges }

    public func state(of id: ID) -> CommandState? {
        graph.numbers[id].map { graph.nodes[$0].state }
    }

    /// Commands in that state, in the order of the list.
    public func commands(_ state: CommandState) -> [ID] {
        ids(graph.nodes.indices.filter { graph.nodes[$0].state == state })
    }

    /// What no schedule can beat for the commands that have not ended: the longest path of expected
    /// seconds, and their sum shared out among so many jobs.
    public func criticalPathSeconds(jobs: Int) -> Double {
        let paths = reckonedUrgencies()
        var (longest, sum) = (0.0, 0.0)
        for (number, node) in graph.nodes.enumerated() where Self.counts(node.state) {
            longest = max(longest, paths[number])
            sum += node.seconds
        }
        return max(longest, sum / Double(max(jobs, 1)))
    }

    private static func counts(_ state: CommandState) -> Bool {
        state == .waiting || state == .running
    }

    private func ids(_ numbers: [Int]) -> [ID] {
        numbers.sorted { graph.nodes[$0].key < graph.nodes[$1].key }.map { graph.nodes[$0].id }
    }

    // MARK: Urgency

    private mutating func enqueue(_ numbers: [Int]) {
        for number in numbers { queue.insert(entry(number)) }
    }

    private func entry(_ number: Int) -> ReadyQueue.Entry {
        ReadyQueue.Entry(
            urgency: urgencies[number], key: graph.nodes[number].key, node: number)
    }

    /// The most urgent of those that wait for a lock that is free takes part again. Each that then
    /// does not begin has the next one woken.
    private mutating func wake(_ lock: String) {
        guard !held.contains(lock), let entry = waitingForLock[lock]?.popFirst() else { return }
        queue.insert(self.entry(entry.node))
    }

    /// Reckons the urgencies anew when enough commands are new: at once while there are few, later
    /// whenever an eighth is, so that adding them one by one costs no more than a few passes.
    private mutating func reckon() {
        let waiting = graph.waiting.entries.count
        guard fresh > 0, waiting <= 256 || fresh * 8 >= waiting else { return }
        fresh = 0
        urgencies = reckonedUrgencies()
        for entry in queue.removeAll() { queue.insert(self.entry(entry.node)) }
    }

    private func reckonedUrgencies() -> [Double] {
        var urgencies = urgencies
        func reckon(_ number: Int) {
            let node = graph.nodes[number]
            let rest = node.successors.reduce(0) { max($0, urgencies[$1]) }
            urgencies[number] = rest + (node.state == .cancelled ? 0 : node.seconds)
        }
        // Edges lead to larger keys, or from one that runs.
        for entry in graph.waiting.entries.reversed() { reckon(entry.node) }
        for number in graph.running { reckon(number) }
        return urgencies
    }
}
