import Foundation
import RecourseCore

@testable import RecourseLLM

/// The server that misbehaves on demand (`Tests/ModelServers/fault_server.py`), one for all tests of
/// the process. It ends with us: its standard input closes.
struct FaultServer: Sendable {
    struct Ports: Decodable {
        var port: Int
        var elsewhere: Int
        /// Where connections are never accepted.
        var stuck: Int
    }

    struct Failed: Error {
        var reason: String
    }

    struct Seen: Decodable {
        var path: String
        var headers: [String]
        var at: Double
    }

    let ports: Ports
    private static let shared = Result { try FaultServer() }

    static func running() throws -> FaultServer { try shared.get() }

    private init() throws {
        let script = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("ModelServers/fault_server.py")
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-B", script.path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = Data()
        while line.last != 0x0A {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failed(reason: "the fault server does not start") }
            line += more
        }
        ports = try JSONDecoder().decode(Ports.self, from: line)
        Self.keep(input, process)
    }

    /// The write end must stay open as long as we live.
    private static func keep(_ input: Pipe, _ process: Process) {
        _ = Unmanaged.passRetained(input)
        _ = Unmanaged.passRetained(process)
    }

    func endpoint(_ steps: String, _ name: String) -> String {
        "http://127.0.0.1:\(ports.port)/\(steps)/\(name)"
    }

    func seen(_ name: String) async throws -> [Seen] {
        try await get("log/\(name)", as: [Seen].self)
    }

    /// The names of the headers of each request that came to the other host.
    func seenElsewhere() async throws -> [[String]] {
        try await get("elsewhere", as: [[String]].self)
    }

    private func get<Value: Decodable>(_ path: String, as type: Value.Type) async throws -> Value {
        let exchange = await CurlTransport().exchange(
            HTTPRequest(
                url: "http://127.0.0.1:\(ports.port)/\(path)", headers: [], body: [],
                limits: TransferLimits(), usesProxy: false))
        return try JSONDecoder().decode(type, from: Data(exchange.body))
    }
}
