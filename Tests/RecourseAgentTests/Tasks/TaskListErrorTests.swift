import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Task lists: what is wrong")
struct TaskListErrorTests {
    static let wrong: [(String, TaskListError)] = [
        ("", .init(problem: .empty, line: 0)),
        ("# T\n- [ ] 1 A\n\n- [x] 1 B\n", .init(problem: .repeatedID("1"), line: 4)),
        (
            "- [ ] 1 A\n- [ ] 2 B\n  - Needs: 3\n",
            .init(problem: .unknownNeed("3", of: "2"), line: 2)
        ),
        ("- [ ] 1 A\n  ```sh\n  x\n", .init(problem: .unclosedFence, line: 2)),
        (
            "- [ ] 1 A\n  - Needs: 3\n- [ ] 2 B\n  - Needs: 1\n- [ ] 3 C\n  - Needs: 2\n",
            .init(problem: .cycle(["1", "3", "2", "1"]), line: 1)
        ),
        ("- [ ] 1 A\n  - Needs: 1\n", .init(problem: .cycle(["1", "1"]), line: 1)),
        (
            "- [ ] 1 A\n- [ ] 1.1 B\n  - Needs: 1\n",
            .init(problem: .cycle(["1", "1.1", "1"]), line: 1)
        ),
    ]

    @Test(arguments: wrong)
    func isSaidWithItsLine(text: String, error: TaskListError) {
        #expect(throws: error) { try TaskList(parsing: text) }
    }

    @Test func whatAParentNeedsOfItsChildrenIsNoCycle() throws {
        let list = try TaskList(
            parsing:
                "- [ ] 1 A\n  - Needs: 1.1, 2\n- [ ] 1.1 B\n  - Needs: 1.2\n- [ ] 1.2 C\n- [ ] 2 D\n"
        )
        let schedule = try TaskSchedule(list)
        #expect(schedule.ready.map(\.id) == ["2"])
    }
}
