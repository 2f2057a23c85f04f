import Foundation

/// The process of `Benchmarks/workflow/model_server.py`.
final class ModelServer {
    private let process = Process()
    private let port: Int

    struct NotStarted: Error, CustomStringConvertible {
        var description: String { "the model server did not start; it needs python3" }
    }

    init(script: String, scenario: String, latency: Double) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", script, "--scenario", scenario, "--latency", "\(latency)",
        ]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw NotStarted()
        }
        self.port = port
    }

    /// By SIGKILL: a child of a thread that runs Swift tasks inherits its mask, and hears nothing
    /// else.
    func stop() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    var endpoint: String { "http://127.0.0.1:\(port)/v1" }

    /// Requests answered so far, as the server counts them.
    func count() throws -> Int {
        let output = Pipe()
        let client = Process()
        client.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        client.arguments = [
            "python3", "-c",
            "import json,urllib.request as r; print(json.load(r.urlopen('http://127.0.0.1:\(port)/count'))['count'])",
        ]
        client.standardOutput = output
        try client.run()
        client.waitUntilExit()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        guard let count = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw NotStarted()
        }
        return count
    }
}
