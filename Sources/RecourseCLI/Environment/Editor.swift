import RecourseCore
import RecourseExecution
import RecourseText

/// The person's editor: `VISUAL`, `EDITOR`, else vi (POSIX.1-2017, Environment Variables).
struct Editor {
    let argv: [String]

    /// - Throws: `Complaint` where the variable holds more than a program and its arguments.
    init() throws {
        let text = variable("VISUAL") ?? variable("EDITOR") ?? "vi"
        guard let shell = ShellText(text), shell.isPlain else {
            throw Complaint.input(
                "the editor `\(text)` is not a program with arguments",
                hint: "set EDITOR to a plain command")
        }
        argv = shell.commands[0].words.compactMap(\.value)
    }

    /// Opens the file, and waits until the editor has ended.
    /// - Throws: `Complaint` where it cannot be started, or ends badly.
    func open(_ path: String) async throws {
        let runner = ProcessRunner(screen: nil, backups: path + ".undo")
        let command = Command(argv: argv + [path], directory: Paths.workingDirectory)
        let result = await runner.run(CommandRequest(command, terminal: .foreground))
        guard result.exit.isSuccess else {
            throw Complaint.input(
                "\(ShellQuoting.joined(argv)) ended with \(result.exit.shellCode)",
                hint: "the draft is in \(path)")
        }
    }
}
