import Foundation
import RecourseCore
import RecourseExecution
import RecourseLearning
import RecourseScheduling

/// A random graph of commands that sleep for a known time.
struct SleepGraph: Sendable {
    struct Step: Sendable {
        var seconds: Double
        var needs: [Int]

        var argv: [String] { ["sleep", "\(seconds)"] }
    }

    let steps: [Step]

    init(count: Int, seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        steps = (0..<count).map { number in
            let needs = (0..<2).compactMap { _ in
                number > 3 && Bool.random(using: &generator)
                    ? Int.random(in: 0..<number, using: &generator) : nil
            }
            // Whole milliseconds, 20 to 200.
            let seconds = Double(Int.random(in: 20...200, using: &generator)) / 1_000
            return Step(seconds: seconds, needs: Array(Set(needs)).sorted())
        }
    }

    private var commands: [ScheduledCommand<Int>] {
        steps.enumerated().map { number, step in
            ScheduledCommand(
                id: number, position: number,
                effects: .inferred(Command(argv: step.argv, directory: "/")), needs: step.needs,
                expectedSeconds: step.seconds)
        }
    }

    func bound(jobs: Int) -> Double {
        var schedule = CommandSchedule<Int>(jobs: jobs)
        for command in commands { try! schedule.add(command) }
        return schedule.criticalPathSeconds(jobs: jobs)
    }

    func secondsOfOurs(jobs: Int) async -> Double {
        let runner = ProcessRunner(screen: nil, backups: "/nonexistent")
        let execution = ParallelExecution<Int>(jobs: jobs)
        let start = ContinuousClock.now
        try! execution.add(commands)
        _ = await execution.run { [steps] number in
            let command = Command(argv: steps[number].argv, directory: "/")
            return await runner.run(CommandRequest(command, terminal: .background)).exit.isSuccess
        }
        return (ContinuousClock.now - start).inSeconds
    }

    func makefile() throws -> Makefile {
        let all = "all: " + steps.indices.map { "t\($0)" }.joined(separator: " ")
        let rules = steps.enumerated().map { number, step in
            "t\(number): \(step.needs.map { "t\($0)" }.joined(separator: " "))\n\t@"
                + step.argv.joined(separator: " ")
        }
        let names = ".PHONY: all " + steps.indices.map { "t\($0)" }.joined(separator: " ")
        return try Makefile(text: ([all, names] + rules).joined(separator: "\n") + "\n")
    }
}

/// The same graph for make(1).
struct Makefile: Sendable {
    private let path: String

    init(text: String) throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("parallel-\(UUID().uuidString).mk").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// `nil` where there is no make.
    func seconds(jobs: Int) async -> Double? {
        let runner = ProcessRunner(screen: nil, backups: "/nonexistent")
        let command = Command(argv: ["make", "-rs", "-f", path, "-j\(jobs)"], directory: "/")
        let result = await runner.run(CommandRequest(command, terminal: .background))
        return result.exit.isSuccess ? result.duration.inSeconds : nil
    }
}
