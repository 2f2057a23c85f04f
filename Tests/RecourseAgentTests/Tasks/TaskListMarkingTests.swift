import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Task lists: boxes written back")
struct TaskListMarkingTests {
    static let text =
        "\u{FEFF}# Ü [x]\r\n\r\n * [ ] 1 One [ ]\t \n- [X] 2 Two\r\n  - Run: `[ ]`\n\n\n- [-] 3 e\u{301}\u{1F468}\u{200D}\u{1F469}"

    @Test(
        arguments: [
            ("1", TaskItem.Mark.done, " * [ ] 1 One", " * [x] 1 One"),
            ("1", .inProgress, " * [ ] 1", " * [-] 1"),
            ("2", .open, "- [X] 2", "- [ ] 2"), ("3", .done, "- [-] 3", "- [x] 3"),
        ] as [(TaskID, TaskItem.Mark, String, String)])
    func everythingElseStaysByteForByte(id: TaskID, mark: TaskItem.Mark, old: String, new: String)
        throws
    {
        let marked = try TaskList(parsing: Self.text).marking(id, as: mark, in: Self.text)
        let expected = Self.text.replacing(old, with: new)
        #expect(Array(marked.utf8) == Array(expected.utf8))
    }

    @Test func whatSomebodyAddedStays() throws {
        let list = try TaskList(parsing: "- [ ] 1 A\n- [ ] 2 B\n")
        let now = "# New\n- [ ] 0 Zero\n- [ ] 1 A\n  - Run: `x`\n- [ ] 2 B"
        #expect(try list.marking("2", as: .done, in: now) == now.replacing("[ ] 2", with: "[x] 2"))
    }

    @Test func aTaskThatIsGoneOrChangedIsRefused() throws {
        let list = try TaskList(parsing: "# T\n- [ ] 1 A\n- [ ] 2 B\n")
        let changed = TaskListError(problem: .changed("1"), line: 2)
        #expect(throws: changed) { try list.marking("1", as: .done, in: "- [ ] 2 B\n") }
        #expect(throws: changed) {
            try list.marking("1", as: .done, in: "- [ ] 1 Another\n- [ ] 2 B\n")
        }
        #expect(throws: TaskListError(problem: .unknownTask("9"), line: 0)) {
            try list.marking("9", as: .done, in: "- [ ] 9 X\n")
        }
        #expect(throws: TaskListError(problem: .empty, line: 0)) {
            try list.marking("1", as: .done, in: "")
        }
    }
}
