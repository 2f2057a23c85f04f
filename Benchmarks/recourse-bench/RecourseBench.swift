import ArgumentParser

@main
struct RecourseBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recourse-bench", abstract: "The figures of Benchmarks/README.md.",
        subcommands: [
            ParallelCommand.self,
            MatchingCommand.self, RecognitionCommand.self, OverheadCommand.self,
            LearningCommand.self, ExcerptCommand.self, WorkflowCommand.self, ContextCommand.self,
        ])
}
