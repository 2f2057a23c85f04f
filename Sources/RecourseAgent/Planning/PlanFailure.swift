import RecourseCore

/// Why a plan, or one way through it, did not succeed.
public enum PlanFailure: Error, Hashable, Sendable {
    /// What was wrong with a step.
    public enum Fault: Hashable, Sendable {
        case exit(ExitStatus)
        /// It ended with 0, and its output holds this.
        case indicator(String)
        /// A change to files that could not be made.
        case notApplied(String)
        /// The policy or a person says no.
        case refused(String)
    }

    case step(PlanPlace, Fault)
    /// Those that are not met; every step was done.
    case criteria([PlanCriterion])
    /// A decision point says that a person has to look: the step it stands behind.
    case stopped(after: PlanPlace)
    /// Decision points lead round in circles.
    case circle(PlanPlace)
    case interrupted
}
