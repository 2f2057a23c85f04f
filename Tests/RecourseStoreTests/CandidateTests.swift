import RecourseCore
import Testing

@testable import RecourseStore

@Suite struct CandidateTests {
    private func candidate(_ template: String, failures: Int = 2) -> PatternCandidate {
        PatternCandidate(
            at: 1, source: .mining, template: template,
            pattern: Pattern(id: "a.one", title: "T", scope: .line("a")),
            evidence: .init(
                failures: failures, kinds: 1, programs: ["make"], lastSeen: 9, lines: ["a"]))
    }

    @Test func areKeptUntilDecided() throws {
        let store = try Scratch().writer()
        #expect(try store.propose([candidate("x"), candidate("y", failures: 5)]) == 2)
        let open = try store.candidates(.open)
        #expect(open.map(\.template) == ["y", "x"], "best evidence first")
        #expect(
            open.map(\.evidence) == [candidate("", failures: 5), candidate("")].map(\.evidence))
        try store.decide(open[0].number, .accepted, became: "team.one", at: 3)
        #expect(try store.candidates(.open).map(\.template) == ["x"])
        let decided = try #require(try store.candidate(number: open[0].number))
        #expect(decided.state == .accepted && decided.became == "team.one")
        #expect(try store.candidate(number: 99) == nil)
        #expect(
            Scratch.error { try store.decide(open[0].number, .rejected, at: 4) }
                == .input(path: store.path, reason: "candidate \(open[0].number) is not open"))
    }

    @Test func areProposedOnce() throws {
        let store = try Scratch().writer()
        _ = try store.propose([candidate("x")])
        let number = try store.candidates(nil)[0].number
        try store.decide(number, .rejected, reason: "a symptom", at: 2)
        #expect(try store.propose([candidate("x", failures: 7)]) == 0)
        let known = try #require(try store.candidate(number: number))
        #expect(known.state == .rejected && known.reason == "a symptom")
        #expect(known.evidence.failures == 7, "the evidence is brought up to date")
        #expect(try store.candidates(.open) == [])
    }

    @Test func runsToTryPatternsOn() async throws {
        let store = try Scratch().writer()
        _ = try await store.record(.made("f", pattern: nil, at: 10, excerpt: "one"))
        _ = try await store.record(.made("f", pattern: nil, at: 20, excerpt: "one"))
        _ = try await store.record(.made("g", at: 30, excerpt: "two"))
        _ = try await store.record(.made("h", pattern: nil, at: 40, excerpt: ""))
        #expect(try store.failedRuns(limit: 10).map(\.excerpt) == ["two", "one"])
        #expect(try store.failedRuns(limit: 1).map(\.at) == [30])
        #expect(try store.unknownRuns(since: 0, limit: 10).map(\.at) == [20, 10])
        #expect(try store.unknownRuns(since: 15, limit: 10).map(\.at) == [20])
        for number in 0..<(KnowledgeStore.passingRunsKept + 5) {
            try await store.record(
                PassingRun(
                    command: "make", program: "make", excerpt: "\(number)", at: Double(number)))
        }
        try await store.record(
            PassingRun(command: "make", program: "make", excerpt: "7", at: 9_999))
        let passing = try store.passingRuns()
        #expect(passing.count == KnowledgeStore.passingRunsKept)
        #expect(
            passing[0].excerpt == "7" && passing.last?.excerpt == "5" && passing[0].exitCode == 0)
    }

    @Test func rulesOfSecretsComeWithTheirPack() throws {
        let store = try Scratch().writer()
        let pack = Pack(
            id: "leaks", version: "1", licence: "MIT", maximumRisk: .inspect, programs: [],
            patterns: [])
        let rule = RedactionRule(
            id: "r", title: "R", regex: "k-\\d+", keywords: ["k-"], entropy: 2.5)
        _ = try store.importPacks([pack], rules: ["leaks": [rule]], origin: "x", at: 1)
        #expect(try store.redactionRules() == [rule])
        _ = try store.importPacks(
            [pack], rules: ["leaks": [rule]], origin: "x", at: 1, dryRun: true)
        _ = try store.importPacks([pack], origin: "x", at: 2)
        #expect(try store.redactionRules() == [])
    }
}
