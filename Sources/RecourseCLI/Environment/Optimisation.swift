import ArgumentParser

/// What makes a run of a task list cheap, each with a switch of its own, so that what it is worth
/// can be measured.
enum Optimisation: String, CaseIterable, ExpressibleByArgument {
    /// The five questions about several tasks in one request, instead of five requests a task.
    case batching
    /// Plans are asked for before they are wanted, and at once.
    case ahead
    /// Plans and replies that were kept are used.
    case plans
    /// Only what changed is read for a task's context, and it is compressed.
    case context
    /// Failures are recognised by patterns; without, a model is asked about each.
    case fixes
    /// Commands that touch different things run at once.
    case parallel
    /// What is learned is written while the next command runs.
    case state
}

/// Which optimisations a run has.
struct OptimisationOptions: ParsableArguments {
    @Flag(help: "Without any optimisation: what they are measured against.") var baseline = false

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp(
            "With --baseline, with this one all the same: \(names).", valueName: "name"))
    var with: [Optimisation] = []

    @Option(
        name: .customLong("without"),
        help: ArgumentHelp("Without this one; may be given several times.", valueName: "name"))
    var without: [Optimisation] = []

    private static var names: String {
        Optimisation.allCases.map(\.rawValue).joined(separator: ", ")
    }

    var chosen: Set<Optimisation> {
        Set(baseline ? with : Optimisation.allCases).subtracting(without)
    }
}
