import ArgumentParser
import Foundation
import RecourseAgent
import RecourseCLI
import RecourseCore
import RecourseCuration
import RecourseMatching
import RecourseText

/// Failure text to ranked fixes, warm in one process; and the whole process `recourse match` on the
/// same text.
struct RecognitionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recognition", abstract: "Time from a failure's text to its ranked fixes.")

    @Option(help: "Bytes of log.") var bytes = 65_536
    @Option(help: "Runs; medians are printed.") var reps = 31
    @Option(help: "Seed of the log.") var seed: UInt64 = 1
    @Option(help: "table or json.") var format = Report.Format.table

    func run() async throws {
        let log = GeneratedLog(bytes: bytes, seed: seed)
        let raw = CapturedOutput(Array(log.text.utf8))
        let command = Command(argv: ["python3", "ledger.py"], directory: "/project")
        let failure = Failure(command: command, exit: .exited(1), output: raw)

        var cold: [Double] = []
        for _ in 0..<max(3, reps / 4) {
            let start = ContinuousClock.now
            let patterns = PatternSet([BuiltInPatterns.layer])
            let offers = await Self.offers(patterns, failure)
            cold.append((ContinuousClock.now - start).inSeconds * 1_000)
            guard !offers.isEmpty else {
                throw ValidationError("the log's failure was not recognised")
            }
        }
        let patterns = PatternSet([BuiltInPatterns.layer])
        var warm: [Double] = []
        for _ in 0...reps {
            let start = ContinuousClock.now
            _ = await Self.offers(patterns, failure)
            warm.append((ContinuousClock.now - start).inSeconds * 1_000)
        }
        let file = FileManager.default.temporaryDirectory.appending(
            path: "recognition-\(getpid()).log")
        try Data(log.text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let plain = try WholeProcess.milliseconds(["match", file.path], reps: reps)
        let resolving = try WholeProcess.milliseconds(
            ["match", "--command", "python3 ledger.py", "--exit-code", "1", file.path], reps: reps)
        Report(
            name: "recognition",
            rows: [
                ("patterns", Double(patterns.count), "built in"),
                ("warm_ms", warm.dropFirst().median, "text to ranked fixes, second time on"),
                (
                    "cold_ms", cold.median,
                    "the same with the set made, regexes compiled, bodies decoded"
                ),
                ("process_ms", plain.median, "`recourse match FILE` as a whole"),
                (
                    "resolving_ms", resolving.median,
                    "the same with --command, so that fixes are resolved against it"
                ),
            ]
        ).show(format)
    }

    private static func offers(_ patterns: PatternSet, _ failure: Failure) async -> [OfferedFix] {
        let text = FailureText(failure.output)
        let diagnosis = patterns.diagnosis(of: text, in: .init(failure))
        return await FixOffers(
            workspace: MemoryWorkspace([:]), command: failure.command, mayProbe: false,
            policy: RecoveryPolicy(mode: .auto), knowledge: nil, context: .everywhere, now: 0
        ).offers(for: diagnosis)
    }
}
