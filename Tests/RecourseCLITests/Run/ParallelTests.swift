import Foundation
import Testing

/// What runs at once, what never does, and that nobody sees a difference.
@Suite struct ParallelTests {
    /// Makes a file and waits for the other's, for 20 s or so many tenths of one.
    private static let meet = """
        #!/bin/sh
        : > "$1"; n=0
        until [ -e "$2" ]; do
            n=$((n + 1)); [ $n -gt ${3:-200} ] && echo "$1 waited in vain" && exit 1
            sleep 0.1
        done
        echo "$1 met $2"

        """

    /// Fails where another of its kind runs.
    private static let alone = """
        #!/bin/sh
        mkdir busy 2> /dev/null || { echo "$1 is not alone"; exit 9; }
        sleep 0.2; rmdir busy; echo "$1"

        """

    private static func shop(_ list: String) throws -> Workshop {
        let shop = try Workshop()
        try shop.write("meet", meet, mode: 0o755)
        try shop.write("alone", alone, mode: 0o755)
        try shop.write("tasks.md", list)
        return shop
    }

    /// Tasks 1, 2 and 3 that are `alone`, each with these bullets; `#` is the number.
    private static func three(_ bullets: String...) -> String {
        (1...3).map { number in
            "- [ ] \(number) T\n  - Run: `./alone \(number)`\n"
                + bullets.map { "  - \($0.replacing("#", with: "\(number)"))\n" }.joined()
        }.joined()
    }

    private static let meeting = """
        - [ ] 1 A
          - Run: `./meet a b`
          - Writes: a
        - [ ] 2 B
          - Run: `./meet b a`
          - Writes: b

        """

    // MARK: At once

    @Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1))
    func independentTasksMeet() async throws {
        let shop = try Self.shop(Self.meeting)
        let ran = try await shop.run("run", "tasks.md")
        #expect(ran.status == 0, "\(ran)")
        #expect(ran.out == "a met b\nb met a\n")
        #expect(shop.text("tasks.md") == Self.meeting.replacing("[ ]", with: "[x]"))
    }

    /// Known programs need no word of the author's.
    @Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1))
    func knownProgramsOverlap() async throws {
        let shop = try Self.shop("- [ ] 1 A\n  - Run: `sleep 2`\n- [ ] 2 B\n  - Run: `sleep 2`\n")
        #expect(try await shop.run("run", "tasks.md", "--report", "r.json").status == 0)
        let report = shop.document("r.json")
        let phases = try #require(report["phases"] as? [String: Double])
        let busy = try #require(report["busy_seconds"] as? Double)
        #expect(try #require(phases["commands"]) > busy + 1, "\(report)")
    }

    @Test func readersOfTheSameMeet() async throws {
        let shop = try Self.shop(
            Self.meeting.replacing("Writes: a", with: "Reads: shared/**")
                .replacing("Writes: b", with: "Reads: shared/one"))
        let ran = try await shop.run("run", "tasks.md", "--jobs", "2")
        #expect(ran.status == 0, "\(ran)")
    }

    // MARK: Never at once

    @Test(arguments: [["--jobs", "1"], ["--without", "parallel"], ["--baseline"]])
    func oneAfterTheOther(_ arguments: [String]) async throws {
        let shop = try Self.shop(
            Self.meeting.replacing("./meet a b", with: "./meet a b 10")
                .replacing("./meet b a", with: "./meet b a 10"))
        let running = try await shop.start(Binary.path, ["run", "tasks.md"] + arguments)
        let ran = await running.ended()
        #expect(ran.status == 1)
        #expect(ran.out == "a waited in vain\nb met a\n")
    }

    /// Disjoint by their words, and they do collide: the ones below would be seen.
    @Test func theWitnessSees() async throws {
        let shop = try Self.shop(Self.three("Writes: file-#"))
        let ran = try await shop.run("run", "tasks.md", "--jobs", "3")
        #expect(ran.status == 1)
        #expect(ran.out.contains("is not alone"))
    }

    static let orders = [
        three(), three("Writes: out"), three("Writes: file-#", "Locks: database"),
        three("Writes: out/#", "Reads: out/**"), three("Reads: out", "Locks: `a`, b, c#"),
        three("Writes: out/**"),
    ]

    @Test(arguments: orders) func whatTouchesTheSameIsAlone(_ list: String) async throws {
        let shop = try Self.shop(list)
        let ran = try await shop.run("run", "tasks.md", "--jobs", "3")
        #expect(ran.status == 0, "\(ran)")
        #expect(ran.out == "1\n2\n3\n")
    }

    /// One reads what the other writes, as their words say.
    @Test func aReaderWaitsForItsWriter() async throws {
        let shop = try Self.shop(
            """
            - [ ] 1 Make
              - Run: `sleep 0.5; echo made > made.txt`
            - [ ] 2 Copy
              - Run: `cp made.txt copy.txt`
            - [ ] 3 Look
              - Run: `cat copy.txt`

            """)
        let ran = try await shop.run("run", "tasks.md", "--jobs", "3")
        #expect(ran.status == 0, "\(ran)")
        #expect(ran.out == "made\n")
    }

    // MARK: What is seen of it

    /// As if one had run after the other, whichever ends first.
    @Test func outputKeepsTheOrderOfTheList() async throws {
        let shop = try Self.shop(
            """
            - [ ] 1 Waits for the last
              - Run: `echo one; ./meet a c > /dev/null; echo uno >&2`
              - Writes: a
            - [ ] 2 Fails
              - Run: `echo two; exit 3`
              - Writes: b
            - [ ] 3 Depends
              - Needs: 2
              - Run: `touch never`
            - [ ] 4 Last
              - Run: `echo four; ./meet c a > /dev/null; echo quattro >&2`
              - Writes: c

            """)
        let ran = try await shop.run("run", "tasks.md", "--jobs", "2")
        #expect(
            ran
                == Ran(
                    out: "one\ntwo\nfour\n",
                    err: """
                        [1/4] 1 Waits for the last
                          $ echo one; ./meet a c > /dev/null; echo uno >&2
                        uno
                          done in # s
                        [2/4] 2 Fails
                          $ echo two; exit 3
                        recourse: the command ended with status 3
                          no known cause
                          failed in # s
                        [3/4] 4 Last
                          $ echo four; ./meet c a > /dev/null; echo quattro >&2
                        quattro
                          done in # s
                        not run 3 Depends
                        recourse: 2 done, 1 failed, 1 not run, 0 recovered in # s

                        """, status: 1))
        #expect(!shop.exists("never"))
        let boxes = (shop.text("tasks.md") ?? "").split(separator: "\n").filter { $0.contains("[") }
        #expect(boxes.map { $0.dropFirst(2).prefix(3) } == ["[x]", "[ ]", "[ ]", "[x]"])
    }

    @Test func aFailureCancelsOnlyItsDependents() async throws {
        let shop = try Self.shop(
            """
            - [ ] 1 Fails
              - Run: `exit 3`
              - Writes: a
            - [ ] 2 Needs it
              - Needs: 1
              - Run: `touch two`
              - Writes: two
            - [ ] 3 Needs that
              - Needs: 2
              - Run: `touch three`
              - Writes: three
            - [ ] 4 Reads what it would have written
              - Reads: a
              - Run: `touch four`
            - [ ] 5 Free
              - Run: `touch five`
              - Writes: five

            """)
        let ran = try await shop.run("run", "tasks.md", "--jobs", "4", "--report", "r.json")
        #expect(ran.status == 1)
        let report = shop.document("r.json")
        #expect(report["failed"] as? [String] == ["1"])
        #expect(report["cancelled"] as? [String] == ["2", "3"])
        #expect(report["done"] as? [String] == ["4", "5"])
        #expect(shop.exists("four") && shop.exists("five"))
        #expect(!shop.exists("two") && !shop.exists("three"))
    }

    @Test func mistakes() async throws {
        let shop = try Self.shop(Self.meeting)
        let none = try await shop.run("run", "tasks.md", "--jobs", "0")
        #expect(none.status == 64)
        #expect(none.errLines.first == "Error: --jobs is at least 1.")
        let word = try await shop.run("run", "tasks.md", "--without", "everything")
        #expect(word.status == 64)
        #expect(
            word.errLines.first?.hasPrefix(
                "Error: The value 'everything' is invalid for '--without <name>'") == true)
        #expect(!shop.exists("a"))
    }
}
