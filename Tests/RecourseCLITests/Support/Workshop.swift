import Foundation
import Testing

/// A folder of its own for a test, with a home and nothing else; removed with everything in it.
final class Workshop: Sendable {
    let root: String
    /// Where commands run.
    let tree: String
    let environment: [String: String]

    init() throws {
        var template = Array("/tmp/recourse-cli-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template))
        let resolved = try #require(realpath(made, nil))
        root = String(cString: resolved)
        free(resolved)
        tree = root + "/tree"
        for folder in ["tree", "home", "data", "config"] {
            try FileManager.default.createDirectory(
                atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
        }
        environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "HOME": root + "/home",
            "XDG_DATA_HOME": root + "/data", "XDG_CONFIG_HOME": root + "/config", "LC_ALL": "C",
            "SWIFT_BACKTRACE": "enable=no", "R": Binary.path, "COLUMNS": "80",
        ]
    }

    deinit {
        // A test may have taken rights away.
        _ = try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tree)
        try? FileManager.default.removeItem(atPath: root)
    }

    var database: String { root + "/data/recourse/knowledge.db" }

    // MARK: Files

    func write(_ name: String, _ text: String, mode: Int = 0o644) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(tree)/\(name)"))
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: "\(tree)/\(name)")
    }

    func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: "\(tree)/\(name)").map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(tree)/\(name)")
    }

    /// Names in the working folder, sorted.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: tree)) ?? []).sorted()
    }

    func document(_ name: String) -> [String: Any] {
        let text = Ran.normalised(text(name) ?? "", [])
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8))
        return object as? [String: Any] ?? [:]
    }

    // MARK: Runs

    /// `recourse` with these arguments.
    @discardableResult
    func run(
        _ arguments: String..., input: String? = nil, environment extra: [String: String] = [:]
    ) async throws -> Ran {
        let running = try await start(Binary.path, arguments, input: input, environment: extra)
        return await running.ended()
    }

    /// A shell script, in which `$R` is the program.
    @discardableResult
    func shell(_ script: String, environment extra: [String: String] = [:]) async throws -> Ran {
        let running = try await start("/bin/sh", ["-c", script], environment: extra)
        return await running.ended()
    }

    /// - Parameter input: the text of a regular file that is its standard input; `nil`:
    ///   `/dev/null`.
    func start(
        _ program: String, _ arguments: [String], input: String? = nil,
        environment extra: [String: String] = [:]
    ) async throws -> Running {
        await Turns.shared.take()
        do {
            return try begun(program, arguments, input: input, environment: extra)
        } catch {
            await Turns.shared.giveBack()
            throw error
        }
    }

    private func begun(
        _ program: String, _ arguments: [String], input: String?,
        environment extra: [String: String]
    ) throws -> Running {
        let stem = "\(root)/\(UUID().uuidString)"
        for suffix in ["out", "err"] {
            try Data().write(to: URL(fileURLWithPath: "\(stem).\(suffix)"))
        }
        if let input { try Data(input.utf8).write(to: URL(fileURLWithPath: stem + ".in")) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment.merging(extra) { $1 }
        process.currentDirectoryURL = URL(fileURLWithPath: tree)
        process.standardInput =
            try input.map { _ in try FileHandle(forReadingFrom: URL(fileURLWithPath: stem + ".in"))
            }
            ?? FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: stem + ".out"))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: stem + ".err"))
        return try Running(process, stem: stem, places: [(tree, "TREE"), (root, "ROOT")])
    }
}

/// A program that was started.
struct Running: Sendable {
    let identifier: pid_t
    private let stem: String
    private let places: [(String, String)]
    private let ending: Task<Int32, Never>

    fileprivate init(_ process: Process, stem: String, places: [(String, String)]) throws {
        self.stem = stem
        self.places = places
        let (statuses, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            let status = process.terminationStatus
            continuation.yield(process.terminationReason == .uncaughtSignal ? 128 + status : status)
            continuation.finish()
        }
        try ProcessStart.run(process)
        identifier = process.processIdentifier
        ending = Task {
            var status: Int32 = -1
            for await ended in statuses { status = ended }
            await Turns.shared.giveBack()
            return status
        }
    }

    func ended() async -> Ran {
        let status = await ending.value
        return Ran(out: text("out"), err: text("err"), status: status)
    }

    /// Waits until it has written this to stdout.
    func wrote(_ text: String) async {
        for _ in 0..<1000 {
            if self.text("out").contains(text) { return }
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    func send(_ signal: Int32) { kill(identifier, signal) }

    private func text(_ suffix: String) -> String {
        let bytes = FileManager.default.contents(atPath: "\(stem).\(suffix)") ?? Data()
        return Ran.normalised(String(decoding: bytes, as: UTF8.self), places)
    }
}
