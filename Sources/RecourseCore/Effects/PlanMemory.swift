/// Plans that were made before.
public protocol PlanMemory: Sendable {
    /// - Parameter key: a hash of the task, of what of the project was told, of the prompt's version
    ///   and of the model.
    func plan(for key: String) async throws -> StoredPlan?
    /// The newest plans of a project, for finding a similar task.
    func plans(in project: String, limit: Int) async throws -> [StoredPlan]
    /// Queued.
    func keep(_ plan: StoredPlan) async throws
}

public struct StoredPlan: Hashable, Sendable, Codable {
    public var key: String
    /// A hash of the project's path.
    public var project: String
    /// The task as the model was told it, redacted.
    public var task: String
    /// The plan as JSON.
    public var plan: String
    /// Seconds since 1970-01-01 UTC.
    public var at: Double

    public init(key: String, project: String, task: String, plan: String, at: Double) {
        self.key = key
        self.project = project
        self.task = task
        self.plan = plan
        self.at = at
    }
}
