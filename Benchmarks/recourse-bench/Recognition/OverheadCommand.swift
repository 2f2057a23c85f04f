import ArgumentParser

/// What `recourse exec` adds to a command that passes.
struct OverheadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overhead", abstract: "Time that `recourse exec` adds to a passing command.")

    @Option(help: "Runs of each, in turn; medians are printed.") var reps = 31
    @Option(help: "table or json.") var format = Report.Format.table

    func run() throws {
        var bare: [Double] = []
        var wrapped: [Double] = []
        _ = try WholeProcess.milliseconds(["exec", "--", "/bin/true"], reps: 2)
        for _ in 0..<reps {
            bare.append(try WholeProcess.milliseconds(of: "/bin/true", []))
            wrapped += try WholeProcess.milliseconds(["exec", "--", "/bin/true"], reps: 1)
        }
        Report(
            name: "overhead",
            rows: [
                ("bare_ms", bare.median, "/bin/true"),
                ("exec_ms", wrapped.median, "recourse exec -- /bin/true"),
                ("overhead_ms", wrapped.median - bare.median, "the difference of the medians"),
            ]
        ).show(format)
    }
}
