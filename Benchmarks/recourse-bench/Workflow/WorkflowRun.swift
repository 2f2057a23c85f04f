import Foundation

/// One run of `recourse run` over a scenario, in a process of its own.
struct WorkflowRun {
    /// What a run's report says, with the requests that the server counted.
    struct Figures {
        var tasks: Int
        var succeeded: Bool
        var calls: Int
        var seconds: Double
        var overheadPerTask: Double
        var context: Double
        var model: Double
        var recovery: Double
        var recoveries: Int
        var commands: Double
        /// Wall-clock seconds in which at least one command ran.
        var busy: Double
        var state: Double
    }

    let program: String
    let scenario: WorkflowScenario
    let server: ModelServer
    /// Where the knowledge database lies; kept from run to run.
    let home: String

    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    private struct Document: Decodable {
        struct Phases: Decodable {
            var context, model, recovery, commands, state: Double
        }

        var succeeded: Bool
        var done: [String]
        var recoveries: Int
        var seconds: Double
        var busySeconds: Double
        var overheadSecondsPerTask: Double
        var recoverySeconds: Double
        var phases: Phases
    }

    func run(_ switches: [String]) throws -> Figures {
        try scenario.write()
        let before = try server.count()
        let report = "\(scenario.root)/report.json"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
            ["run", "tasks.md", "--mode", "auto", "--ceiling", "system", "--seed", "7"]
            + ["--report", report] + switches
        process.currentDirectoryURL = URL(fileURLWithPath: scenario.tree)
        process.environment = ProcessInfo.processInfo.environment.merging(
            [
                "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "HOME": home,
                "RECOURSE_MODEL_WIRE": "openai", "RECOURSE_MODEL_ENDPOINT": server.endpoint,
                "RECOURSE_MODEL": "almanac", "RECOURSE_MODEL_SCHEMA": "json_schema",
                "NO_COLOR": "1",
            ]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let words = "\(scenario.root)/words.txt"
        _ = FileManager.default.createFile(atPath: words, contents: nil)
        process.standardError = FileHandle(forWritingAtPath: words)
        try process.run()
        process.waitUntilExit()
        guard let data = FileManager.default.contents(atPath: report) else {
            throw Failed(
                description:
                    "no report: \(String(decoding: FileManager.default.contents(atPath: words) ?? Data(), as: UTF8.self))"
            )
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let document = try decoder.decode(Document.self, from: data)
        guard document.succeeded else {
            throw Failed(
                description:
                    "tasks failed: \(String(decoding: FileManager.default.contents(atPath: words)?.suffix(4_000) ?? Data(), as: UTF8.self))"
            )
        }
        return Figures(
            tasks: document.done.count, succeeded: document.succeeded,
            calls: try server.count() - before, seconds: document.seconds,
            overheadPerTask: document.overheadSecondsPerTask, context: document.phases.context,
            model: document.phases.model, recovery: document.recoverySeconds,
            recoveries: document.recoveries, commands: document.phases.commands,
            busy: document.busySeconds, state: document.phases.state)
    }
}
