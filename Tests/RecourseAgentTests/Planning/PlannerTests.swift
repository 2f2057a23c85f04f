import RecourseCore
import Synchronization
import Testing

@testable import RecourseAgent

@Suite struct PlannerTests {
    private static let context: @Sendable (TaskItem) async -> PlanContext = { _ in
        PlanContext(identity: "c", text: "Makefile\nREADME.md")
    }

    @Test func fiveQuestionsAreOneRequestWhereRepliesAreConstrained() async {
        let model = PlanModel(constrains: true)
        let outcome = await Planner(model).plan(for: .test("1", "Build it"))
        #expect(outcome == .planned(.test(), source: .asked(batch: 1)))
        #expect(model.requests.map(\.schema?.name) == ["plans"])
    }

    @Test func fiveQuestionsAreTwoRequestsAtOnceElsewhere() async {
        let both = Gate(count: 2)
        let model = PlanModel(constrains: false) { request, _ in
            await both.pass()
            return PlanModel.answer(request)
        }
        let outcome = await Planner(model).plan(for: .test("1", "Build it"))
        #expect(outcome == .planned(.test(), source: .asked(batch: 1)))
        #expect(Set(model.requests.map(\.schema?.name)) == ["analysis", "assurance"])
        #expect(model.mostUnderWay == 2)
    }

    @Test func oneByOneAsksFiveTimes() async {
        let model = PlanModel(constrains: true)
        let outcome = await Planner(
            model, options: PlannerOptions(asking: .oneByOne, batchSize: 1)
        ).plan(for: .test("1", "Build it"))
        #expect(outcome.plan == .test())
        #expect(
            model.requests.map(\.schema?.name)
                == ["complexity", "commands", "decisions", "criteria", "fallbacks"])
        #expect(model.mostUnderWay == 1)
    }

    @Test(arguments: [(10, true, 2), (10, false, 4), (25, true, 4), (25, false, 8), (1, true, 1)])
    func severalTasksShareRequests(_ tasks: Int, _ constrains: Bool, _ requests: Int) async {
        let model = PlanModel(constrains: constrains)
        let planner = Planner(model)
        let items = TaskItem.several(tasks)
        await planner.prepare(items, context: Self.context)
        for item in items {
            let outcome = await planner.plan(for: item)
            #expect(outcome.plan == .test())
        }
        #expect(model.requests.count == requests)
        #expect(model.mostUnderWay <= 4)
    }

    @Test func eachTaskGetsItsOwnAnswer() async {
        let model = PlanModel { request, _ in
            // In another order than they were asked.
            PlanModel.answer(PlanModel.tasks(in: request).reversed(), schema: "plans") { id in
                .test([PlanStep(.arguments(["make", id]))])
            }
        }
        let planner = Planner(model)
        let items = TaskItem.several(8)
        await planner.prepare(items, context: Self.context)
        for item in items {
            let plan = await planner.plan(for: item).plan
            #expect(plan?.steps.first?.action == .arguments(["make", item.id.rawValue]))
        }
        #expect(model.requests.count == 1)
    }

    @Test func keptPlansCostNothing() async {
        let memory = MemoryPlans()
        let items = TaskItem.several(10)
        let first = Planner(PlanModel(), memory)
        await first.prepare(items, context: Self.context)
        await first.idle()
        #expect(memory.all.count == 10)

        let model = PlanModel()
        let second = Planner(model, memory)
        await second.prepare(items, context: Self.context)
        for item in items {
            let outcome = await second.plan(for: item)
            #expect(outcome == .planned(.test(), source: .cached))
        }
        #expect(model.requests.isEmpty)
    }

    @Test func anotherContextModelOrAgeIsAnotherPlan() async {
        let memory = MemoryPlans()
        let item = TaskItem.test("1", "Build it")
        let ask = { (model: PlanModel, identity: String, now: Double) in
            let planner = Planner(
                model, memory, options: PlannerOptions(usesDrafts: false), now: now)
            await planner.prepare([item]) { _ in PlanContext(identity: identity, text: "x") }
            _ = await planner.plan(for: item)
            await planner.idle()
            return model.requests.count
        }
        #expect(await ask(PlanModel(), "a", 1_000) == 1)
        #expect(await ask(PlanModel(), "a", 1_000) == 0)
        #expect(await ask(PlanModel(), "b", 1_000) == 1)
        #expect(await ask(PlanModel(identity: "other"), "a", 1_000) == 1)
        #expect(await ask(PlanModel(), "a", 1_000 + 31 * 86_400) == 1)
    }

    @Test func renumberingATaskKeepsItsPlan() async {
        let memory = MemoryPlans()
        let first = Planner(PlanModel(), memory)
        _ = await first.plan(for: .test("1", "Build it"))
        await first.idle()
        let model = PlanModel()
        let outcome = await Planner(model, memory).plan(for: .test("7.1", "Build it"))
        #expect(outcome.plan == .test())
        #expect(model.requests.isEmpty)
    }

    @Test func identicalTasksAreAskedForOnce() async {
        let model = PlanModel()
        let planner = Planner(model)
        let items = (1...5).map { TaskItem.test(TaskID("\($0)"), "Build it") }
        await planner.prepare(items, context: Self.context)
        for item in items {
            #expect(await planner.plan(for: item).plan == .test())
        }
        #expect(model.requests.map(PlanModel.tasks) == [["1"]])
    }

    @Test func waitersShareWhatIsUnderWay() async {
        let model = PlanModel()
        let planner = Planner(model)
        await withTaskGroup(of: PlanOutcome.self) { group in
            for _ in 0..<20 { group.addTask { await planner.plan(for: .test("1", "Build it")) } }
            for await outcome in group { #expect(outcome.plan == .test()) }
        }
        #expect(model.requests.count == 1)
    }

    @Test func declaredCommandsNeedNoModel() async {
        let item = TaskItem.test("1", "Build it", run: ["make", "make check"])
        let outcome = await Planner(nil).plan(for: item)
        #expect(
            outcome
                == .planned(TaskPlan(declaredBy: item, madeAt: 1_000), source: .declared))
        #expect(outcome.plan?.steps.map(\.action) == [.shell("make"), .shell("make check")])
    }

    @Test func withoutAModelThereIsNone() async {
        let outcome = await Planner(nil).plan(for: .test("1", "Build it"))
        #expect(outcome == .unavailable(.notConfigured))
    }

    @Test func aModelThatFailedIsAskedAgainWhenThePlanIsWanted() async {
        let model = PlanModel { request, number in
            if number == 0 { throw ModelError.timeout(stage: "whole") }
            return PlanModel.answer(request)
        }
        let planner = Planner(model)
        let item = TaskItem.test("1", "Build it")
        #expect(await planner.plan(for: item) == .unavailable(.timeout(stage: "whole")))
        #expect(await planner.plan(for: item).plan == .test())
    }

    @Test func secretsAreNeitherSentNorKept() async {
        let secret = "ghp_" + String(repeating: "a1B2", count: 9)
        let memory = MemoryPlans()
        let model = PlanModel { request, _ in
            PlanModel.answer(request) { _ in
                .test([PlanStep(.arguments(["tool", "password=hunter2hunter2"]))])
            }
        }
        let planner = Planner(model, memory)
        let item = TaskItem.test("1", "Log in with \(secret)")
        await planner.prepare([item]) { _ in
            PlanContext(identity: "c", text: "token: \(secret)")
        }
        #expect(await planner.plan(for: item).plan != nil)
        await planner.idle()
        #expect(!model.requests.contains { $0.turns.contains { $0.text.contains(secret) } })
        #expect(memory.all.isEmpty)
    }

    @Test func aMemoryThatFailsCostsNoPlan() async {
        struct Full: Error {}
        struct FailingPlans: PlanMemory {
            func plan(for key: String) async throws -> StoredPlan? { throw Full() }
            func plans(in project: String, limit: Int) async throws -> [StoredPlan] { throw Full() }
            func keep(_ plan: StoredPlan) async throws { throw Full() }
        }
        let model = PlanModel()
        let planner = Planner(model, FailingPlans())
        #expect(await planner.plan(for: .test("1", "Build it")).plan == .test())
        // The process itself remembers.
        #expect(await planner.plan(for: .test("2", "Build it")).plan == .test())
        #expect(model.requests.count == 1)
    }

    @Test func cancellingEndsEveryWait() async {
        let model = PlanModel { request, _ in
            try await Task.sleep(for: .seconds(60))
            return PlanModel.answer(request)
        }
        let planner = Planner(model)
        let items = TaskItem.several(10)
        await planner.prepare(items, context: Self.context)
        async let first = planner.plan(for: items[0])
        async let last = planner.plan(for: items[9])
        while model.requests.isEmpty { await Task.yield() }
        await planner.cancel()
        #expect(await first == .unavailable(.cancelled))
        #expect(await last == .unavailable(.cancelled))
    }

    @Test func aCancelledWaiterLeavesTheRequestToTheOthers() async {
        let gate = Gate(count: 2)
        let model = PlanModel { request, _ in
            await gate.pass()
            return PlanModel.answer(request)
        }
        let planner = Planner(model)
        let leaving = Task { await planner.plan(for: .test("1", "Build it")) }
        while model.requests.isEmpty { await Task.yield() }
        async let staying = planner.plan(for: .test("1", "Build it"))
        leaving.cancel()
        #expect(await leaving.value == .unavailable(.cancelled))
        await gate.pass()
        #expect(await staying.plan == .test())
        #expect(model.requests.count == 1)
    }
}

/// Lets go when so many have come.
actor Gate {
    private let count: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isOpen = false

    init(count: Int) { self.count = count }

    func pass() async {
        if isOpen { return }
        if waiting.count + 1 == count {
            isOpen = true
            for waiter in waiting { waiter.resume() }
            waiting = []
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}
