import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Task schedule")
struct TaskScheduleTests {
    /// Tasks as `id` or `id<needs`, done where they end in `!`.
    private func schedule(_ tasks: String..., only: TaskID? = nil) throws -> TaskSchedule {
        var text = ""
        for task in tasks {
            let parts = task.split(separator: "<")
            let isDone = parts[0].hasSuffix("!")
            text += "- [\(isDone ? "x" : " ")] \(isDone ? parts[0].dropLast() : parts[0]) T\n"
            if parts.count > 1 { text += "  - Needs: \(parts[1])\n" }
        }
        return try TaskSchedule(TaskList(parsing: text), only: only)
    }

    /// The order in which it runs, where these fail.
    private func order(_ start: TaskSchedule, failing: Set<TaskID> = []) -> [TaskID] {
        var schedule = start
        var order: [TaskID] = []
        while let task = schedule.ready.first {
            schedule.began(task.id)
            #expect(!schedule.ready.contains { $0.id == task.id })
            order.append(task.id)
            schedule.ended(task.id, succeeded: !failing.contains(task.id))
        }
        return order
    }

    @Test func needsComeFirst() throws {
        #expect(order(try schedule("1<3", "2", "3")) == ["2", "3", "1"])
        #expect(try schedule("1<3", "2", "3").ready.map(\.id) == ["2", "3"])
    }

    @Test func childrenComeBeforeParents() throws {
        #expect(order(try schedule("1", "1.1", "1.2", "2<1")) == ["1.1", "1.2", "1", "2"])
    }

    @Test func childrenWaitForWhatTheirParentNeeds() throws {
        #expect(order(try schedule("1<2", "1.1", "2")) == ["2", "1.1", "1"])
        #expect(order(try schedule("1<2", "1.1.1", "2")) == ["2", "1", "1.1.1"])
    }

    @Test func whatIsDoneIsNotRun() throws {
        #expect(order(try schedule("1!", "2<1", "3!")) == ["2"])
    }

    @Test func aFailureCancelsOnlyItsDependents() throws {
        var plan = try schedule("1", "2<1", "3<2", "4", "5", "5.1<1")
        #expect(order(plan, failing: ["1"]) == ["1", "4"])
        plan.began("1")
        plan.ended("1", succeeded: false)
        #expect(
            plan.states == [
                "1": .failed, "2": .cancelled, "3": .cancelled, "4": .waiting, "5": .cancelled,
                "5.1": .cancelled,
            ])
    }

    @Test func only() throws {
        let tasks = try schedule("1<4", "1.1", "1.2", "2", "3", "4!", "5", only: "1")
        #expect(order(tasks) == ["1.1", "1.2", "1"])
        #expect(tasks.states["2"] == .left)
        #expect(order(try schedule("1<3", "1.1", "2", "3", only: "1.1")) == ["3", "1.1"])
        #expect(throws: TaskListError(problem: .unknownTask("9"), line: 0)) {
            try schedule("1", only: "9")
        }
    }
}
