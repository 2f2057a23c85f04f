import Testing

/// Task lists from beginning to end.
@Suite struct RunTests {
    private static let plan = """
        # Plan
        - [ ] 1 Parent
          - [ ] 1.1 First
            - a step in words
            - Run: `echo one`
            - Requirements: 1.1, 2.3
          - [x] 1.2 Done before
            - Run: `exit 9`
        * [ ] 2. Fenced
          ```sh
          echo two
          touch two
          ```
          - Check: `test -f two`
          - Needs: 1.1
        - [-] 3 In progress
            - Run: ``echo `echo three` ``
        - [ ] Unnumbered
            - run: echo plain

        """

    @Test func everyForm() async throws {
        let shop = try Workshop()
        try shop.write("tasks.md", Self.plan, mode: 0o640)
        let ran = try await shop.run("run", "tasks.md", "--report", "r.json")
        #expect(
            ran
                == Ran(
                    out: "one\ntwo\nthree\nplain\n",
                    err: """
                        [1/5] 1.1 First
                          $ echo one
                          done in # s
                        [2/5] 1 Parent
                          done in # s
                        [3/5] 2 Fenced
                          $ echo two
                            touch two
                          done in # s
                        [4/5] 3 In progress
                          $ echo `echo three` \n  done in # s
                        [5/5] task_1 Unnumbered
                          $ echo plain
                          done in # s
                        recourse: 5 done, 1 done before, 0 recovered in # s

                        """))
        let ticked = Self.plan.replacing("[ ]", with: "[x]").replacing("[-]", with: "[x]")
        #expect(shop.text("tasks.md") == ticked)
        #expect(try await shop.shell("ls -l tasks.md | cut -c1-10").out == "-rw-r-----\n")
        let report = shop.document("r.json")
        #expect(report["schema"] as? String == "recourse.run/1")
        #expect(report["done"] as? [String] == ["1.1", "1", "2", "3", "task_1"])
        #expect(report["already_done"] as? Int == 1)
        #expect(report["succeeded"] as? Bool == true)
        #expect((report["failed"] as? [String], report["cancelled"] as? [String]) == ([], []))
        #expect((report["recoveries"] as? Int, report["model_calls"] as? Int) == (0, 0))
        let tasks = try #require(report["tasks"] as? [[String: Any]])
        #expect(tasks.map { $0["commands"] as? Int } == [1, 0, 2, 1, 1])
        #expect(
            tasks.map { $0["plan"] as? String } == [
                "declared", nil, "declared", "declared", "declared",
            ])
        let phases = try #require(report["phases"] as? [String: Double])
        #expect(Set(phases.keys) == ["context", "model", "recovery", "commands", "state"])
        #expect(
            try await shop.run("run", "tasks.md")
                == Ran(err: "recourse: 0 done, 6 done before, 0 recovered in # s\n"))
    }

    @Test func dryRun() async throws {
        let shop = try Workshop()
        try shop.write("tasks.md", Self.plan)
        #expect(
            try await shop.run("run", "tasks.md", "--dry-run")
                == Ran(
                    out: """
                        1.1 First
                          run: echo one
                        1 Parent
                        2 Fenced
                          run: echo two
                               touch two
                          check: test -f two
                        3 In progress
                          run: echo `echo three` \ntask_1 Unnumbered
                          run: echo plain

                        """))
        #expect(shop.text("tasks.md") == Self.plan)
        #expect(shop.names == ["tasks.md"])
    }

    private static let failing = """
        - [ ] 1 Fails
          - Run: `exit 3`
        - [ ] 2 Depends
          - Needs: 1
          - Run: `touch never`
        - [ ] 3 Free
          - Run: `touch free`
        - [ ] 4 Depends on two
          - Needs: 2
          - Run: `touch never`

        """

    @Test func aFailureCancelsItsDependents() async throws {
        let shop = try Workshop()
        try shop.write("tasks.md", Self.failing)
        let failed = """
              $ exit 3
            recourse: the command ended with status 3
              no known cause
              failed in # s

            """
        let ran = try await shop.run("run", "tasks.md")
        #expect(
            ran
                == Ran(
                    err: "[1/4] 1 Fails\n" + failed + """
                        [2/4] 3 Free
                          $ touch free
                          done in # s
                        not run 2 Depends
                        not run 4 Depends on two
                        recourse: 1 done, 1 failed, 2 not run, 0 recovered in # s

                        """, status: 1))
        #expect(shop.text("tasks.md") == Self.failing.replacing("[ ] 3", with: "[x] 3"))
        #expect(shop.names == ["free", "tasks.md"])

        let stopped = try await shop.run("run", "tasks.md", "--stop-on-failure")
        #expect(
            stopped
                == Ran(
                    err: "[1/3] 1 Fails\n" + failed + """
                        not run 2 Depends
                        not run 4 Depends on two
                        recourse: 0 done, 1 done before, 1 failed, 2 not run, 0 recovered in # s

                        """, status: 1))
    }

    @Test func only() async throws {
        let shop = try Workshop()
        try shop.write("tasks.md", Self.failing)
        #expect(
            try await shop.run("run", "tasks.md", "--only", "3")
                == Ran(
                    err: """
                        [1/1] 3 Free
                          $ touch free
                          done in # s
                        recourse: 1 done, 0 recovered in # s

                        """))
        #expect(
            try await shop.run("run", "tasks.md", "--only", "2", "--dry-run")
                == Ran(out: "1 Fails\n  run: exit 3\n2 Depends\n  run: touch never\n"))
        #expect(
            try await shop.run("run", "tasks.md", "--only", "9")
                == Ran(err: "recourse: tasks.md: has no task 9\n", status: 2))
    }

    @Test func aFailingCheck() async throws {
        let shop = try Workshop()
        try shop.write("tasks.md", "- [ ] 1 Checked\n  - Run: `true`\n  - Check: `test -e none`\n")
        #expect(
            try await shop.run("run", "tasks.md")
                == Ran(
                    err: """
                        [1/1] 1 Checked
                          $ true
                          check failed test -e none: the command ended with status 1
                          failed in # s
                        recourse: 0 done, 1 failed, 0 recovered in # s

                        """, status: 1))
    }

    @Test func recovery() async throws {
        let shop = try await Workshop.withTeam(approved: true)
        try shop.write("tasks.md", "- [ ] 1 Build\n  - Run: `./teamtool`\n")
        let ran = try await shop.run("run", "tasks.md", "--mode", "auto", "--seed", "1")
        #expect(ran.status == 0)
        #expect(ran.out == "built\n")
        #expect(
            ran.err.contains(
                "  recovered after 1 attempt\n  done in # s\nrecourse: 1 done, 1 recovered in # s\n"
            ))
        #expect(shop.text("tasks.md") == "- [x] 1 Build\n  - Run: `./teamtool`\n")
    }

    @Test func lineEndsAndLinksStay() async throws {
        let shop = try Workshop()
        try shop.write("real.md", "- [ ] 1 A\r\n  ```sh\r\n  echo a\r\n  ```\r\n")
        let ran = try await shop.shell(
            "ln -s real.md tasks.md; $R run tasks.md 2> /dev/null; test -h tasks.md && echo link")
        #expect(ran == Ran(out: "a\nlink\n"))
        #expect(shop.text("real.md") == "- [x] 1 A\r\n  ```sh\r\n  echo a\r\n  ```\r\n")
    }

    @Test func fromStandardInput() async throws {
        let shop = try Workshop()
        let ran = try await shop.run("run", "-", input: "- [ ] 1 A\n  - Run: `echo a`\n")
        #expect(ran.status == 0)
        #expect(ran.out == "a\n")
        #expect(shop.names == [])
    }

    @Test func hostileTitles() async throws {
        let shop = try Workshop()
        try shop.write("tasks.md", "- [ ] 1 \u{1b}[31mred\n  - Run: `true \u{1b}[0m`\n")
        for arguments in ["", "--dry-run"] {
            let ran = try await shop.shell("$R run tasks.md \(arguments)")
            #expect(ran.status == 0)
            #expect(!(ran.out + ran.err).unicodeScalars.contains("\u{1b}"))
        }
    }
}
