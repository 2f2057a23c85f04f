import ArgumentParser
import RecourseAgent
import RecourseCore
import RecourseExecution
import RecourseScheduling
import RecourseStore
import RecourseText

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a task list: each task's commands under recovery, ticked as it ends.",
        discussion: """
            A task list is Markdown. `- [ ] 1.2 Title` is a task; below it ``- Run: `cmd` `` or a fenced `sh` block is what to do, a fenced \
            `diff` block what to change, ``- Check: `cmd` `` what must hold then, `- Needs: 1.1` what must be done before. Tasks without \
            either are planned by a language model, where one is configured (recourse models).

            Tasks whose commands touch different things run at once; what is not understood runs alone and in its place. `- Reads:`, \
            `- Writes:` and `- Locks:` say what a command's words do not. `- Idempotent: yes` lets a step that was in flight be run again.

            --max-calls, --max-cost and --max-time bound a run; --baseline and --without NAME switch optimisations off.

            EXAMPLES
              recourse run tasks.md --mode auto
              recourse run tasks.md --only 2.1
              recourse run tasks.md --dry-run
              recourse run tasks.md --resume
            """)

    @Argument(help: "The task list.")
    var file: String

    @Option(
        help: ArgumentHelp("Only this task, with what is open of what it needs.", valueName: "id"))
    var only: String?

    @Option(
        help: ArgumentHelp(
            "Tasks at once, at most. Default: one for each processor.", valueName: "number"))
    var jobs: Int?

    @Flag(
        help: "Goes on where the last run of the list ended: nothing that was done is done again.")
    var resume = false

    @Flag(help: "With --resume: a step that was in flight when that run ended is run again.")
    var rerunUnknown = false

    @Flag(help: "Says what would run, in order, and runs nothing.")
    var dryRun = false

    @Flag(help: "Stops at the first task that fails; tasks then run one after the other.")
    var stopOnFailure = false

    @Option(
        help: ArgumentHelp("The run's time, such as 30m; then nothing goes on.", valueName: "time"))
    var maxTime: TimeLimit?

    @Option(help: ArgumentHelp("Writes what was done as JSON.", valueName: "file"))
    var report: String?

    @OptionGroup var recovery: RecoveryOptions
    @OptionGroup var models: ModelOptions
    @OptionGroup var optimisations: OptimisationOptions
    @OptionGroup var store: StoreOptions

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs is at least 1.") }
        if rerunUnknown, !resume { throw ValidationError("--rerun-unknown goes with --resume.") }
        if resume, file == "-" {
            throw ValidationError("What came from standard input cannot be resumed.")
        }
    }

    func run() async throws {
        let tasks = try TaskFile(path: file)
        do {
            let schedule = try TaskSchedule(tasks.list, only: only.map { TaskID($0) })
            if dryRun { return plan(schedule) }
            try await run(tasks, schedule)
        } catch let error as TaskListError {
            throw Complaint(error, file: file)
        }
    }

    private func plan(_ schedule: TaskSchedule) {
        for task in schedule.order {
            Console.output("\(task.id) \(task.title.escapedForTerminal())\n")
            for action in task.actions {
                switch action {
                case .command(let text):
                    Console.output(RunText.lines(text, after: "  run: ") + "\n")
                case .patch(let text):
                    let patch = text.hasSuffix("\n") ? String(text.dropLast()) : text
                    Console.output(RunText.lines(patch, after: "  patch: ") + "\n")
                }
            }
            for text in task.checks {
                Console.output(RunText.lines(text, after: "  check: ") + "\n")
            }
            if task.needsPlan { Console.output("  to be planned\n") }
        }
    }

    private func run(_ tasks: TaskFile, _ schedule: TaskSchedule) async throws {
        if let report { try OutputFile.check(report) }
        let run = try TaskListRun(
            tasks, directory: Paths.presentDirectory, database: store.path, recovery: recovery,
            models: models, optimisations: optimisations.chosen,
            options: TaskRun.Options(
                jobs: jobs ?? Machine.processors, timeout: recovery.timeout?.duration,
                deadline: maxTime.map { .now + $0.duration }, stopsAtFailure: stopOnFailure),
            resumes: resume, rerunsUnknown: rerunUnknown)
        let summary = try await run.run(schedule)
        if let report {
            try OutputFile.write(
                try JSON.text(
                    RunDocument(summary, run: run.id, modelCalls: run.modelCalls, file: file)),
                to: report)
        }
        if summary.wasInterrupted { throw ExitCode(Status.interrupted) }
        if !summary.succeeded { throw ExitCode(Status.no) }
    }
}
