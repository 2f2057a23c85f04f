import Foundation
import GRDB
import RecourseCore
import RecourseLearning
import Testing

@testable import RecourseStore

@Suite struct LearningRecordTests {
    private let context = EvidenceContext(levels: ["", "os:linux", "project:a"])
    private let fix = FixReference(pattern: "made.one", fix: "f")

    @Test func eachLevelLearnsFromEachOutcome() async throws {
        let store = try Scratch().writer()
        var expected = Tally()
        let outcomes: [Outcome] = [.resolved, .unchanged, .shifted, .worse, .resolved]
        for (index, outcome) in outcomes.enumerated() {
            let failure = try await store.record(.made())
            let time = 100 + Double(index)
            try await store.record(.made(outcome, at: time), of: failure, in: context)
            expected = expected.recording(outcome, seconds: 2, at: time)
        }
        let tallies = try await store.tallies(of: [fix], in: context)
        #expect(tallies == [fix: [expected, expected, expected]])
        #expect(expected.trials == 5 && expected.successes == 2)
    }

    @Test func levelsAreApart() async throws {
        let store = try Scratch().writer()
        let failure = try await store.record(.made())
        try await store.record(.made(.resolved), of: failure, in: context)
        let elsewhere = EvidenceContext(levels: ["", "os:linux", "project:b"])
        try await store.record(.made(.worse), of: failure, in: elsewhere)
        let tallies = try #require(try await store.tallies(of: [fix], in: context)[fix])
        #expect(tallies.map(\.trials) == [2, 2, 1] && tallies.map(\.successes) == [1, 1, 1])
        let other = try #require(try await store.tallies(of: [fix], in: elsewhere)[fix])
        #expect(other.map(\.trials) == [2, 2, 1] && other.map(\.successes) == [1, 1, 0])
        let unseen = try await store.tallies(of: [fix], in: EvidenceContext(levels: ["x", ""]))[fix]
        #expect(unseen?.map(\.trials) == [0, 2], "in the context's own order")
    }

    @Test func nothingIsKnownOfAnUntriedFix() async throws {
        let store = try Scratch().writer()
        let other = FixReference(pattern: "made.one", fix: "g")
        #expect(try await store.tallies(of: [fix, other], in: context) == [:])
        let failure = try await store.record(.made())
        try await store.record(.made(.resolved), of: failure, in: .everywhere)
        #expect(try await store.tallies(of: [fix, other], in: context).keys.sorted() == [fix])
    }

    @Test func inconclusiveTeachesNothingAndIsKept() async throws {
        let store = try Scratch().writer()
        let failure = try await store.record(.made())
        try await store.record(.made(.inconclusive), of: failure, in: context)
        #expect(try await store.tallies(of: [fix], in: context) == [:])
        let summary = try store.summary(since: nil)
        #expect(summary.attempts == 1 && summary.inconclusive == 1 && summary.resolved == 0)
    }

    @Test func onlyResolvedResolvesTheFailure() async throws {
        let store = try Scratch().writer()
        for outcome in Outcome.allCases {
            let failure = try await store.record(.made(outcome.rawValue))
            try await store.record(.made(outcome), of: failure, in: context)
        }
        let resolved = try store.read {
            try String.fetchAll($0, sql: "SELECT fingerprint FROM failure WHERE resolved = 1")
        }
        #expect(resolved == ["resolved"])
    }

    @Test func everyColumnIsKept() async throws {
        let store = try Scratch().writer()
        let failure = try await store.record(
            .made("print", pattern: nil, at: 12.5, excerpt: "é\u{1}\n'"))
        let attempt = Attempt(
            fix: FixReference(pattern: "a.b", fix: "c"), revision: 3, kind: .rewrite,
            commands: ["one 'two'", "é\n"], risk: .environment, outcome: .shifted, seconds: 0.25,
            startedAt: 13.5,
            modelCalls: 2, leadsTo: "next")
        try await store.record(attempt, of: failure, in: .everywhere)
        func values(_ columns: String, of table: String) throws -> [String] {
            let sql = "SELECT \(columns) FROM \(table)"
            let row = try store.read { try Row.fetchOne($0, sql: sql) }
            return row.map { $0.databaseValues.map { value in value.description } } ?? []
        }
        #expect(
            try values(
                "at, fingerprint, program, command, directory, exit_code, pattern, seconds, resolved",
                of: "failure")
                == [
                    "12.5", "\"print\"", "\"make\"", "\"make all\"", "\"/project\"", "2", "NULL",
                    "1.5", "0",
                ])
        #expect(
            try store.read { try String.fetchOne($0, sql: "SELECT excerpt FROM failure") }
                == "é\u{1}\n'")
        #expect(
            try values(
                "pattern, fix, revision, kind, risk, outcome, seconds, started_at", of: "attempt")
                == [
                    "\"a.b\"", "\"c\"", "3", "\"rewrite\"", "\"environment\"", "\"shifted\"",
                    "0.25", "13.5",
                ])
        #expect(try values("model_calls, leads_to", of: "attempt") == ["2", "\"next\""])
        let text =
            try store.read { try String.fetchOne($0, sql: "SELECT commands FROM attempt") } ?? ""
        #expect(try JSONDecoder().decode([String].self, from: Data(text.utf8)) == attempt.commands)
    }

    /// The attempt and what it taught are one transaction.
    @Test func anAttemptWithoutItsFailureTeachesNothing() async throws {
        let store = try Scratch().writer()
        await #expect(throws: StoreError.self) {
            try await store.record(.made(.resolved), of: FailureRecordID(99), in: context)
        }
        #expect(try await store.tallies(of: [fix], in: context) == [:])
        #expect(try store.summary(since: nil).attempts == 0)
        #expect(try store.problems() == [])
    }
}
