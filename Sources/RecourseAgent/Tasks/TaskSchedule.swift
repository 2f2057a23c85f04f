/// Which task may run next. Pure: events in, ready tasks out; one failing task cancels only its
/// dependents.
public struct TaskSchedule: Sendable {
    public enum State: Hashable, Sendable {
        case waiting, running, done, failed
        /// Something it needs failed.
        case cancelled
        /// Not among the chosen ones.
        case left
    }

    public private(set) var states: [TaskID: State]
    private let list: TaskList

    /// - Parameter only: this task with its children and, of what it needs, what is not done yet;
    ///   `nil` for all.
    /// - Throws: `TaskListError.unknownTask`.
    public init(_ list: TaskList, only: TaskID? = nil) throws(TaskListError) {
        self.list = list
        var chosen = Set(list.tasks.map(\.id))
        if let only {
            guard list[only] != nil else {
                throw TaskListError(problem: .unknownTask(only), line: 0)
            }
            chosen = []
            var open = [only]
            while let id = open.popLast() {
                guard chosen.insert(id).inserted, let task = list[id] else { continue }
                open += list.prerequisites(of: task)
            }
        }
        states = [:]
        for task in list.tasks {
            states[task.id] =
                task.mark == .done ? .done : chosen.contains(task.id) ? .waiting : .left
        }
    }

    /// Tasks whose prerequisites are done, in the order of the list.
    public var ready: [TaskItem] {
        list.tasks.filter { task in
            states[task.id] == .waiting
                && list.prerequisites(of: task).allSatisfy { states[$0] == .done }
        }
    }

    /// What is to be run, in the order in which one after the other would be: each as early in the
    /// list as what it needs allows. However many run at once, their results are those of this order.
    public var order: [TaskItem] {
        var rest = self
        var order: [TaskItem] = []
        while let next = rest.ready.first {
            order.append(next)
            rest.ended(next.id, succeeded: true)
        }
        return order
    }

    public mutating func began(_ id: TaskID) { states[id] = .running }

    public mutating func ended(_ id: TaskID, succeeded: Bool) {
        states[id] = succeeded ? .done : .failed
        guard !succeeded else { return }
        // Until nothing changes: dependents of dependents too.
        var changed = true
        while changed {
            changed = false
            for task in list.tasks where states[task.id] == .waiting {
                let blocked = list.prerequisites(of: task).contains {
                    states[$0] == .failed || states[$0] == .cancelled
                }
                if blocked {
                    states[task.id] = .cancelled
                    changed = true
                }
            }
        }
    }
}
