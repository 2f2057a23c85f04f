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
    /// What is to be done, in order.
    public var actions: [TaskAction] = []
    /// Shell texts that must succeed once the commands have.
    public var checks: [String] = []
    /// Tasks nested under it.
    public var children: [TaskID] = []
    /// What its commands read and write, as globs, and what must not be used by two at once, where
    /// the author says so; `nil`: inferred.
    public var reads: [String]?
    public var writes: [String]?
    public var locks: [String] = []
    /// Whether a command that was in flight when its run ended may simply be run again.
    public var isIdempotent = false

    /// The shell texts among its actions.
    public var commands: [String] {
        actions.compactMap { if case .command(let text) = $0 { text } else { nil } }
    }

    /// Whether the author says what it depends on.
    public var declaresDependencies: Bool { !needs.isEmpty || reads != nil || writes != nil }
}

/// One thing that a task does.
public enum TaskAction: Hashable, Sendable {
    /// Shell text.
    case command(String)
    /// A unified diff.
    case patch(String)

    public var text: String {
        switch self {
        case .command(let text), .patch(let text): text
        }
    }
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
        /// Somebody changed the file while it was run.
        case changed(TaskID)
    }

    public var problem: Problem
    /// 1-based; 0 for the file as a whole.
    public var line: Int

    public init(problem: Problem, line: Int) {
        self.problem = problem
        self.line = line
    }
}
