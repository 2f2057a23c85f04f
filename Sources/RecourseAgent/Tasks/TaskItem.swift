import RecourseCore

/// Hierarchical, as written: `1`, `1.2`; `task_K` for the K-th task without a number.
public struct TaskID: Identifier {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// `1` for `1.2`.
    public var parent: TaskID? {
        rawValue.lastIndex(of: ".").map { TaskID(rawValue[..<$0]) }
    }
}

/// One task of a list.
public struct TaskItem: Hashable, Sendable {
    public enum Mark: Character, Hashable, Sendable {
        case open = " "
        case done = "x"
        /// Begun in an earlier run that did not end it: run again.
        case inProgress = "-"
    }

    public var id: TaskID
    public var title: String
    public var mark: Mark
    /// 1-based line of its box.
    public var line: Int
    /// Nested bullets that are nothing else.
    public var steps: [String] = []
    public var requirements: [String] = []
    public var needs: [TaskID] = []
    /// Shell texts, in order.
    public var commands: [String] = []
    /// Shell texts that must succeed once the commands have.
    public var checks: [String] = []
    /// Tasks nested under it.
    public var children: [TaskID] = []
}

/// What is wrong with a task list, and where.
public struct TaskListError: Error, Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        case empty
        case repeatedID(TaskID)
        case unknownNeed(TaskID, of: TaskID)
        case cycle([TaskID])
        case unknownTask(TaskID)
        case unclosedFence
        case nothingToRun(TaskID)
        /// Somebody changed the file while it was run.
        case changed(TaskID)
    }

    public var problem: Problem
    /// 1-based; 0 for the file as a whole.
    public var line: Int
}
