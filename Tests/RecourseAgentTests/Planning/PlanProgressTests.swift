import RecourseCore
import Testing

@testable import RecourseAgent

@Suite struct PlanProgressTests {
    private static let workspace = TableWorkspace(["out": "result: 42"])
    private static let fine = PlanProgress.Event.ended(.init(exit: .exited(0), output: "fine"))
    private static let bad = PlanProgress.Event.ended(.init(exit: .exited(2), output: "no such"))

    private static func step(_ name: String) -> PlanStep { PlanStep(.arguments([name])) }

    private static func plan(_ names: String...) -> TaskPlan {
        var plan = TaskPlan.test(names.map(step))
        plan.criteria = []
        return plan
    }

    private static func run(
        _ plan: TaskPlan, _ place: PlanPlace, _ reason: PlanProgress.Reason
    ) -> PlanProgress.Action {
        plan[place].map { .run($0, at: place, because: reason) } ?? .finished
    }

    @Test func stepsFollowEachOther() {
        let plan = Self.plan("a", "b")
        var progress = PlanProgress(plan)
        #expect(progress.start(in: Self.workspace) == Self.run(plan, .init(.main, 0), .first))
        #expect(
            progress.next(after: Self.fine, in: Self.workspace)
                == Self.run(plan, .init(.main, 1), .next))
        #expect(progress.next(after: Self.fine, in: Self.workspace) == .finished)
        #expect(progress.next(after: Self.bad, in: Self.workspace) == .finished)
        #expect(progress.trail == [.init(.main, 0), .init(.main, 1)] && progress.expected == 2)
    }

    @Test func aFailedStepEndsAPlanWithoutFallbacks() {
        var progress = PlanProgress(Self.plan("a", "b"))
        _ = progress.start(in: Self.workspace)
        let failure = PlanFailure.step(.init(.main, 0), .exit(.exited(2)))
        #expect(progress.next(after: Self.bad, in: Self.workspace) == .failed(failure))
        #expect(progress.failures == [failure] && progress.expected == 0)
        #expect(progress.next(after: Self.fine, in: Self.workspace) == .failed(failure))
    }

    @Test func fallbacksAreTriedInOrder() {
        var plan = Self.plan("a")
        plan.fallbacks = [
            .init(description: "one", steps: [Self.step("b")]),
            .init(description: "two", steps: [Self.step("c"), Self.step("d")]),
        ]
        var progress = PlanProgress(plan)
        _ = progress.start(in: Self.workspace)
        let first = PlanFailure.step(.init(.main, 0), .exit(.exited(2)))
        #expect(
            progress.next(after: Self.bad, in: Self.workspace)
                == Self.run(plan, .init(.fallback(0), 0), .fallback(0, after: first)))
        let second = PlanFailure.step(.init(.fallback(0), 0), .refused("too risky"))
        #expect(
            progress.next(after: .refused("too risky"), in: Self.workspace)
                == Self.run(plan, .init(.fallback(1), 0), .fallback(1, after: second)))
        #expect(
            progress.next(after: Self.fine, in: Self.workspace)
                == Self.run(plan, .init(.fallback(1), 1), .next))
        #expect(progress.next(after: Self.fine, in: Self.workspace) == .finished)
        #expect(progress.failures == [first, second] && progress.fallbacksBegun == 2)
    }

    @Test func whenNothingHelpsTheLastFailureIsTheReason() {
        var plan = Self.plan("a")
        plan.fallbacks = [.init(description: "one", steps: [PlanStep(.patch("--- a/x"))])]
        var progress = PlanProgress(plan)
        _ = progress.start(in: Self.workspace)
        _ = progress.next(after: Self.bad, in: Self.workspace)
        #expect(
            progress.next(after: .notApplied("no such line"), in: Self.workspace)
                == .failed(.step(.init(.fallback(0), 0), .notApplied("no such line"))))
    }

    @Test func aDecisionChoosesTheWay() {
        var plan = Self.plan("a", "b", "c")
        plan.decisions = [
            .init(after: 0, .outputContains("fine"), then: .step(2), otherwise: .step(1))
        ]
        for (event, place, held) in [(Self.fine, 2, true), (Self.bad, 1, false)] {
            var progress = PlanProgress(plan)
            _ = progress.start(in: Self.workspace)
            #expect(
                progress.next(after: event, in: Self.workspace)
                    == Self.run(
                        plan, .init(.main, place), .branch(after: .init(.main, 0), held: held)))
        }
    }

    @Test func aDecisionMayFinishOrStop() {
        var plan = Self.plan("a", "b")
        plan.fallbacks = [.init(description: "one", steps: [Self.step("b")])]
        plan.decisions = [.init(after: 0, .fileExists("out"), then: .finish, otherwise: .stop)]
        var progress = PlanProgress(plan)
        _ = progress.start(in: Self.workspace)
        #expect(progress.next(after: Self.bad, in: Self.workspace) == .finished)
        progress = PlanProgress(plan)
        _ = progress.start(in: TableWorkspace())
        // No fallback: a person has to look.
        #expect(
            progress.next(after: Self.fine, in: TableWorkspace())
                == .failed(.stopped(after: .init(.main, 0))))
    }

    @Test(arguments: [
        RecourseCore.ExitStatus.timedOut, .signalled(9), .notStarted(reason: "missing", code: 127),
    ])
    func nothingIsDecidedByACommandThatDidNotEnd(_ exit: RecourseCore.ExitStatus) {
        var plan = Self.plan("a", "b")
        plan.decisions = [
            .init(after: 0, .exitStatus(exit.shellCode), then: .step(1), otherwise: .step(1))
        ]
        var progress = PlanProgress(plan)
        _ = progress.start(in: Self.workspace)
        #expect(
            progress.next(after: .ended(.init(exit: exit, output: "")), in: Self.workspace)
                == .failed(.step(.init(.main, 0), .exit(exit))))
    }

    @Test func circlesEnd() {
        var plan = Self.plan("a")
        plan.decisions = [
            .init(after: 0, .outputContains("ready"), then: .finish, otherwise: .step(0))
        ]
        var progress = PlanProgress(plan)
        var action = progress.start(in: Self.workspace)
        var count = 0
        while case .run = action, count < 100 {
            count += 1
            action = progress.next(after: Self.fine, in: Self.workspace)
        }
        #expect(action == .failed(.circle(.init(.main, 0))))
        #expect(count == PlanProgress.maximumVisits)
    }

    @Test func aStepIsRepeatedOnceWhereThatIsSafe() {
        var plan = Self.plan("a")
        plan.steps[0].retriesOnFailure = true
        let place = PlanPlace(.main, 0)
        var progress = PlanProgress(plan, repeatable: [place])
        _ = progress.start(in: Self.workspace)
        #expect(progress.next(after: Self.bad, in: Self.workspace) == Self.run(plan, place, .retry))
        #expect(
            progress.next(after: Self.bad, in: Self.workspace)
                == .failed(.step(place, .exit(.exited(2)))))
        var unsafe = PlanProgress(plan)
        _ = unsafe.start(in: Self.workspace)
        #expect(
            unsafe.next(after: Self.bad, in: Self.workspace)
                == .failed(.step(place, .exit(.exited(2)))))
    }

    @Test func criteriaAreJudgedAtTheEnd() {
        var plan = Self.plan("a")
        plan.criteria = [
            .fileExists("out"), .fileContains(path: "out", text: "42"), .outputContains("fine"),
            .commandSucceeds("make check"), .commandSucceeds("true"),
        ]
        var progress = PlanProgress(plan)
        _ = progress.start(in: Self.workspace)
        #expect(
            progress.next(after: Self.fine, in: Self.workspace) == .verify(["make check", "true"]))
        var failing = progress
        #expect(
            progress.next(after: .verified([.exited(0), .exited(0)]), in: Self.workspace)
                == .finished)
        #expect(
            failing.next(after: .verified([.exited(1), .exited(0)]), in: Self.workspace)
                == .failed(.criteria([.commandSucceeds("make check")])))
    }

    @Test func aStatusThatWasNotToldIsNotFine() {
        var plan = Self.plan("a")
        plan.criteria = [.commandSucceeds("x"), .commandSucceeds("y")]
        var progress = PlanProgress(plan)
        _ = progress.start(in: Self.workspace)
        _ = progress.next(after: Self.fine, in: Self.workspace)
        #expect(
            progress.next(after: .verified([.exited(0)]), in: Self.workspace)
                == .failed(.criteria([.commandSucceeds("y")])))
    }

    @Test func unmetCriteriaLeadToAFallbackWhichIsJudgedAnew() {
        var plan = Self.plan("a")
        plan.criteria = [.outputContains("built"), .commandSucceeds("true")]
        plan.fallbacks = [.init(description: "one", steps: [Self.step("b")])]
        var progress = PlanProgress(plan)
        _ = progress.start(in: Self.workspace)
        #expect(
            progress.next(after: Self.fine, in: Self.workspace)
                == Self.run(
                    plan, .init(.fallback(0), 0),
                    .fallback(0, after: .criteria([.outputContains("built")]))))
        let built = PlanProgress.Event.ended(.init(exit: .exited(0), output: "built it"))
        #expect(progress.next(after: built, in: Self.workspace) == .verify(["true"]))
        #expect(progress.next(after: .verified([.exited(0)]), in: Self.workspace) == .finished)
    }

    @Test func anInterruptEndsItAtOnce() {
        var plan = Self.plan("a")
        plan.fallbacks = [.init(description: "one", steps: [Self.step("b")])]
        plan.criteria = [.commandSucceeds("true")]
        var progress = PlanProgress(plan)
        _ = progress.start(in: Self.workspace)
        var verifying = progress
        #expect(progress.next(after: .interrupted, in: Self.workspace) == .failed(.interrupted))
        _ = verifying.next(after: Self.fine, in: Self.workspace)
        #expect(verifying.next(after: .interrupted, in: Self.workspace) == .failed(.interrupted))
    }

    @Test func anEmptyPlanIsJudgedByItsCriteria() {
        var plan = Self.plan()
        plan.criteria = [.fileExists("missing")]
        var progress = PlanProgress(plan)
        #expect(progress.start(in: Self.workspace) == .failed(.criteria([.fileExists("missing")])))
    }
}
