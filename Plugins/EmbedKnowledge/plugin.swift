import Foundation
import PackagePlugin

/// Compiles `patterns/` into the command line and `migrations/` into the store, as string literals:
/// `.embedInCode` takes minutes for 200 KB, a literal about a second.
@main
struct EmbedKnowledge: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let (kind, folder, type): (String, String, String) =
            switch target.name {
            case "RecourseStore": ("migrations", "migrations", "sql")
            default: ("patterns", "patterns", "toml")
            }
        let directory = context.package.directoryURL.appending(path: folder)
        let inputs = try FileManager.default
            .contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == type }
            .sorted { $0.path < $1.path }
        // An empty folder would make a program that knows nothing, or a database without tables.
        guard !inputs.isEmpty else { throw NothingToEmbed(folder: directory.path) }
        let output = context.pluginWorkDirectoryURL.appending(path: "Embedded-\(kind).swift")
        return [
            .buildCommand(
                displayName: "Embedding \(folder)/",
                executable: try context.tool(named: "embed-knowledge").url,
                arguments: [kind, output.path] + inputs.map(\.path),
                inputFiles: inputs, outputFiles: [output])
        ]
    }

    struct NothingToEmbed: Error, CustomStringConvertible {
        let folder: String
        var description: String { "there is nothing to embed in \(folder)" }
    }
}
