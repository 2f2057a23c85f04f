import Foundation

@testable import RecourseLLM

/// A real server of the environment that `make test-models` makes; `RECOURSE_MODEL_SERVERS` names it.
final class ModelServer: Sendable {
    static let environment = ProcessInfo.processInfo.environment["RECOURSE_MODEL_SERVERS"]
    static let isThere = environment != nil

    struct Failed: Error {
        var reason: String
    }

    let address: String
    private let process: Process
    private let input: Pipe

    /// llama.cpp's own server with a small real model, one thread.
    static func llama() throws -> ModelServer {
        let script = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("ModelServers/llama_server.py")
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "\(environment ?? "")/bin/python")
        process.arguments = ["-B", script.path]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while line.last != 0x0A {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failed(reason: "llama.cpp's server does not start") }
            line += more
        }
        let said = try JSONDecoder().decode([String: String].self, from: line)
        return ModelServer(said["address"] ?? "", process, input)
    }

    /// llm-katan's echo, with faults on demand.
    static func katan(_ faults: [String] = []) async throws -> ModelServer {
        let (process, input) = (Process(), Pipe())
        let port = Int.random(in: 20_000..<30_000)
        process.executableURL = URL(fileURLWithPath: "\(environment ?? "")/bin/llm-katan")
        process.arguments =
            [
                "-m", "echo-model", "-b", "echo", "-h", "127.0.0.1", "-p", "\(port)",
                "--providers", "openai,anthropic", "--disable-dashboard", "--stats-file",
                FileManager.default.temporaryDirectory.appendingPathComponent("katan-\(port)").path,
            ] + faults
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let server = ModelServer("http://127.0.0.1:\(port)", process, input)
        for _ in 0..<300 {
            try await Task.sleep(for: .milliseconds(100))
            guard process.isRunning else { break }
            let health = await CurlTransport().exchange(
                HTTPRequest(
                    url: "\(server.address)/health", headers: [], body: [],
                    limits: TransferLimits(), usesProxy: false))
            if health.status == 200 { return server }
        }
        throw Failed(reason: "llm-katan does not start")
    }

    private init(_ address: String, _ process: Process, _ input: Pipe) {
        (self.address, self.process, self.input) = (address, process, input)
    }

    /// Called by whoever started it: it must live as long as its test, not as its last mention.
    func stop() {
        try? input.fileHandleForWriting.close()
        // llm-katan reads no standard input, and llama.cpp takes its time with a polite signal.
        kill(process.processIdentifier, SIGKILL)
    }
}
