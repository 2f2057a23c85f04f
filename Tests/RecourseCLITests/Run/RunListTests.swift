import Testing

/// Lists that cannot be used: told with file and line, status 2, nothing run.
@Suite struct RunListTests {
    static let lists = [
        ("", "tasks.md: has no task; a task is a line such as `- [ ] 1. Title`"),
        (
            "# Words\n\n- a bullet\n",
            "tasks.md: has no task; a task is a line such as `- [ ] 1. Title`"
        ),
        (
            "- [ ] 1 A\n  - Run: `touch ran`\n- [ ] 1 B\n  - Run: `touch ran`\n",
            "tasks.md:3: task 1 stands twice"
        ),
        (
            "- [ ] 1 A\n  - Needs: 7\n  - Run: `touch ran`\n",
            "tasks.md:1: task 1 needs 7, which is not in the list"
        ),
        (
            "\n- [ ] 1 A\n  - Needs: 2\n  - Run: `touch ran`\n- [ ] 2 B\n  - Needs: 1\n  - Run: `touch ran`\n",
            "tasks.md:2: tasks need each other: 1 -> 2 -> 1"
        ),
        (
            "- [ ] 1 A\n  - Needs: 1\n  - Run: `touch ran`\n",
            "tasks.md:1: tasks need each other: 1 -> 1"
        ),
        ("- [ ] 1 A\n  ```sh\n  touch ran\n", "tasks.md:2: a code fence is not closed"),
    ]

    @Test(arguments: lists)
    func aListThatCannotBeUsed(_ list: String, _ reason: String) async throws {
        let shop = try Workshop()
        try shop.write("tasks.md", list)
        #expect(
            try await shop.run("run", "tasks.md") == Ran(err: "recourse: \(reason)\n", status: 2))
        #expect(
            try await shop.run("run", "tasks.md", "--dry-run")
                == Ran(err: "recourse: \(reason)\n", status: 2))
        #expect(shop.text("tasks.md") == list)
        #expect(shop.names == ["tasks.md"])
    }

    @Test func whatIsNoList() async throws {
        let shop = try Workshop()
        #expect(
            try await shop.run("run", "none.md")
                == Ran(err: "recourse: none.md: No such file or directory\n", status: 2))
        #expect(
            try await shop.run("run", ".") == Ran(err: "recourse: .: Is a directory\n", status: 2))
        let bytes = try await shop.shell(#"printf -- '- [ ] 1 A\377\n' > b.md; $R run b.md"#)
        #expect(bytes == Ran(err: "recourse: b.md is not UTF-8\n", status: 2))
    }

    @Test func aTaskWithoutCommands() async throws {
        let shop = try Workshop()
        try shop.write("tasks.md", "- [ ] 1 A\n")
        #expect(
            try await shop.run("run", "tasks.md")
                == Ran(
                    err: """
                        [1/1] 1 A
                          task 1 carries no command; add ``- Run: `cmd` `` below it, or set up a model: recourse models
                          failed in # s
                        recourse: 0 done, 1 failed, 0 recovered in # s

                        """, status: 1))
        #expect(shop.text("tasks.md") == "- [ ] 1 A\n")
    }

    @Test func changedDuringTheRun() async throws {
        let shop = try Workshop()
        try shop.write(
            "tasks.md",
            "- [ ] 1 Changed\n  - Run: `sed -i.old s/Changed/Other/ tasks.md`\n- [ ] 2 B\n  - Run: `touch ran`\n"
        )
        let ran = try await shop.run("run", "tasks.md", "--jobs", "1")
        #expect(ran.status == 2)
        #expect(
            ran.errLines.last
                == "recourse: tasks.md:1: task 1 was changed by someone else; its box was left alone"
        )
        #expect(!shop.exists("ran"))
    }

    /// What a person adds meanwhile stays.
    @Test func addedToDuringTheRun() async throws {
        let shop = try Workshop()
        try shop.write(
            "tasks.md", "- [ ] 1 A\n  - Run: `(echo '# New'; cat tasks.md) > n && mv n tasks.md`\n")
        #expect(try await shop.run("run", "tasks.md").status == 0)
        #expect(
            shop.text("tasks.md")
                == "# New\n- [x] 1 A\n  - Run: `(echo '# New'; cat tasks.md) > n && mv n tasks.md`\n"
        )
    }

    @Test func removedDuringTheRun() async throws {
        let shop = try Workshop()
        try shop.write(
            "tasks.md", "- [ ] 1 A\n  - Run: `rm tasks.md`\n- [ ] 2 B\n  - Run: `touch ran`\n")
        let ran = try await shop.run("run", "tasks.md", "--jobs", "1")
        #expect(ran.status == 2)
        #expect(ran.errLines.last == "recourse: tasks.md: No such file or directory")
        #expect(shop.names == [])
    }
}
