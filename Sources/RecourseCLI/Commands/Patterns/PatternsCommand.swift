import ArgumentParser

struct PatternsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patterns",
        abstract: "Import, look at and curate patterns.",
        discussion: """
            EXAMPLES
              recourse patterns search certificate
              recourse patterns show git.no-upstream
              recourse patterns lint my-pack.toml
              recourse patterns import my-pack.toml --dry-run
            """,
        subcommands: [
            PatternsList.self, PatternsShow.self, PatternsSearch.self, PatternsHistory.self,
            PatternsNew.self, PatternsEdit.self, PatternsTest.self, PatternsLint.self,
            PatternsWhyNot.self, PatternsOverlap.self, PatternsReplay.self, PatternsImport.self,
            PatternsExport.self, PatternsEnable.self, PatternsDisable.self, PatternsRetire.self,
            PatternsRestore.self, PatternsMine.self, PatternsReview.self, PatternsPromote.self,
        ])
}
