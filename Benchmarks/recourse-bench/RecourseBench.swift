import ArgumentParser

@main
struct RecourseBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recourse-bench", abstract: "The figures of Benchmarks/README.md.",
        subcommands: [LearningCommand.self])
}
