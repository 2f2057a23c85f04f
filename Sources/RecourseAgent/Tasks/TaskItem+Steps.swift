import RecourseCore

extension TaskItem {
    /// Whether only a model can say what it takes.
    public var needsPlan: Bool { actions.isEmpty && checks.isEmpty && children.isEmpty }

    /// What its author wrote down to be done, then its checks; `changes` of a patch that cannot be
    /// read are found when it is its turn.
    var declaredSteps: [TaskStep] {
        actions.map { action in
            switch action {
            case .command(let text): TaskStep(.command(text), isIdempotent: isIdempotent)
            case .patch(let text): TaskStep(.patch(text), isIdempotent: false)
            }
        } + checks.map { TaskStep(.check($0), isIdempotent: true) }
    }
}
