import ArgumentParser
import RecourseCatalog
import RecourseCore
import RecourseStore

struct PatternsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print a pattern as a pack has it, or as JSON.",
        discussion: """
            EXAMPLES
              recourse patterns show git.no-upstream
              recourse patterns show git.no-upstream --format json
            """)
    @Argument(help: ArgumentHelp("A pattern id.", valueName: "id")) var id: String
    @Option(help: "text or json.") var format = TextFormat.text
    @OptionGroup var store: StoreOptions

    private struct Document: Encodable {
        var schema = "recourse.pattern/1"
        var pattern: Pattern
        var pack: PackID
        var enabled: Bool
        var standing: PatternStanding
    }

    func run() throws {
        let library = try PatternLibrary(store: store.existingStore())
        guard let (pattern, record) = try library.pattern(PatternID(id)) else {
            throw Complaint(
                status: Status.no, headline: "no pattern is called \(id)",
                hint: "recourse patterns search WORD finds its name")
        }
        switch format {
        case .text: Console.output(PackWriting.text(pattern))
        case .json:
            Console.output(
                try JSON.text(
                    Document(
                        pattern: pattern, pack: record.pack,
                        enabled: library.standing(of: pattern.id) == .enabled,
                        standing: library.standing(of: pattern.id))))
        }
    }
}
