import Foundation
import Testing

/// `Tests/ModelServers/scripted_model.py`: a model on a port of this machine that answers as a script
/// says and writes down what it was asked.
final class ScriptedModel: Sendable {
    private let process: Process
    private let input: Pipe
    private let port: Int
    private let log: String

    struct Failed: Error {}

    /// - Parameter script: JSON.
    init(_ script: String, in shop: Workshop) throws {
        let stem = "\(shop.root)/model-\(UUID().uuidString)"
        log = stem + ".log"
        try Data(script.utf8).write(to: URL(fileURLWithPath: stem + ".json"))
        let output = Pipe()
        (process, input) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-B", Self.server("scripted_model.py"), stem + ".json", log,
        ]
        process.standardInput = input
        process.standardOutput = output
        try ProcessStart.run(process)
        var line = Data()
        while line.last != 0x0A {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failed() }
            line += more
        }
        let text = String(decoding: line, as: UTF8.self).filter(\.isNumber)
        port = try #require(Int(text))
    }

    // SIGTERM may be blocked in what a task's thread starts.
    deinit { kill(process.processIdentifier, SIGKILL) }

    static func server(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("ModelServers/\(name)").path
    }

    /// What makes `recourse` ask it.
    var environment: [String: String] {
        [
            "RECOURSE_MODEL": "scripted", "RECOURSE_MODEL_ENDPOINT": "http://127.0.0.1:\(port)/v1",
        ]
    }

    /// Everything it was asked: headers and body, one text each.
    var questions: [String] {
        String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }

    /// So many questions so far.
    var count: Int { questions.count }
}
