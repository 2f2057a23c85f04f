import RecourseCore

/// Where a context comes from: the project as it is on disk, and what the caller knows besides.
/// Texts of the caller are redacted by it.
public struct ContextSources: Sendable {
    public var tree: any ProjectTree
    /// Of the tree, up to date.
    public var snapshot: ContextSnapshot
    /// The list that the task is in.
    public var taskList: TaskListSource?
    /// What was done before, oldest first; the last ten are told.
    public var history: [PastStep]
    public var failures: [RelatedFailure]
    public var relatedTasks: [RelatedTask]

    public init(
        tree: any ProjectTree, snapshot: ContextSnapshot, taskList: TaskListSource? = nil,
        history: [PastStep] = [], failures: [RelatedFailure] = [],
        relatedTasks: [RelatedTask] = []
    ) {
        self.tree = tree
        self.snapshot = snapshot
        self.taskList = taskList
        self.history = history
        self.failures = failures
        self.relatedTasks = relatedTasks
    }
}

/// A task list as it is now: the caller loads it anew when somebody has changed it.
public struct TaskListSource: Hashable, Sendable {
    /// Relative to the tree where it lies in it.
    public var path: String
    public var text: String

    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// One entry of the execution history.
public struct PastStep: Hashable, Sendable {
    public enum Ending: Hashable, Sendable {
        case succeeded
        /// With the exit status, where there is one.
        case failed(Int32?)
    }

    /// The id of its task.
    public var task: String
    public var text: String
    public var ending: Ending

    public init(task: String, text: String, ending: Ending) {
        self.task = task
        self.text = text
        self.ending = ending
    }
}

/// A failure that resembles what may happen now, and what helped.
public struct RelatedFailure: Hashable, Sendable {
    public var title: String
    /// Its output.
    public var text: String
    public var remedy: String?

    public init(title: String, text: String, remedy: String? = nil) {
        self.title = title
        self.text = text
        self.remedy = remedy
    }
}

/// Another task that this one needs, is part of, or resembles.
public struct RelatedTask: Hashable, Sendable {
    public var id: String
    public var title: String
    public var isDone: Bool

    public init(id: String, title: String, isDone: Bool) {
        self.id = id
        self.title = title
        self.isDone = isDone
    }
}
