import ArgumentParser
import RecourseAgent
import RecourseCore
import RecourseExecution
import RecourseText

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a task list: each task's commands under recovery, ticked as it ends.",
        discussion: """
            A task list is Markdown. `- [ ] 1.2 Title` is a task; below it ``- Run: `cmd` `` or a fenced `sh` block is what to do, \
            ``- Check: `cmd` `` what must hold then, `- Needs: 1.1` what must be done before.

            EXAMPLES
              recourse run tasks.md --mode auto
              recourse run tasks.md --only 2.1
              recourse run tasks.md --dry-run
            """)

    @Argument(help: "The task list.")
    var file: String

    @Option(
        help: ArgumentHelp("Only this task, with what is open of what it needs.", valueName: "id"))
    var only: String?

    @Flag(help: "Says what would run, in order, and runs nothing.")
    var dryRun = false

    @Flag(help: "Stops at the first task that fails.")
    var stopOnFailure = false

    @Option(help: ArgumentHelp("Writes what was done as JSON.", valueName: "file"))
    var report: String?

    @OptionGroup var recovery: RecoveryOptions
    @OptionGroup var store: StoreOptions

    func run() async throws {
        let tasks = try TaskFile(path: file)
        do {
            let schedule = try TaskSchedule(tasks.list, only: only.map { TaskID($0) })
            if dryRun { return plan(tasks.list, schedule) }
            try await run(tasks, schedule)
        } catch let error as TaskListError {
            throw Complaint(error, file: file)
        }
    }

    private func plan(_ list: TaskList, _ schedule: TaskSchedule) {
        var schedule = schedule
        while let task = schedule.ready.first {
            Console.output("\(task.id) \(task.title.escapedForTerminal())\n")
            for text in task.commands {
                Console.output(RunText.lines(text, after: "  run: ") + "\n")
            }
            for text in task.checks {
                Console.output(RunText.lines(text, after: "  check: ") + "\n")
            }
            schedule.ended(task.id, succeeded: true)
        }
    }

    private func run(_ tasks: TaskFile, _ schedule: TaskSchedule) async throws {
        let directory = try Paths.presentDirectory
        if let report { try OutputFile.check(report) }
        let session = Session(database: store.path)
        let style = Style.words
        let progress = RunText(style: style)
        let text = RecoveryText(style: style, mode: self.recovery.effectiveMode)
        let person = TerminalPerson(style: style)
        let recovery = session.recovery(
            recovery,
            interface: RecoveryInterface(tell: { text.tell($0) }, ask: { person.answer($0) }))
        let run = TaskRun(
            list: tasks.list, recovery: recovery, runner: session.runner,
            directory: directory, timeout: self.recovery.timeout?.duration,
            stopsAtFailure: stopOnFailure, mark: { try tasks.mark($0, as: $1) },
            tell: { progress.tell($0) })
        let summary = try await run.run(schedule)
        progress.tell(summary)
        if let report {
            try OutputFile.write(try JSON.text(RunDocument(summary, file: file)), to: report)
        }
        if summary.wasInterrupted { throw ExitCode(Status.interrupted) }
        if !summary.succeeded { throw ExitCode(Status.no) }
    }
}
