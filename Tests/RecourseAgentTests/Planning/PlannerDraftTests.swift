import RecourseCore
import Testing

@testable import RecourseAgent

/// A similar task's plan is shown to the model, never taken for the answer.
@Suite struct PlannerDraftTests {
    private static let first = TaskItem.test(
        "1", "Install the packages of requirements.txt and run the tests with pytest")
    private static let similar = TaskItem.test(
        "2", "Install the packages of requirements.txt, and run the tests with pytest")

    private func memory() async -> MemoryPlans {
        let memory = MemoryPlans()
        let planner = Planner(PlanModel(), memory)
        _ = await planner.plan(for: Self.first)
        await planner.idle()
        return memory
    }

    @Test func aDraftIsAskedAboutAndMayBeKept() async {
        let model = PlanModel()
        let planner = Planner(model, await memory())
        await planner.prepare([Self.similar]) { _ in
            PlanContext(identity: "c", text: String(repeating: "line of context\n", count: 800))
        }
        let outcome = await planner.plan(for: Self.similar)
        #expect(outcome == .planned(.test(), source: .adapted(batch: 1)))
        #expect(model.requests.map(\.schema?.name) == ["adaptation"])
        let plain = PlanModel()
        let other = Planner(plain, await memory(), options: PlannerOptions(usesDrafts: false))
        await other.prepare([Self.similar]) { _ in
            PlanContext(identity: "c", text: String(repeating: "line of context\n", count: 800))
        }
        _ = await other.plan(for: Self.similar)
        #expect(plain.requests.map(\.schema?.name) == ["plans"])
        // A smaller request.
        #expect(
            model.requests[0].turns[0].text.utf8.count * 2
                < plain.requests[0].turns[0].text.utf8.count)
    }

    @Test func aDraftMayBeAdapted() async {
        let adapted = TaskPlan.test([PlanStep(.arguments(["pytest", "-q"]))])
        let model = PlanModel { request, _ in
            #"{"tasks":[{"id":"2","keep":false,"plan":[\#(adapted.replyText)]}]}"#
        }
        let outcome = await Planner(model, await memory()).plan(for: Self.similar)
        #expect(outcome == .planned(adapted, source: .adapted(batch: 1)))
    }

    @Test(arguments: [
        #"{"tasks":[{"id":"2","keep":false,"plan":[]}]}"#,
        #"{"tasks":[{"id":"2","keep":true,"plan":[{}]}]}"#,
        #"{"tasks":[{"id":"2","keep":"yes","plan":[]}]}"#,
    ])
    func neitherKeptNorAdaptedIsForAPerson(_ reply: String) async {
        let model = PlanModel { _, _ in reply }
        let outcome = await Planner(model, await memory()).plan(for: Self.similar)
        guard case .needsPerson = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(model.requests.count == 2)
    }

    @Test func anotherNameIsNoDraft() async {
        let model = PlanModel()
        _ = await Planner(model, await memory()).plan(
            for: .test(
                "2", "Install the packages of requirements-dev.txt and run the tests with pytest"))
        #expect(model.requests.map(\.schema?.name) == ["plans"])
    }

    @Test func anUnreadableStoredPlanIsNone() async {
        let broken = (await memory()).all.map { stored in
            StoredPlan(
                key: stored.key, project: stored.project, task: stored.task,
                plan: #"{"steps": []}"#, at: stored.at)
        }
        let model = PlanModel()
        let planner = Planner(model, MemoryPlans(broken))
        #expect(await planner.plan(for: Self.first).plan == .test())
        #expect(model.requests.map(\.schema?.name) == ["plans"])
    }
}
