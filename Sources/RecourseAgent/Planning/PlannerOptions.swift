/// Limits and switches of planning.
public struct PlannerOptions: Hashable, Sendable {
    /// How the five questions are put.
    public enum Asking: Hashable, Sendable {
        /// In one request where the server constrains replies to a schema, else in two at once.
        case fewest
        /// In five requests, one after the other: what the fewest are measured against.
        case oneByOne
    }

    public var asking: Asking
    /// Tasks in one request, at most.
    public var batchSize: Int
    /// Tasks in the request that holds the first task; `nil`: as in the others. A reply takes as long
    /// as all its plans take to be written, so 1 gives the first plan soonest, for one request more.
    public var firstBatchSize: Int?
    /// Most tokens of a request, system text included.
    public var requestTokens: Int
    /// Of them, most for one task's own text, and for what is told of the project.
    public var taskTokens: Int
    public var contextTokens: Int
    /// Most tokens of a reply.
    public var replyTokens: Int
    /// Requests under way at once.
    public var requestsInFlight: Int
    /// Whether kept plans are used; plans are kept either way.
    public var usesMemory: Bool
    /// Whether a similar task's plan serves as a draft.
    public var usesDrafts: Bool
    public var similarity: Double
    /// Whether the newest plan of the same task is used although what is told of the project has
    /// changed: a run that goes on follows the plan that it began.
    public var followsBegunPlans: Bool
    /// A plan older than this is none, in seconds.
    public var maximumAge: Double

    public init(
        asking: Asking = .fewest, batchSize: Int = 8, firstBatchSize: Int? = nil,
        requestTokens: Int = 16_000, taskTokens: Int = 800, contextTokens: Int = 3_000,
        replyTokens: Int = 16_000, requestsInFlight: Int = 4, usesMemory: Bool = true,
        usesDrafts: Bool = true, similarity: Double = TaskSimilarity.threshold,
        followsBegunPlans: Bool = false, maximumAge: Double = 30 * 86_400
    ) {
        self.asking = asking
        self.batchSize = max(batchSize, 1)
        self.firstBatchSize = firstBatchSize
        self.requestTokens = requestTokens
        self.taskTokens = taskTokens
        self.contextTokens = contextTokens
        self.replyTokens = replyTokens
        self.requestsInFlight = max(requestsInFlight, 1)
        self.usesMemory = usesMemory
        self.usesDrafts = usesDrafts
        self.similarity = similarity
        self.followsBegunPlans = followsBegunPlans
        self.maximumAge = maximumAge
    }

    /// What a draft's request is told of the project.
    var draftContextTokens: Int { contextTokens / 4 }
    /// A longer draft is dearer than asking anew.
    var draftTokens: Int { 2_000 }
    /// For what a failed approach is told by; three of them at most.
    var triedTokens: Int { 800 }
}
