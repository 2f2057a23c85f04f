import RecourseCore
import Testing

@testable import RecourseExecution

@Suite struct StartFailureTests {
    private func run(
        _ argv: [String], in directory: String = "/", environment: [String: String?] = [:]
    ) async -> CommandResult {
        let command = Command(argv: argv, directory: directory, environment: environment)
        return await ProcessRunner(screen: nil, backups: "/nowhere")
            .run(CommandRequest(command, terminal: .background, timeout: .seconds(20)))
    }

    private func code(_ result: CommandResult) -> Int32? {
        if case .notStarted(let reason, let code) = result.exit, !reason.isEmpty { return code }
        return nil
    }

    @Test(arguments: ["recourse-no-such-program", "./none", "/no/such/program", ""])
    func missing(program: String) async {
        #expect(code(await run([program])) == 127)
    }

    @Test func withoutArguments() async { #expect(code(await run([])) == 127) }

    @Test func notExecutable() async throws {
        let folder = try TemporaryFolder()
        try folder.write("plain", "#!/bin/sh\n")
        #expect(code(await run(["./plain"], in: folder.path)) == 126)
        #expect(code(await run(["plain"], environment: ["PATH": folder.path])) == 126)
    }

    @Test func aDirectory() async throws {
        let folder = try TemporaryFolder()
        try folder.folder("program")
        #expect(code(await run(["./program"], in: folder.path)) == 126)
        // In PATH it is passed over.
        #expect(code(await run(["program"], environment: ["PATH": folder.path])) == 127)
    }

    @Test func textWithoutAnInterpreter() async throws {
        let folder = try TemporaryFolder()
        try folder.write("script", "echo hello\n", mode: 0o755)
        let result = await run(["./script"], in: folder.path)
        #expect(code(result) == 126)
        guard case .notStarted(let reason, _) = result.exit else { return }
        #expect(reason.hasSuffix("cannot execute binary file: Exec format error"))
    }

    @Test func missingInterpreter() async throws {
        let folder = try TemporaryFolder()
        try folder.write("script", "#!/no/such/interpreter\n", mode: 0o755)
        let result = await run(["./script"], in: folder.path)
        #expect(code(result) == 126)
        guard case .notStarted(let reason, _) = result.exit else { return }
        #expect(reason.hasSuffix("cannot execute: required file not found"))
    }

    @Test func missingDirectory() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("file", "")
        #expect(code(await run(["true"], in: "\(folder.path)/none")) == 126)
        #expect(code(await run(["true"], in: file)) == 126)
    }

    @Test func argumentWithNUL() async { #expect(code(await run(["echo", "a\0b"])) == 126) }

    @Test func findsThroughTheChangedPath() async throws {
        let folder = try TemporaryFolder()
        try folder.folder("bin")
        try folder.write("bin/tool", "#!/bin/sh\necho $0\n", mode: 0o755)
        let absolute = await run(["tool"], environment: ["PATH": "/none:\(folder.path)/bin"])
        #expect(absolute.output.text == "\(folder.path)/bin/tool\n")
        let relative = await run(["tool"], in: folder.path, environment: ["PATH": "bin"])
        #expect(relative.output.text == "bin/tool\n")
        let named = await run(["bin/tool"], in: folder.path)
        #expect(named.output.text == "bin/tool\n")
        // An empty entry is the directory itself.
        let empty = await run(["tool"], in: "\(folder.path)/bin", environment: ["PATH": "/none:"])
        #expect(empty.output.text == "./tool\n")
        let unset = await run(["true"], environment: ["PATH": nil])
        #expect(unset.exit == .exited(0))
    }
}
