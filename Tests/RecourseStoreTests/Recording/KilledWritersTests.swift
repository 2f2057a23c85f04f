#if os(Linux)
    import Foundation
    import Glibc
    import RecourseLearning
    import Testing

    @testable import RecourseStore

    /// Eight processes write to one file and are killed, again and again, at moments drawn from a
    /// seed: what they said was durable is there, and nothing is counted twice.
    /// `RECOURSE_TEST_KILLS=1000` for as many as were promised.
    @Suite(.serialized) struct KilledWritersTests {
        private static let writers = 8
        private static let checkEvery = 50

        private struct Findings: Sendable {
            var kills = 0
            var acknowledged: Set<String> = []
            var problems: [String] = []
        }

        @Test func whatWasAcknowledgedStaysAndIsCountedOnce() async throws {
            let environment = ProcessInfo.processInfo.environment
            let kills = environment["RECOURSE_TEST_KILLS"].flatMap { Int($0) } ?? 200
            let scratch = try Scratch()
            let findings = Monitor(Findings())
            // Threads of their own: each waits for its process.
            await withTaskGroup(of: Void.self) { group in
                for writer in 0..<Self.writers {
                    group.addTask {
                        await withCheckedContinuation { continuation in
                            Thread {
                                Self.kill(writer, of: kills, scratch, findings)
                                continuation.resume()
                            }.start()
                        }
                    }
                }
            }
            let found = findings.withLock { $0 }
            #expect(found.kills == kills && found.problems == [])
            #expect(found.acknowledged.count > kills / 4, "they have to get to writing")
            let written = try Written(scratch)
            let there = Set(written.failures.map { "failure " + $0 })
                .union(written.steps.map { "step " + $0 })
            #expect(found.acknowledged.subtracting(there) == [])
        }

        /// Starts and kills this writer's share.
        private static func kill(
            _ writer: Int, of kills: Int, _ scratch: Scratch,
            _ findings: Monitor<Findings>
        ) {
            var random = SplitMix64(seed: UInt64(writer) + 1)
            for number in stride(from: writer, to: kills, by: writers) {
                guard
                    let process = try? WriterProcess([
                        "acknowledge", scratch.database, "w\(number)", "3", "0",
                    ])
                else { continue }
                // Some while they open the file, most while they write.
                if Int.random(in: 0..<4, using: &random) > 0 { _ = process.line("", within: 30) }
                usleep(UInt32.random(in: 0..<25_000, using: &random))
                Glibc.kill(process.pid, SIGKILL)
                let status = process.ended()
                let mustCheck = findings.withLock { findings in
                    findings.kills += status == SIGKILL ? 1 : 0
                    findings.acknowledged.formUnion(process.lines)
                    if status != SIGKILL {
                        findings.problems.append("\(number): status \(status), \(process.lines)")
                    }
                    return findings.kills % checkEvery == 0
                }
                guard mustCheck else { continue }
                let problems = (try? scratch.reader().problems()) ?? ["cannot be read"]
                findings.withLock { $0.problems += problems }
            }
        }
    }
#endif
