import ArgumentParser
import RecourseCore
import RecourseCuration
import RecourseStore

struct PatternsReplay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract:
            "What edited packs would gain and lose over the failures and passing runs that are kept.",
        discussion: """
            Nothing is saved. Exits with 1 where more than --allow failures lose their cause, or passing runs are matched.

            EXAMPLES
              recourse patterns replay team.toml
              recourse patterns replay team.toml --format json
            """)
    @Argument(help: "A pack file, a folder, or - for standard input.") var path: String
    @Option(
        help: ArgumentHelp(
            "So many lost failures and false alarms are no finding.", valueName: "number"))
    var allow = 0
    @Option(help: "text or json.") var format = TextFormat.text
    @OptionGroup var store: StoreOptions

    func run() throws {
        let existing = try store.existingStore()
        let packs = try PackFiles.packs(at: path)
        let summary =
            try existing?.importPacks(packs, origin: path, at: Session.now(), dryRun: true)
            ?? .allNew(packs)
        let replay = try Replay(
            packs.flatMap(\.patterns), pack: packs.first?.id ?? OwnPack.id,
            removing: Set(summary.removed), in: existing)
        switch format {
        case .json: Console.output(try JSON.text(ReplayReport.Document(replay)))
        case .text: for line in ReplayReport.lines(replay) { Console.output(line + "\n") }
        }
        if replay.harmful > allow { throw ExitCode(Status.no) }
    }
}
