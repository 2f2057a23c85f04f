import RecourseCore
import Synchronization

extension TaskRun {
    /// What happens, one task at a time.
    public enum Event: Sendable {
        case began(TaskItem, number: Int, of: Int)
        /// A plan is followed; its review says what each step may harm.
        case planned(TaskItem, PlanReview, TaskPlan, PlanOutcome.Source)
        /// There is no plan, or none that may run.
        case notPlanned(TaskItem, PlanTrouble)
        case command(TaskItem, text: String)
        /// What a command printed that ran beside others.
        case output(TaskItem, CapturedOutput)
        case recovery(TaskItem, RecoveryEvent)
        case commandEnded(TaskItem, RecoveryReport)
        case checkFailed(TaskItem, text: String, ExitStatus)
        case changed(TaskItem, [ChangePreview])
        /// `EditError`, `PatchError`, `AboveCeiling`.
        case notChanged(TaskItem, any Error)
        /// Files that a failed way had changed are as before.
        case restored(TaskItem, [RestoreOutcome])
        /// A plan's way failed; the next one is another.
        case wayFailed(TaskItem, PlanFailure, next: NextWay)
        /// Done in the run that is resumed.
        case skipped(TaskItem, text: String)
        /// In flight when that run ended, and neither idempotent nor confirmed.
        case unknown(TaskItem, text: String)
        case warned(TaskItem, String)
        case ended(TaskItem, succeeded: Bool, seconds: Double)
        case cancelled(TaskItem)
        /// Has no command, and no model is asked to find one.
        case withoutCommands(TaskItem)
    }

    /// A change to files that nobody's word covers.
    public struct AboveCeiling: Error, Hashable, Sendable {
        public var risk: Risk
        public var ceiling: Risk
    }

    public enum NextWay: Hashable, Sendable {
        /// One that the plan has for the case.
        case fallback
        /// One that a model is asked for.
        case anotherPlan
        case none
    }

    public enum PlanTrouble: Error, Hashable, Sendable {
        case unusable(String)
        case unavailable(ModelError)
        /// A step is never run.
        case refused(String)
        /// Only a person may let it run, and there is none, or they do not.
        case notAllowed(Risk)
        /// It would install a package that only the model names.
        case unknownPackage(String)
    }

    /// Counts the tasks as they are told of.
    final class Numbering: Sendable {
        private let total: Int
        private let count = Mutex(0)

        init(total: Int) { self.total = total }

        func numbered(_ event: Event) -> Event {
            guard case .began(let task, _, _) = event else { return event }
            let number = count.withLock { count in
                count += 1
                return count
            }
            return .began(task, number: number, of: total)
        }
    }
}
