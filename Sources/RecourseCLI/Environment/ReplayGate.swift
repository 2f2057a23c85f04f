import ArgumentParser
import RecourseCore
import RecourseCuration
import RecourseMatching
import RecourseStore

/// Tries a change of the patterns on kept runs before it is saved, and asks where it would lose
/// something.
struct ReplayGate: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "So many failures may lose their cause, or passing runs be matched, without a question.",
            valueName: "number"))
    var allow = 0

    @Flag(help: "Saves whatever the replay shows.") var yes = false

    /// Failures that are tried, the newest.
    static let failuresTried = 2_000

    /// - Throws: `ExitCode` where it would lose more than allowed and nobody agrees.
    func check(_ replay: Replay) throws {
        guard replay.harmful > allow, !yes else { return }
        ReplayReport.say(replay)
        if TerminalLine.isThere, TerminalLine.confirms("Save it all the same?") { return }
        Console.say("nothing was saved; --yes or --allow \(replay.harmful) saves it")
        throw ExitCode(Status.no)
    }
}

extension Replay {
    /// Over what the store keeps, with these patterns in place of those of the same ids.
    init(
        _ patterns: [Pattern], pack: PackID, removing removed: Set<PatternID> = [],
        in store: KnowledgeStore?
    ) throws {
        let before = try PatternLibrary(store: store).patternSet
        let after = before.replacing(
            with: patterns.filter { $0.status != .deprecated }.map {
                PatternRecord($0, pack: pack)
            },
            removing: removed)
        self.init(
            failures: try store?.failedRuns(limit: ReplayGate.failuresTried) ?? [],
            passing: try store?.passingRuns() ?? [], before: before, after: after,
            edited: patterns)
    }
}
