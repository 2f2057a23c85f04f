import RecourseCore

extension CommandRunner {
    /// Runs a command; one that could not be started says so in its output, in the words of a
    /// shell, so that it is recognised as it would be behind one.
    func observe(_ request: CommandRequest) async -> CommandResult {
        var result = await run(request)
        if case .notStarted(let reason, _) = result.exit, result.output.bytes.isEmpty {
            result.output = CapturedOutput(Array("bash: line 1: \(reason)\n".utf8), stream: .stderr)
        }
        return result
    }
}
