import ArgumentParser

struct ContextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "context",
        abstract: "How long it takes to know what changed in a project.",
        discussion: """
            Generates git repositories in a temporary folder and removes them. A refresh is all of \
            it: the stored snapshot decoded, the tree surveyed, what changed read. `git status` on \
            the same tree is measured in turn with it; its index is fresh.
            """)

    @Option(parsing: .upToNextOption, help: "Sizes of the trees, in files.")
    var files = [10_000, 100_000]
    @Option(help: "Runs of each; medians are reported.") var runs = 9
    @Option(help: "A table, or one line of JSON.") var format = Report.Format.table

    func validate() throws {
        guard runs > 0, files.allSatisfy({ $0 >= 100 }) else {
            throw ValidationError("--runs is at least 1, --files at least 100.")
        }
    }

    func run() throws {
        var rows: [(key: String, value: Double, meaning: String)] = []
        for count in files {
            let tree = try GeneratedTree(files: count)
            defer { tree.remove() }
            let figures = try ContextFigures(of: tree, runs: runs)
            let name = "files_\(count)"
            rows += [
                ("\(name)_first_ms", figures.first, "the first snapshot, every file read"),
                ("\(name)_unchanged_ms", figures.unchanged, "refresh, nothing changed"),
                ("\(name)_git_status_ms", figures.gitStatus, "git status beside it"),
                ("\(name)_ten_changed_ms", figures.tenChanged, "refresh, ten files changed"),
                ("\(name)_ten_changed_reads", figures.reads, "files that were read then"),
                ("\(name)_assembled_ms", figures.assembled, "a context of 8,000 tokens from it"),
                ("\(name)_stored_kb", figures.storedKilobytes, "size of the stored snapshot"),
            ]
        }
        Report(name: "context", rows: rows).show(format)
    }
}
