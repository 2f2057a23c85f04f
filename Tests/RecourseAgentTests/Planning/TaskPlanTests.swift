import Foundation
import RecourseLearning
import Testing

@testable import RecourseAgent

@Suite struct TaskPlanTests {
    @Test func isCodable() throws {
        var generator = SplitMix64(seed: 9)
        for _ in 0..<20 {
            let plan = TaskPlan.random(using: &generator)
            let data = try JSONEncoder().encode(plan)
            #expect(try JSONDecoder().decode(TaskPlan.self, from: data) == plan)
        }
    }

    @Test func everyLimitIsOne() {
        let fits = TaskPlan.test()
        #expect(fits.problem == nil)
        let changes: [(inout TaskPlan) -> Void] = [
            { $0.steps = [] },
            { $0.steps = .init(repeating: $0.steps[0], count: 51) },
            { $0.fallbacks = .init(repeating: .init(description: "", steps: $0.steps), count: 6) },
            { $0.fallbacks = [.init(description: "", steps: [])] },
            { $0.criteria = .init(repeating: .fileExists("a"), count: 21) },
            { $0.tools = .init(repeating: "a", count: 21) },
            { $0.reasoning = String(repeating: "a", count: 4_097) },
            { $0.confidence = -0.1 }, { $0.confidence = .nan }, { $0.estimatedSteps = 0 },
            { $0.estimatedSeconds = .infinity },
            { $0.steps[0].action = .shell(" \n") },
            { $0.steps[0].action = .shell(String(repeating: "a", count: 4_097)) },
            { $0.steps[0].action = .arguments(.init(repeating: "a", count: 101)) },
            {
                $0.steps[0].action = .write(
                    path: "a", contents: .init(repeating: "a", count: 131_073))
            },
            { $0.steps[0].action = .write(path: "a\nb", contents: "") },
            { $0.steps[0].action = .patch("") },
            { $0.steps[0].timeoutSeconds = 7_201 },
            { $0.steps[0].failureIndicators = [""] },
        ]
        for (index, change) in changes.enumerated() {
            var plan = fits
            change(&plan)
            #expect(plan.problem != nil, "change \(index)")
        }
    }

    @Test func placesAreOfAllWays() {
        var plan = TaskPlan.test()
        plan.fallbacks = [.init(description: "", steps: [plan.steps[0], plan.steps[0]])]
        #expect(
            plan.places
                == [.init(.main, 0), .init(.fallback(0), 0), .init(.fallback(0), 1)])
        #expect(plan[PlanPlace(.main, 1)] == nil && plan[PlanPlace(.fallback(3), 0)] == nil)
    }
}
