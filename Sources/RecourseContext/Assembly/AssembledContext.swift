/// A context as it is sent, and what it is made of.
public struct AssembledContext: Hashable, Sendable {
    /// What a model is told; what changes least comes first.
    public var text: String
    /// All that was considered, in the order of the text.
    public var components: [ContextComponent]
    public var budget: Int
    /// Of `text`, by `TokenEstimate`; never over the budget.
    public var tokens: Int
    public var identity: ContextIdentity
}
