import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Recovery progress")
struct RecoveryProgressTests {
    private func seen(
        _ fingerprint: String, category: FailureCategory? = .build,
        exit: RecourseCore.ExitStatus = .exited(1)
    ) -> RecoveryProgress.Observation {
        .init(fingerprint: fingerprint, pattern: nil, category: category, exit: exit)
    }

    private func start(maximumAttempts: Int = 12, category: FailureCategory? = .build)
        -> RecoveryProgress
    {
        RecoveryProgress(
            policy: RecoveryPolicy(mode: .auto, maximumAttempts: maximumAttempts),
            first: seen("A", category: category))
    }

    private func fix(_ id: FixID, steps: [[String]] = []) -> ResolvedFix {
        ResolvedFix(
            reference: FixReference(pattern: "test.kind", fix: id), revision: 1, title: nil,
            kind: .run, edits: [],
            steps: steps, delay: .zero, command: nil, advice: nil, risk: .retry, withheld: nil,
            timeout: .seconds(1),
            prior: nil)
    }

    @Test func everyOutcome() {
        func outcome(_ next: RecoveryProgress.Observation?, rewritten: Bool = false) -> Outcome {
            var progress = start()
            return progress.observed(next, rewritten: rewritten)
        }
        #expect(outcome(seen("", category: nil, exit: .exited(0))) == .resolved)
        #expect(outcome(seen("A")) == .unchanged)
        #expect(outcome(nil) == .unchanged, "a step failed")
        #expect(outcome(seen("B")) == .shifted)
        #expect(outcome(seen("B", category: nil)) == .shifted)
        #expect(outcome(seen("B"), rewritten: true) == .shifted)
        #expect(outcome(seen("B", category: .usage)) == .shifted)
        #expect(outcome(seen("B", category: .usage), rewritten: true) == .worse)
        #expect(outcome(seen("B", category: nil), rewritten: true) == .worse)
        #expect(outcome(seen("B", exit: .signalled(11))) == .worse)
        #expect(outcome(seen("B", exit: .timedOut)) == .shifted)
    }

    @Test func aCrashAfterACrashIsNotWorse() {
        var progress = RecoveryProgress(
            policy: RecoveryPolicy(mode: .auto), first: seen("A", exit: .signalled(6)))
        #expect(progress.observed(seen("B", exit: .signalled(11)), rewritten: false) == .shifted)
    }

    @Test func threeIdenticalFailuresStopIt() {
        var progress = start()
        #expect(progress.limit == nil)
        #expect(progress.observed(seen("A"), rewritten: false) == .unchanged)
        #expect(progress.limit == nil)
        #expect(progress.observed(seen("A"), rewritten: false) == .unchanged)
        #expect(progress.limit == .identicalFailures)
    }

    @Test func aStepThatFailsIsNoFailureOfTheCommand() {
        var progress = start()
        for _ in 0..<5 { #expect(progress.observed(nil, rewritten: false) == .unchanged) }
        #expect(progress.limit == nil)
    }

    @Test func progressBeginsTheCountAnew() {
        var progress = start()
        _ = progress.observed(seen("A"), rewritten: false)
        #expect(progress.observed(seen("B"), rewritten: false) == .shifted)
        #expect(progress.identicalFailures == 1)
        #expect(progress.current.fingerprint == "B")
    }

    @Test func aLoopIsNoProgress() {
        var progress = start()
        #expect(progress.observed(seen("B"), rewritten: false) == .shifted)
        #expect(progress.observed(seen("A"), rewritten: false) == .unchanged)
        #expect(progress.current.fingerprint == "B")
        #expect(progress.observed(seen("A"), rewritten: false) == .unchanged)
        #expect(progress.limit == .identicalFailures)
    }

    @Test func aLongerLoopIsNoProgress() {
        var progress = start()
        for next in ["B", "C"] {
            #expect(progress.observed(seen(next), rewritten: false) == .shifted)
        }
        for next in ["B", "A"] {
            #expect(progress.observed(seen(next), rewritten: false) == .unchanged)
        }
        #expect(progress.limit == .identicalFailures)
    }

    @Test func attemptsAreCounted() {
        var progress = start(maximumAttempts: 2)
        progress.began(fix("a"))
        #expect(progress.limit == nil)
        progress.began(fix("b"))
        #expect(progress.limit == .exhausted)
    }

    @Test func aFixIsTriedOnceOnEachFailure() {
        var progress = start()
        progress.began(fix("a", steps: [["x"]]))
        #expect(progress.wasTried(fix("a", steps: [["x"]])))
        #expect(!progress.wasTried(fix("a", steps: [["y"]])), "it resolves to something else")
        #expect(!progress.wasTried(fix("b", steps: [["x"]])))
        _ = progress.observed(seen("B"), rewritten: false)
        #expect(!progress.wasTried(fix("a", steps: [["x"]])))
    }
}
