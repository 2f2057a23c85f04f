import RecourseCore

/// A task list as people write it in Markdown.
public struct TaskList: Hashable, Sendable {
    public private(set) var tasks: [TaskItem]

    /// - Throws: `TaskListError` with the line.
    public init(parsing text: String) throws(TaskListError) {
        var parser = TaskListParser()
        for (index, line) in Self.lines(of: text).enumerated() {
            parser.read(line.last == "\r" ? line.dropLast() : line, number: index + 1)
        }
        if let line = parser.openFenceLine {
            throw TaskListError(problem: .unclosedFence, line: line)
        }
        tasks = parser.tasks
        guard !tasks.isEmpty else { throw TaskListError(problem: .empty, line: 0) }
        var seen: Set<TaskID> = []
        for task in tasks where !seen.insert(task.id).inserted {
            throw TaskListError(problem: .repeatedID(task.id), line: task.line)
        }
        linkChildren()
        for task in tasks {
            for need in task.needs where !seen.contains(need) {
                throw TaskListError(problem: .unknownNeed(need, of: task.id), line: task.line)
            }
        }
        if let cycle = cycle() {
            throw TaskListError(problem: .cycle(cycle), line: self[cycle[0]]?.line ?? 0)
        }
    }

    public subscript(id: TaskID) -> TaskItem? { tasks.first { $0.id == id } }

    /// What must be done before a task: what it needs, its children, and what its parents need.
    public func prerequisites(of task: TaskItem) -> [TaskID] {
        var all = task.needs + task.children
        var parent = task.id.parent
        while let id = parent {
            // What a parent needs of its own children orders nothing among them.
            all += self[id]?.needs.filter { !$0.rawValue.hasPrefix("\(id).") } ?? []
            parent = id.parent
        }
        return all
    }

    /// Split at line feeds alone: as characters, `\r\n` is one and no line feed.
    static func lines(of text: String) -> [Substring] {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
            Substring($0)
        }
    }

    private mutating func linkChildren() {
        for task in tasks {
            guard let parent = task.id.parent,
                let index = tasks.firstIndex(where: { $0.id == parent })
            else {
                continue
            }
            tasks[index].children.append(task.id)
        }
    }

    /// A cycle among prerequisites, if there is one: depth-first search with three colours.
    private func cycle() -> [TaskID]? {
        var finished: Set<TaskID> = []
        var path: [TaskID] = []
        func visit(_ id: TaskID) -> [TaskID]? {
            if let start = path.firstIndex(of: id) { return Array(path[start...]) + [id] }
            guard !finished.contains(id), let task = self[id] else { return nil }
            path.append(id)
            for next in prerequisites(of: task) {
                if let found = visit(next) { return found }
            }
            path.removeLast()
            finished.insert(id)
            return nil
        }
        for task in tasks {
            if let found = visit(task.id) { return found }
        }
        return nil
    }
}
