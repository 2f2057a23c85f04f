import RecourseCore
import Testing

@testable import RecourseAgent

/// What a planner makes of replies that are not what was asked for.
@Suite struct PlannerRepliesTests {
    private static let nothing: @Sendable (TaskItem) async -> PlanContext = { _ in .none }

    @Test func aBadReplyIsAskedAgainOnceWithWhatWasWrong() async {
        let model = PlanModel { request, number in
            number == 0 ? "I would run make." : PlanModel.answer(request)
        }
        let outcome = await Planner(model).plan(for: .test("1", "Build it"))
        #expect(outcome.plan == .test())
        #expect(model.requests.count == 2)
        let turns = model.requests[1].turns
        #expect(turns.map(\.role) == [.user, .assistant, .user])
        #expect(turns[1].text == "I would run make.")
        #expect(turns[2].text.contains("no JSON object"))
    }

    @Test func twoBadRepliesAreForAPerson() async {
        let model = PlanModel { _, _ in #"{"tasks": 3}"# }
        let planner = Planner(model)
        let outcome = await planner.plan(for: .test("1", "Build it"))
        #expect(outcome == .needsPerson(reason: "reply.tasks is not a list"))
        #expect(model.requests.count == 2)
        #expect(await planner.plan(for: .test("1", "Build it")) == outcome)
        #expect(model.requests.count == 2)
    }

    @Test func oneMissingOfSeveralIsAskedForAloneOnce() async {
        let model = PlanModel { request, number in
            let tasks = PlanModel.tasks(in: request)
            return PlanModel.answer(
                number == 0 ? tasks.filter { $0 != "3" } : tasks, schema: "plans")
        }
        let planner = Planner(model)
        let items = TaskItem.several(5)
        await planner.prepare(items, context: Self.nothing)
        for item in items {
            #expect(await planner.plan(for: item).plan == .test())
        }
        #expect(model.requests.map(PlanModel.tasks) == [["1", "2", "3", "4", "5"], ["3"]])
        #expect(model.requests[1].turns[0].text.contains("task 3 is not answered"))
    }

    @Test func oneMalformedOfSeveralTwiceIsForAPersonAlone() async {
        let model = PlanModel { request, _ in
            PlanModel.answer(request) { id in
                id == "2" ? .test([PlanStep(.shell("git push --force"))]) : .test()
            }
        }
        let planner = Planner(model)
        let items = TaskItem.several(3)
        await planner.prepare(items, context: Self.nothing)
        #expect(await planner.plan(for: items[0]).plan == .test())
        #expect(await planner.plan(for: items[2]).plan == .test())
        guard case .needsPerson(let reason) = await planner.plan(for: items[1]) else {
            Issue.record("planned")
            return
        }
        #expect(reason.contains("destroys work"))
        #expect(model.requests.count == 2)
    }

    @Test func answersToOthersAndTwofoldOnesCountForNobody() async {
        let model = PlanModel { request, number in
            let tasks = PlanModel.tasks(in: request)
            return PlanModel.answer(
                number == 0 ? tasks + ["2", "99", "1 OR 1"] : tasks, schema: "plans")
        }
        let planner = Planner(model)
        let items = TaskItem.several(3)
        await planner.prepare(items, context: Self.nothing)
        for item in items {
            #expect(await planner.plan(for: item).plan == .test())
        }
        #expect(model.requests.map(PlanModel.tasks) == [["1", "2", "3"], ["2"]])
    }

    @Test func aReplyCutOffIsAskedForInHalves() async {
        let model = PlanModel { request, _ in
            if PlanModel.tasks(in: request).count > 2 { throw ModelError.cutOff }
            return PlanModel.answer(request)
        }
        let planner = Planner(model)
        let items = TaskItem.several(8)
        await planner.prepare(items, context: Self.nothing)
        for item in items {
            #expect(await planner.plan(for: item).plan == .test())
        }
        #expect(
            model.requests.map { PlanModel.tasks(in: $0).count }.sorted() == [2, 2, 2, 2, 4, 4, 8])
    }

    @Test func aLongPlanGetsMoreRoomOnce() async {
        let model = PlanModel { request, _ in
            if request.maximumTokens < 16_000 { throw ModelError.cutOff }
            return PlanModel.answer(request)
        }
        #expect(await Planner(model).plan(for: .test("1", "Build it")).plan == .test())
        #expect(model.requests.count == 2)
        let never = PlanModel { _, _ in throw ModelError.cutOff }
        let outcome = await Planner(never).plan(for: .test("1", "Build it"))
        #expect(outcome == .needsPerson(reason: "the reply is too long"))
    }

    @Test func partsThatDoNotFitTogetherAreForAPerson() async {
        let model = PlanModel(constrains: false) { request, _ in
            let many = [PlanStep](repeating: PlanStep(.arguments(["make"])), count: 30)
            return PlanModel.answer(request) { _ in
                var plan = TaskPlan.test(many)
                plan.fallbacks = [PlanFallback(description: "again", steps: many)]
                return plan
            }
        }
        let outcome = await Planner(model).plan(for: .test("1", "Build it"))
        #expect(outcome == .needsPerson(reason: "over 50 steps"))
    }

    @Test func anotherApproachIsUnlikeTheTriedOnes() async {
        let tried = TaskPlan.test()
        let model = PlanModel { request, number in
            number == 0
                ? PlanModel.answer(request) { _ in .test([PlanStep(.shell("make  all"))]) }
                : PlanModel.answer(request) { _ in .test([PlanStep(.shell("ninja all"))]) }
        }
        let secret = "ghp_" + String(repeating: "a1B2", count: 9)
        let outcome = await Planner(model).anotherPlan(
            for: .test("1", "Build it"),
            after: [
                FailedApproach(
                    plan: tried, failedStep: "make all",
                    excerpt: "make: *** No rule to make target 'all'. \(secret)")
            ])
        #expect(outcome.plan?.steps.map(\.action) == [.shell("ninja all")])
        #expect(model.requests.count == 2)
        let told = model.requests[0].turns[0].text
        #expect(told.contains("No rule to make target") && !told.contains(secret))
        #expect(model.requests[1].turns[2].text.contains("failed before"))
    }

    @Test func theSameApproachTwiceIsForAPerson() async {
        let model = PlanModel()
        let outcome = await Planner(model).anotherPlan(
            for: .test("1", "Build it"),
            after: [FailedApproach(plan: .test(), failedStep: "make all", excerpt: "no")])
        #expect(outcome == .needsPerson(reason: "these are the steps that failed before"))
    }

    @Test func thePlanThatWorkedIsKept() async {
        let memory = MemoryPlans()
        let item = TaskItem.test("1", "Build it")
        let planner = Planner(PlanModel(), memory)
        _ = await planner.plan(for: item)
        await planner.idle()
        let better = TaskPlan.test([PlanStep(.arguments(["ninja"]))])
        await planner.keep(better, for: item)
        #expect(await Planner(PlanModel(), memory).plan(for: item).plan == better)
    }
}
