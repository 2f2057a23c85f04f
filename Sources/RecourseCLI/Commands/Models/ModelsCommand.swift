import ArgumentParser

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Look at the language model that is asked where no pattern helps.",
        discussion: """
            Off until configured: in config.toml ([model] with endpoint, model, key-env), by RECOURSE_MODEL, \
            RECOURSE_MODEL_ENDPOINT, RECOURSE_MODEL_WIRE and RECOURSE_MODEL_KEY, or by options.

            EXAMPLES
              recourse models show
              recourse models test --model-endpoint http://localhost:11434 --model qwen3
              recourse models cache --clear --older-than 24h
            """,
        subcommands: [ModelsTest.self, ModelsShow.self, ModelsCache.self])
}
