import RecourseCore

/// One hash of all of the project that can change an answer: a key for caches.
///
/// It covers the whole sources of the components that were considered, before they were made to fit,
/// and the budget. It does not change with files that no component is made of, with boxes that are
/// ticked, or with what was done before: execution history, related failures and related tasks are
/// told, but a plan that was right stays right.
public struct ContextIdentity: Identifier {
    /// Sixty-four hexadecimal digits.
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    init(of components: [ContextComponent], budget: Int) {
        let passing: Set<ContextComponent.Kind> = [.history, .failure, .relatedTasks]
        let parts = components.filter { !passing.contains($0.kind) }.map {
            "\($0.kind) \($0.identity) \($0.name)"
        }
        let text = (["recourse.context/1", "\(budget)"] + parts).joined(separator: "\n")
        rawValue = ContentHash.of(Array(text.utf8))
    }
}
