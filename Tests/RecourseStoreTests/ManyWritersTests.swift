import Foundation
import RecourseCore
import Testing

@testable import RecourseStore

/// Eight writers at once lose nothing and see no error: in one process, each with its own store,
/// and in eight.
@Suite(.serialized) struct ManyWritersTests {
    static let writers = 8
    static let attempts = 100
    static let target = "RECOURSE_TEST_WRITE_INTO"

    private static func write(into path: String) async throws {
        for _ in 0..<attempts {
            let store = try KnowledgeStore(path: path, access: .writing)
            let failure = try await store.record(.made())
            try await store.record(.made(.resolved), of: failure, in: .everywhere)
        }
    }

    private func check(_ path: String) async throws {
        let store = try KnowledgeStore(path: path, access: .reading)
        let total = Self.writers * Self.attempts
        let summary = try store.summary(since: nil)
        #expect(summary.failures == total && summary.resolved == total && summary.attempts == total)
        let fix = FixReference(pattern: "made.one", fix: "f")
        let tally = try await store.tallies(of: [fix], in: .everywhere)[fix]?.first
        #expect(tally?.trials == total && tally?.successes == total)
        #expect(try store.problems() == [])
    }

    @Test func threads() async throws {
        let scratch = try Scratch()
        let path = scratch.database
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.writers { group.addTask { try await Self.write(into: path) } }
            try await group.waitForAll()
        }
        try await check(path)
    }

    /// Runs only in the processes that `processes` starts.
    @Test(.enabled(if: ProcessInfo.processInfo.environment[target] != nil)) func oneOfTheProcesses()
        async throws
    {
        try await Self.write(into: try #require(ProcessInfo.processInfo.environment[Self.target]))
    }

    #if os(Linux)
        @Test(.enabled(if: ProcessInfo.processInfo.environment[target] == nil)) func processes()
            async throws
        {
            let scratch = try Scratch()
            var environment = ProcessInfo.processInfo.environment
            environment[Self.target] = scratch.database
            let program = try FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/self/exe")
            let started = try (0..<Self.writers).map { _ in
                let process = Process()
                process.executableURL = URL(fileURLWithPath: program)
                process.arguments = [
                    "--testing-library", "swift-testing", "--filter", "oneOfTheProcesses",
                ]
                process.environment = environment
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                return process
            }
            for process in started {
                process.waitUntilExit()
                #expect(process.terminationStatus == 0)
            }
            try await check(scratch.database)
        }
    #endif
}
