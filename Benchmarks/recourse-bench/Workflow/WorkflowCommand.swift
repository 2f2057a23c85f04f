import ArgumentParser
import Foundation

/// A whole task list, before and after.
struct WorkflowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workflow",
        abstract:
            "Task lists against a model server of fixed latency: all optimisations off, on, and each alone."
    )

    @Option(help: "Tasks of the list; may be given several times. Default: 10, 25 and 50.")
    var tasks: [Int] = []
    @Option(help: "Seconds that the server takes for each reply.") var latency = 0.8
    @Option(help: "The folder with model_server.py.") var server = "Benchmarks/workflow"
    @Option(help: "The program. Default: recourse beside this one.") var program: String?
    @Flag(help: "Also what each optimisation is worth by itself, with 10 tasks.") var alone = false
    @Option(help: "table or json.") var format = Report.Format.table

    static let optimisations = [
        "batching", "ahead", "plans", "context", "fixes", "parallel", "state",
    ]

    func run() throws {
        let program =
            self.program
            ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "recourse").path
        var comparisons: [WorkflowComparison] = []
        for count in tasks.isEmpty ? [10, 25, 50] : tasks {
            let comparison = try measured(count, program)
            if format == .table { comparison.show() }
            comparisons.append(comparison)
        }
        if format == .json { print(WorkflowComparison.json(comparisons)) }
        if alone { try measureAlone(program) }
    }

    private func measured(_ count: Int, _ program: String) throws -> WorkflowComparison {
        try within { root in
            let scenario = WorkflowScenario(tasks: count, root: root)
            try scenario.write()
            let model = try ModelServer(
                script: "\(server)/model_server.py", scenario: scenario.answers, latency: latency)
            defer { model.stop() }
            func run(_ home: String, _ switches: [String]) throws -> WorkflowRun.Figures {
                try WorkflowRun(
                    program: program, scenario: scenario, server: model, home: "\(root)/\(home)"
                ).run(switches)
            }
            return WorkflowComparison(
                tasks: count, before: try run("before", ["--baseline"]),
                cold: try run("after", []), warm: try run("after", []))
        }
    }

    private func measureAlone(_ program: String) throws {
        try within { root in
            let scenario = WorkflowScenario(tasks: 10, root: root)
            try scenario.write()
            let model = try ModelServer(
                script: "\(server)/model_server.py", scenario: scenario.answers, latency: latency)
            defer { model.stop() }
            func overhead(_ home: String, _ switches: [String]) throws -> WorkflowRun.Figures {
                try WorkflowRun(
                    program: program, scenario: scenario, server: model, home: "\(root)/\(home)"
                ).run(switches)
            }
            let none = try overhead("none", ["--baseline"])
            print("10 tasks, each optimisation alone: overhead per task, whole run, model calls")
            func show(_ name: String, _ figures: WorkflowRun.Figures) {
                print(
                    "  \(name)\(String(repeating: " ", count: max(12 - name.count, 0)))\(rounded(figures.overheadPerTask)) s  \(rounded(figures.seconds)) s  \(figures.calls)"
                )
            }
            show("none", none)
            for name in Self.optimisations {
                // What is kept pays at the second run.
                if name == "plans" {
                    _ = try overhead(name, ["--baseline", "--with", name])
                }
                show(name, try overhead(name, ["--baseline", "--with", name]))
            }
            show("all", try overhead("all", []))
        }
    }

    private func rounded(_ value: Double) -> Double { (value * 1_000).rounded() / 1_000 }

    private func within<Value>(_ body: (String) throws -> Value) throws -> Value {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "recourse-workflow-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        return try body(root)
    }
}
