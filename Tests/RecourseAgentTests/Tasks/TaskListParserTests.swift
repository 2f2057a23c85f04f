import RecourseCore
import Testing

@testable import RecourseAgent

@Suite("Task lists: what is read")
struct TaskListParserTests {
    private func tasks(_ text: String) throws -> [TaskItem] { try TaskList(parsing: text).tasks }

    /// The earlier system read `1.1` and `1.2` both as `1`.
    @Test func ids() throws {
        let list = try tasks(
            "- [ ] 1 One\n- [ ] 1.1 A\n- [ ] 1.2. B\n- [ ] 1.2.10 C\n- [ ] 2. Two\n- [ ] 10 Ten")
        #expect(list.map(\.id) == ["1", "1.1", "1.2", "1.2.10", "2", "10"])
        #expect(list.map(\.title) == ["One", "A", "B", "C", "Two", "Ten"])
        #expect(list.map(\.id.parent) == [nil, "1", "1", "1.2", nil, nil])
        #expect(list[0].children == ["1.1", "1.2"])
        #expect(list[2].children == ["1.2.10"])
    }

    @Test func withoutNumbers() throws {
        let list = try tasks("- [ ] First\n- [ ] 7 Seven\n- [ ] v1.2 release\n- [ ]")
        #expect(list.map(\.id) == ["task_1", "7", "task_2", "task_3"])
        #expect(list.map(\.title) == ["First", "Seven", "v1.2 release", ""])
    }

    @Test(arguments: [
        (" ", TaskItem.Mark.open), ("x", .done), ("X", .done), ("-", .inProgress),
    ])
    func boxes(sign: String, mark: TaskItem.Mark) throws {
        for bullet in ["-", "*", "+"] {
            #expect(try tasks("\(bullet) [\(sign)] 1 T").map(\.mark) == [mark])
        }
    }

    @Test(arguments: [
        "- [y] 1 T", "- [] 1 T", "-[ ] 1 T", "[ ] 1 T", "1. [ ] T", "- [x](page.html)", "text", "",
    ])
    func whatIsNoBox(line: String) {
        #expect(throws: TaskListError(problem: .empty, line: 0)) { try TaskList(parsing: line) }
    }

    @Test func bulletsBelow() throws {
        let list = try tasks(
            """
            # Plan
            - not in a task
            - [ ] 1 Build
              - Think first
              - Run: `make all`
              * run: make install
              - Check: ``echo `pwd` ``
              - Check: `test -f a` and no more
              - _Requirements: 1.1, 2.3_
              - Needs: 2, `3`
              - Needs:
            - [ ] 2 Two
              - [ ] 3 Nested
                - Run: `x`
            - not below any
            """)
        #expect(list.map(\.line) == [3, 12, 13])
        let build = list[0]
        #expect(build.steps == ["Think first", "Needs:"])
        #expect(build.commands == ["make all", "make install"])
        #expect(build.checks == ["echo `pwd` ", "test -f a"])
        #expect(build.requirements == ["1.1", "2.3"])
        #expect(build.needs == ["2", "3"])
        #expect(list[1].commands.isEmpty)
        #expect(list[2].commands == ["x"])
    }

    @Test func theFirstCodeIsTheCommand() throws {
        let list = try tasks("- [ ] 1 T\n  - Run: `make` or else `ninja`\n")
        #expect(list[0].commands == ["make"])
    }

    @Test func fences() throws {
        let list = try tasks(
            """
            - [ ] 1 Fenced
              ```sh
              for i in 1 2; do
                echo $i
              done
              - [ ] 9 no task
              ```
              ```python
              print()
              ```
              ~~~bash
              cat <<E
              ```
              ~~~
              ```sh

              ```
            """)
        #expect(list.map(\.id) == ["1"])
        #expect(
            list[0].commands == [
                "for i in 1 2; do\n  echo $i\ndone\n- [ ] 9 no task", "cat <<E\n```",
            ])
    }

    @Test func aHeadingEndsTheTaskAbove() throws {
        let list = try tasks(
            "- [ ] 1 A\n  - Run: `a`\n## Notes\n  - Run: `b`\n```sh\nc\n```\n- [ ] 2 B\n  - Run: `d`\n"
        )
        #expect(list.map(\.commands) == [["a"], ["d"]])
    }

    @Test func carriageReturns() throws {
        let unix = "- [ ] 1 A\n  - Run: `a`\n  ```sh\n  b\n  c\n  ```\n- [x] 2 B\n"
        let windows = unix.replacing("\n", with: "\r\n")
        #expect(try tasks(windows) == tasks(unix))
        #expect(try tasks(windows).map(\.line) == [1, 7])
    }
}
