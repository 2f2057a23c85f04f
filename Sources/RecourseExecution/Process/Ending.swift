/// How a command is brought to its end: asked, given time, forced. Decides only; whoever drives it
/// acts.
struct Ending {
    enum Reason: Hashable { case timeout, cancellation, interruption }

    enum Action: Hashable {
        case none
        /// SIGTERM to all of the command's processes.
        case ask
        /// SIGKILL to all that are left.
        case force
        /// It is over: nothing is left, or nothing that we may end.
        case finish
    }

    /// How long processes have between SIGTERM and SIGKILL.
    static let grace = Duration.milliseconds(300)
    /// How long SIGKILL is repeated.
    static let patience = Duration.milliseconds(400)
    /// How often it is looked whether any are left.
    static let interval = Duration.milliseconds(10)

    private enum Stage { case notBegun, asked, forced, over }

    private var stage = Stage.notBegun
    /// Since when the stage lasts, as time since the start of the command.
    private var since = Duration.zero
    private(set) var reason: Reason?

    var isUnderWay: Bool { stage == .asked || stage == .forced }
    var isOver: Bool { stage == .over }

    /// - Parameter now: since the start of the command, here and below.
    mutating func begin(_ reason: Reason, at now: Duration) -> Action {
        guard stage == .notBegun else { return .none }
        self.reason = reason
        enter(.asked, at: now)
        return .ask
    }

    /// - Parameter isEmpty: whether no process of the command is left.
    mutating func advance(at now: Duration, isEmpty: Bool) -> Action {
        guard isUnderWay else { return .none }
        if isEmpty || (stage == .forced && now - since >= Self.patience) {
            enter(.over, at: now)
            return .finish
        }
        if stage == .asked {
            guard now - since >= Self.grace else { return .none }
            enter(.forced, at: now)
        }
        return .force
    }

    private mutating func enter(_ next: Stage, at now: Duration) {
        stage = next
        since = now
    }
}
