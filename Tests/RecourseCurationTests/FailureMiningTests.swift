import RecourseCore
import RecourseMatching
import Testing

@testable import RecourseCuration

@Suite struct FailureMiningTests {
    private func run(_ excerpt: String, program: String = "deploy", kind: String = "f") -> StoredRun
    {
        StoredRun(
            command: "\(program) now", program: program, exitCode: 2, excerpt: excerpt,
            fingerprint: kind, at: 10)
    }

    private func mined(
        _ failures: [StoredRun], passing: [StoredRun] = [], known: [Pattern] = [], support: Int = 2
    ) -> [PatternCandidate] {
        FailureMining(leastSupport: support).candidates(
            from: failures, passing: passing, known: PatternSet(known), at: 99)
    }

    @Test func aClusterIsOneCandidate() throws {
        let failures = [
            run("start\nerror: widget 'a' is stuck in slot 3\nfailed after 2 s\n", kind: "f"),
            run("start\nerror: widget 'b' is stuck in slot 14\nfailed after 9 s\n", kind: "g"),
            run("error: something else\n", kind: "h"),
        ]
        let candidates = mined(failures)
        let candidate = try #require(candidates.first)
        #expect(candidates.count == 1 && candidate.source == .mining && candidate.at == 99)
        #expect(candidate.template == "error: widget '<*>' is stuck in slot <*>")
        #expect(candidate.evidence.failures == 2 && candidate.evidence.kinds == 2)
        #expect(candidate.evidence.programs == ["deploy"])
        #expect(candidate.pattern.status == .experimental && candidate.pattern.examples.count == 2)
        #expect(mined(failures, support: 3) == [])
    }

    @Test func whatIsKnownOrPassesIsNotProposed() {
        let failures = [
            run("error: widget 'a' is stuck in slot 3\n"),
            run("error: widget 'b' is stuck in slot 4\n"),
        ]
        #expect(mined(failures).count == 1)
        let known = Pattern(id: "a.one", title: "T", scope: .line("^error: widget '"))
        #expect(mined(failures, known: [known]) == [])
        let passing = [run("error: widget 'c' is stuck in slot 5\nretried, all well\n")]
        #expect(mined(failures, passing: passing) == [])
    }

    @Test func eachFailureSpeaksForOneCandidate() {
        let failures = (0..<6).map { number in
            run(
                "error: cannot mount volume v\(number) on node\(number)\nfatal: giving up on volume v\(number)\n"
                    + (number < 3 ? "error: token of user u\(number) is not valid\n" : ""))
        }
        #expect(mined(failures).count == 1)
    }

    @Test func nothingComesOfNothing() {
        #expect(mined([]) == [])
        #expect(mined([run(""), run("")]) == [])
    }

    /// Lines of one shape in thousands; each wording stays apart from the other shapes.
    @Test func groupsByShape() {
        var miner = TemplateMiner()
        for number in 0..<2_000 {
            miner.add("worker \(number) lost lease \(number * 7)", member: number)
            miner.add("cannot read block \(number) of disk sd\(number % 3)", member: number)
        }
        #expect(miner.groups.map(\.members.count) == [2_000, 2_000])
        #expect(
            miner.groups.map(\.template.text) == [
                "worker <*> lost lease <*>", "cannot read block <*> of disk <*>",
            ])
    }
}
