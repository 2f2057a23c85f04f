import Foundation
import RecourseCore

/// Wall-clock time of whole processes, from spawn to exit.
enum WholeProcess {
    struct NotBuilt: Error, CustomStringConvertible {
        var path: String
        var description: String {
            "\(path) is not there: build the product recourse in the same configuration"
        }
    }

    /// `recourse` beside this program.
    static func milliseconds(_ arguments: [String], reps: Int) throws -> [Double] {
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "recourse").path
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw NotBuilt(path: program)
        }
        return try (0..<reps).map { _ in try milliseconds(of: program, arguments) }
    }

    static func milliseconds(of program: String, _ arguments: [String]) throws -> Double {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        let start = ContinuousClock.now
        try process.run()
        ended.wait()
        return (ContinuousClock.now - start).inSeconds * 1_000
    }
}
