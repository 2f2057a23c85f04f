import ArgumentParser
import RecourseCore
import RecourseLLM
import RecourseText

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct ModelsTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract:
            "Ask the model one small question: whether it answers, how fast, and by a schema. Exits with 1 where it does not.",
        discussion: """
            EXAMPLES
              recourse models test
              recourse models test --model-endpoint http://localhost:8080 --model any
            """)
    @OptionGroup var options: ModelOptions
    @OptionGroup var store: StoreOptions
    @Option(help: "text or json.") var format = TextFormat.text

    private struct Document: Encodable {
        var schema = "recourse.models.test/1"
        var isConfigured = true
        var settings: [ModelSettingsTable.Row]
        var library: String
        var answers: Bool
        var problem: String?
        /// As the server names it.
        var model: String?
        var seconds: Double
        var inputTokens: Int?
        var outputTokens: Int?
        /// `constrained`, `json` or `none`.
        var schemaSupport: String
        var followsSchema: Bool
    }

    func run() async throws {
        guard let settings = try options.settings() else {
            throw Complaint(status: Status.no, headline: ModelsShow.off)
        }
        let knowledge = try store.writableStore()
        let library: String
        do throws(ModelError) {
            library = try ModelConnection.library()
        } catch {
            throw Complaint.input(
                "there is no HTTP library: \(ModelText.words(error))", hint: "install libcurl4")
        }
        let probe: ModelProbe
        do throws(ModelSettingsError) {
            probe = try await ModelProbe.run(
                settings: settings, ledger: knowledge, run: UUID().uuidString,
                now: { Date().timeIntervalSince1970 }, environment: variable)
        } catch {
            throw Complaint(error)
        }
        try tell(document(settings, library, probe), settings)
        if case .failure = probe.reply { throw ExitCode(Status.no) }
    }

    private func document(
        _ settings: ModelSettings, _ library: String, _ probe: ModelProbe
    ) -> Document {
        var document = Document(
            settings: ModelSettingsTable(settings).rows, library: library, answers: false,
            seconds: probe.seconds, schemaSupport: probe.schemaSupport.rawValue,
            followsSchema: probe.followsSchema)
        switch probe.reply {
        case .success(let reply):
            document.answers = true
            document.model = reply.model
            document.inputTokens = reply.usage.input
            document.outputTokens = reply.usage.output
        case .failure(let error): document.problem = ModelText.words(error)
        }
        return document
    }

    private func tell(_ document: Document, _ settings: ModelSettings) throws {
        guard format == .text else { return Console.output(try JSON.text(document)) }
        Console.output(ModelSettingsTable(settings).table.text + "\n")
        var rows = [["library", document.library]]
        let milliseconds = Int((document.seconds * 1_000).rounded())
        if document.answers {
            rows.append(["answers", "yes, as \(document.model ?? settings.model)"])
            rows.append(["round trip", "\(milliseconds) ms"])
            rows.append([
                "tokens", "\(document.inputTokens ?? 0) in, \(document.outputTokens ?? 0) out",
            ])
            let support =
                switch document.schemaSupport {
                case "constrained": "the server takes schemas"
                case "json": "the server promises JSON, not a schema"
                default: "none: replies are checked, and asked for again once"
                }
            let followed = document.followsSchema ? "" : "; this reply did not follow it"
            rows.append(["schemas", support + followed])
        } else {
            rows.append(["answers", "no, after \(milliseconds) ms: \(document.problem ?? "")"])
        }
        Console.output(Table(columns: ["", ""], rows: rows).text)
    }
}
