import GRDB
import RecourseCore
import Testing

@testable import RecourseStore

@Suite struct StatisticsTests {
    /// Two failures of one pattern, one of another, three that nothing explains.
    private func filled() async throws -> KnowledgeStore {
        let store = try Scratch().writer()
        let first = try await store.record(.made("f", at: 100))
        try await store.record(
            .made(.unchanged, seconds: 1, at: 101, modelCalls: 1), of: first, in: .everywhere)
        try await store.record(.made(.resolved, seconds: 9, at: 102), of: first, in: .everywhere)
        let second = try await store.record(.made("f", at: 200))
        try await store.record(
            .made(.shifted, fix: "g", seconds: 3, at: 201), of: second, in: .everywhere)
        try await store.record(
            .made(.resolved, seconds: 4, at: 202, modelCalls: 2), of: second, in: .everywhere)
        let third = try await store.record(.made("h", pattern: "made.two", at: 300))
        try await store.record(
            .made(.inconclusive, seconds: 50, at: 301), of: third, in: .everywhere)
        try await store.record(.made(.worse, seconds: 6, at: 302), of: third, in: .everywhere)
        _ = try await store.record(.made("u", pattern: nil, at: 400, excerpt: "old"))
        _ = try await store.record(.made("v", pattern: nil, at: 410, excerpt: "other"))
        _ = try await store.record(.made("u", pattern: nil, at: 500, excerpt: "new"))
        return store
    }

    @Test func summary() async throws {
        let store = try await filled()
        #expect(
            try store.summary(since: nil)
                == .init(
                    failures: 6, explained: 3, resolved: 2, attempts: 6, inconclusive: 1,
                    medianSeconds: 6.5,
                    modelCalls: 3, since: nil))
        #expect(
            try store.summary(since: 200)
                == .init(
                    failures: 5, explained: 2, resolved: 1, attempts: 4, inconclusive: 1,
                    medianSeconds: 4,
                    modelCalls: 2, since: 200))
        #expect(
            try store.summary(since: 1_000)
                == .init(
                    failures: 0, explained: 0, resolved: 0, attempts: 0, inconclusive: 0,
                    medianSeconds: 0,
                    modelCalls: 0, since: 1_000))
    }

    @Test func fixes() async throws {
        let rows = try await filled().fixStatistics(since: nil)
        #expect(rows.map(\.fix) == ["f", "g"] && rows.allSatisfy { $0.pattern == "made.one" })
        #expect(
            rows.map(\.trials) == [4, 1] && rows.map(\.resolved) == [2, 0]
                && rows.map(\.shifted) == [0, 1])
        #expect(rows.map(\.unchanged) == [1, 0] && rows.map(\.worse) == [1, 0])
        #expect(rows.map(\.lastTried) == [302, 201] && rows.map(\.rate) == [0.5, 0])
        #expect(rows.map(\.meanSeconds) == [14, 3])
        #expect(try await filled().fixStatistics(since: 202).map(\.trials) == [2])
        #expect(try await filled().fixStatistics(since: 400) == [])
    }

    @Test func patterns() async throws {
        let rows = try await filled().patternStatistics(since: nil)
        #expect(rows.map(\.pattern) == ["made.one", "made.two"] && rows.map(\.failures) == [2, 1])
        #expect(rows.map(\.resolved) == [2, 0] && rows.map(\.lastSeen) == [200, 300])
    }

    @Test func failures() async throws {
        let rows = try await filled().failureStatistics(since: 200)
        #expect(
            rows.map(\.at) == [500, 410, 400, 300, 200] && rows.map(\.attempts) == [0, 0, 0, 2, 2])
        #expect(rows.map(\.pattern) == [nil, nil, nil, "made.two", "made.one"])
        #expect(rows.map(\.resolved) == [false, false, false, false, true])
        #expect(
            rows.allSatisfy { $0.command == "make all" && $0.exitCode == 2 && $0.seconds == 1.5 })
    }

    @Test func unknownFailuresShowTheirNewest() async throws {
        let rows = try await filled().unknownFailures(since: nil)
        #expect(rows.map(\.fingerprint) == ["u", "v"] && rows.map(\.failures) == [2, 1])
        #expect(rows.map(\.lastSeen) == [500, 410] && rows.map(\.excerpt) == ["new", "other"])
        #expect(rows.allSatisfy { $0.program == "make" && $0.command == "make all" })
    }

    @Test func nothingYet() throws {
        let store = try Scratch().writer()
        #expect(try store.summary(since: nil).failures == 0)
        #expect(
            try store.fixStatistics(since: nil) == [] && store.patternStatistics(since: nil) == [])
        #expect(
            try store.failureStatistics(since: nil) == [] && store.unknownFailures(since: nil) == []
        )
    }

    /// The views are for people who ask with their own tools: they agree with ours.
    @Test func viewsAgree() async throws {
        let store = try await filled()
        let (trials, failures, unknown) = try store.read { database in
            (
                try Int.fetchAll(database, sql: "SELECT trials FROM recovery_by_fix ORDER BY fix"),
                try Int.fetchAll(
                    database, sql: "SELECT failures FROM recovery_by_pattern ORDER BY pattern"),
                try Int.fetchAll(
                    database, sql: "SELECT failures FROM unknown_failure ORDER BY fingerprint")
            )
        }
        #expect(trials == [4, 1] && failures == [2, 1] && unknown == [2, 1])
    }
}
