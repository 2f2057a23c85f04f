import ArgumentParser
import RecourseCore
import RecourseStore
import RecourseText

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Earlier runs of task lists: what was done, what failed, how long it took.",
        subcommands: [RunsListCommand.self, RunsShowCommand.self],
        defaultSubcommand: RunsListCommand.self)
}

struct RunsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The latest runs, newest first.")

    @Option(help: ArgumentHelp("So many at most.", valueName: "number")) var limit = 20
    @Option(help: "table, json or csv.") var format = DataFormat.table
    @OptionGroup var store: StoreOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit is at least 1.") }
    }

    private struct Document: Encodable {
        var schema = "recourse.runs/1"
        var rows: [RunRow]
    }

    func run() throws {
        let rows = try store.existingStore()?.runs(limit: limit).map(RunRow.init) ?? []
        switch format {
        case .json: Console.output(try JSON.text(Document(rows: rows)))
        case .table: Console.output(table(rows, isForPeople: true).text)
        case .csv: Console.output(table(rows, isForPeople: false).csv)
        }
    }

    private func table(_ rows: [RunRow], isForPeople: Bool) -> Table {
        Table(
            columns: ["run", "began", "state", "done", "failed", "in flight", "seconds", "list"],
            rows: rows.map { row in
                [
                    row.id.rawValue,
                    isForPeople ? CivilDate.text(row.startedAt) : "\(row.startedAt)",
                    row.state.rawValue, "\(row.done)", "\(row.failed)", "\(row.inFlight)",
                    row.seconds.map { isForPeople ? RunText.seconds($0) : "\($0)" } ?? "",
                    isForPeople ? row.file.escapedForTerminal() : row.file,
                ]
            }, numeric: [3, 4, 5, 6])
    }
}

/// One run in lists.
struct RunRow: Encodable {
    var id: RunID
    var file: String
    var directory: String
    var state: RunRecord.State
    var startedAt: Double
    var seconds: Double?
    /// Steps.
    var done: Int
    var failed: Int
    var inFlight: Int
    var resumes: RunID?

    init(_ summary: RunSummary) {
        id = summary.run.id
        file = summary.run.file
        directory = summary.run.directory
        state = summary.state
        startedAt = summary.run.startedAt
        seconds = summary.run.endedAt.map { $0 - summary.run.startedAt }
        done = summary.done
        failed = summary.failed
        inFlight = summary.started
        resumes = summary.resumes
    }
}

struct RunsShowCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, markdown, json }

    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One run, step by step.",
        discussion: """
            EXAMPLES
              recourse runs show last
              recourse runs show last --format markdown > report.md
            """)

    @Argument(
        help: ArgumentHelp("The run's id, its beginning, or `last`.", valueName: "run"))
    var id = "last"
    @Option(help: "text, markdown or json.") var format = Format.text
    @OptionGroup var store: StoreOptions

    private struct Document: Encodable {
        var schema = "recourse.run-record/1"
        var run: RunRow
        var steps: [StepRecord]
    }

    func run() throws {
        guard let store = try store.existingStore(), let found = try self.found(in: store) else {
            throw Complaint.input(
                id == "last" ? "no run is known" : "no run is called \(id.escapedForTerminal())",
                hint: "`recourse runs list` shows what there is")
        }
        let steps = try store.steps(of: found.run.id)
        switch format {
        case .json: Console.output(try JSON.text(Document(run: RunRow(found), steps: steps)))
        case .text: Console.output(text(RunRow(found), steps))
        case .markdown: Console.output(markdown(RunRow(found), steps))
        }
    }

    private func found(in store: KnowledgeStore) throws -> RunSummary? {
        if id == "last" { return try store.runs(limit: 1).first }
        if let exact = try store.run(RunID(id)) { return exact }
        let alike = try store.runs(limit: 1_000).filter { $0.run.id.rawValue.hasPrefix(id) }
        return alike.count == 1 ? alike[0] : nil
    }

    private func text(_ run: RunRow, _ steps: [StepRecord]) -> String {
        let rows = steps.map { step in
            [
                step.task, word(step), step.exitCode.map { "\($0)" } ?? "",
                RunText.seconds(step.seconds),
                String(step.text.prefix(80)).escapedForTerminal(),
            ]
        }
        return """
            \(run.id)  \(run.state.rawValue)  \(CivilDate.text(run.startedAt))  \(run.file.escapedForTerminal())

            """
                + Table(
                    columns: ["task", "step", "exit", "took", "command"], rows: rows,
                    numeric: [2, 3]
                ).text
    }

    private func markdown(_ run: RunRow, _ steps: [StepRecord]) -> String {
        var lines = [
            "# Run \(run.id)", "",
            "- List: `\(run.file.escapedForTerminal())`",
            "- State: \(run.state.rawValue)",
            "- Began: \(CivilDate.text(run.startedAt)) UTC"
                + (run.seconds.map { ", took \(RunText.seconds($0))" } ?? ""),
            "- Steps: \(run.done) done, \(run.failed) failed, \(run.inFlight) in flight", "",
        ]
        var tasks: [String] = []
        for step in steps where !tasks.contains(step.task) { tasks.append(step.task) }
        for task in tasks {
            lines += ["## Task \(task)", ""] + items(of: steps.filter { $0.task == task }) + [""]
        }
        return lines.joined(separator: "\n")
    }

    private func items(of steps: [StepRecord]) -> [String] {
        steps.map { step in
            let code = step.text.escapedForTerminal().replacing("`", with: "'")
            let exit = step.exitCode.map { $0 == 0 ? "" : ", status \($0)" } ?? ""
            return "- `\(code)`: \(word(step))\(exit), \(RunText.seconds(step.seconds))"
        }
    }

    private func word(_ step: StepRecord) -> String {
        step.state == .started ? "in flight" : step.state.rawValue
    }
}
