import ArgumentParser
import RecourseCatalog
import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Options on which language model is asked. Off until one is configured: by these, by the environment
/// or by the user's own file; never by a project's.
struct ModelOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The language model to ask.", valueName: "name"))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "Where it is asked: https://…, or http:// on this machine.", valueName: "address"))
    var modelEndpoint: String?

    @Option(
        help: ArgumentHelp("How it is asked: openai or anthropic.", valueName: "format"))
    var modelWire: String?

    @Option(help: ArgumentHelp("The most questions of this run.", valueName: "number"))
    var maxCalls: String?

    @Option(
        help: ArgumentHelp(
            "The most that the questions of this run may cost, in the currency of the prices.",
            valueName: "amount"))
    var maxCost: String?

    @Flag(help: "Ask no model, whatever is configured.") var noModel = false

    private var flags: ModelSettingsLayer {
        var layer = ModelSettingsLayer()
        layer.set(.model, model, flag: "--model")
        layer.set(.endpoint, modelEndpoint, flag: "--model-endpoint")
        layer.set(.wire, modelWire, flag: "--model-wire")
        layer.set(.runCalls, maxCalls, flag: "--max-calls")
        layer.set(.runCost, maxCost, flag: "--max-cost")
        layer.set(.enabled, noModel ? "false" : nil, flag: "--no-model")
        return layer
    }

    /// - Returns: `nil`: no model is to be asked.
    /// - Throws: `Complaint` naming the setting that cannot be used, and where it stands.
    func settings() throws -> ModelSettings? {
        // What is switched off is not read, so that a broken file stops nobody.
        if noModel { return nil }
        let file = try Self.file()
        do throws(ModelSettingsError) {
            return try ModelSettings.resolved(
                file: file, environment: ModelSettingsLayer(environment: variable), flags: flags)
        } catch {
            throw Complaint(error)
        }
    }

    private static func file() throws -> ModelSettingsLayer? {
        let path = Paths.configurationFile
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard Paths.isOurs(path) else {
            throw Complaint.input(
                "\(path) is not used: others may write it",
                hint: "make it yours: chown and chmod 600")
        }
        let bytes = try InputFile.bytes(of: path, limit: ConfigurationFile.maximumBytes)
        do throws(ConfigurationError) {
            return try ConfigurationFile(parsing: bytes, file: path).model
        } catch {
            throw Complaint.input("the configuration has an error", error.errors.map(\.text))
        }
    }
}

extension Complaint {
    init(_ error: ModelSettingsError) {
        self = .input(
            "the model's settings cannot be used", [error.text],
            hint: "`recourse models show` says where each comes from; --no-model goes without")
    }
}
