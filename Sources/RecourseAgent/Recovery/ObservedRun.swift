import RecourseCore

extension CommandRunner {
    /// Runs a command; one that could not be started says so in its output, in the words of a shell, so that it is
    /// recognised as it would be behind one.
    func observe(_ request: CommandRequest) async -> CommandResult {
        var result = await run(request)
        if case .notStarted(let reason, let code) = result.exit, result.output.bytes.isEmpty {
            let program = request.command.argv.first ?? ""
            let words = code == 127 && !program.contains("/") ? "command not found" : reason
            result.output = CapturedOutput(Array("bash: line 1: \(program): \(words)\n".utf8), stream: .stderr)
        }
        return result
    }
}
