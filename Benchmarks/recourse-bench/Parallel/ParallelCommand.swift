import ArgumentParser
import RecourseCore

struct ParallelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parallel",
        abstract: "Parallel commands: time over the bound that none can beat, beside make -j.",
        discussion: """
            Commands are `sleep`, so that the cores of the machine do not count. The bound is the \
            longest path of the graph, or the sum of all times shared out among the jobs, \
            whichever is longer. Ours, make and the spawns take turns; medians are reported.
            """)

    @Option(help: "Commands of the graph.") var commands = 60
    @Option(help: "Jobs.") var jobs = 4
    @Option(help: "Rounds.") var reps = 5
    @Option(help: "What the graph is drawn from.") var seed: UInt64 = 23
    @Option(help: "Spawns of each kind.") var spawns = 400
    @Option(help: "A table, or one line of JSON.") var format = Report.Format.table

    func validate() throws {
        guard commands > 0, jobs > 0, reps > 0, spawns > 0 else {
            throw ValidationError("--commands, --jobs, --reps and --spawns must be at least 1.")
        }
    }

    func run() async throws {
        let graph = SleepGraph(count: commands, seed: seed)
        let bound = graph.bound(jobs: jobs)
        let makefile = try graph.makefile()
        defer { makefile.remove() }
        var (ours, make): ([Double], [Double]) = ([], [])
        for _ in 0..<reps {
            ours.append(await graph.secondsOfOurs(jobs: jobs))
            if let seconds = await makefile.seconds(jobs: jobs) { make.append(seconds) }
        }
        let spawn = await SpawnCost(reps: spawns)
        let scheduling = [100, 1_000, 10_000].map { SchedulingCost.milliseconds(commands: $0) }
        Report(
            name: "parallel",
            rows: [
                ("efficiency", bound / ours.median, "bound over time, ours"),
                ("make_efficiency", bound / make.median, "bound over time, make -j"),
                ("bound_s", bound, "what no schedule can beat"),
                ("makespan_s", ours.median, "ours"),
                ("make_s", make.median, "make -j"),
                ("schedule_100_ms", scheduling[0], "a command, of 100: read, added, begun, ended"),
                ("schedule_1000_ms", scheduling[1], "of 1,000"),
                ("schedule_10000_ms", scheduling[2], "of 10,000"),
                ("spawn_ms", spawn.runner, "ProcessRunner.run of true"),
                ("posix_spawn_ms", spawn.plain, "posix_spawn and waitpid of true"),
                ("spawn_ratio", spawn.runner / spawn.plain, "of the two"),
            ]
        ).show(format)
    }
}
