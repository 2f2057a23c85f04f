import RecourseCore

@testable import RecourseExecution

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Runs a shell script in the background.
func shell(
    _ script: String, in directory: String = "/", environment: [String: String?] = [:],
    timeout: Duration? = .seconds(20), limits: CaptureLimits = .standard
) async -> CommandResult {
    let runner = ProcessRunner(screen: nil, backups: "/nowhere", limits: limits)
    let command = Command(
        argv: ["/bin/sh", "-c", script], directory: directory, environment: environment)
    return await runner.run(CommandRequest(command, terminal: .background, timeout: timeout))
}

extension CapturedOutput {
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Everything of one stream.
    func text(of stream: OutputStream) -> String {
        var result: [UInt8] = []
        for (index, segment) in segments.enumerated() where segment.stream == stream {
            let end = index + 1 < segments.count ? segments[index + 1].start : bytes.count
            result += bytes[segment.start..<end]
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// Signals that a command can die of here: a shell that starts the tests with `&` has SIGINT
/// ignored, and a command inherits that.
func effective(_ signals: [Int32]) -> [Int32] {
    signals.filter { !ProcessSetting.shared.ignored.contains($0) }
}

/// A number of seconds that no other process sleeps.
func uniqueSeconds() -> String { "600.\(UInt32.random(in: 1_000_000...999_999_999))" }

/// Processes, but zombies, that have this argument.
func processes(withArgument argument: String) -> [pid_t] {
    ProcessTable.snapshot().filter { entry in
        guard !entry.isZombie, let line = contents("/proc/\(entry.number)/cmdline") else {
            return false
        }
        return line.split(separator: 0).contains { $0.elementsEqual(argument.utf8) }
    }.map(\.number)
}

/// Waits until the condition holds, at most about five seconds.
func eventually(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<500 {
        if condition() { return true }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return condition()
}
