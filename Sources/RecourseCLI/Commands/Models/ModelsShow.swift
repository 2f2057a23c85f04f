import ArgumentParser
import RecourseCore
import RecourseLLM

struct ModelsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Print the model's settings and where each comes from; 1 where none is configured.",
        discussion: """
            EXAMPLES
              recourse models show --format json
            """)
    @OptionGroup var options: ModelOptions
    @Option(help: "text or json.") var format = TextFormat.text

    private struct Document: Encodable {
        var schema = "recourse.models.show/1"
        var isConfigured: Bool
        var settings: [ModelSettingsTable.Row]
        /// Why the key cannot be had.
        var keyProblem: String?
    }

    func run() throws {
        let settings = try options.settings()
        let rows = settings.map(ModelSettingsTable.init)
        var problem: String?
        if let settings {
            do throws(ModelSettingsError) {
                try ModelConnection.checkKey(settings, environment: variable)
            } catch {
                problem = error.text
            }
        }
        switch format {
        case .json:
            Console.output(
                try JSON.text(
                    Document(
                        isConfigured: settings != nil, settings: rows?.rows ?? [],
                        keyProblem: problem)))
        case .text:
            if let rows { Console.output(rows.table.text) } else { Console.say(Self.off) }
            if let problem { Console.say("the key cannot be had: \(problem)") }
        }
        if settings == nil || problem != nil { throw ExitCode(Status.no) }
    }

    static var off: String {
        "no model is configured; name one in \(Paths.configurationFile), by RECOURSE_MODEL or by --model"
    }
}
