import Testing

@testable import RecourseAgent

@Suite struct TaskSimilarityTests {
    private static let text = "Add a test for the parser in Tests/ParserTests.swift and run it"

    @Test func theSameTextIsAlike() {
        let one = TaskSimilarity(Self.text)
        #expect(one.likeness(to: one) == 1)
        #expect(one.isDraft(for: TaskSimilarity(Self.text.uppercased().lowercased())) == false)
        #expect(one.isDraft(for: TaskSimilarity("  " + Self.text + "\n")))
    }

    @Test(arguments: [
        "Add a test for the parser in Tests/ParserTests.swift, and run it",
        "Add tests for the parser in Tests/ParserTests.swift and run it",
        "- Add a test for the parser in Tests/ParserTests.swift and run it.",
    ])
    func smallChangesOfWordingAreDrafts(_ other: String) {
        #expect(TaskSimilarity(Self.text).isDraft(for: TaskSimilarity(other)))
        #expect(TaskSimilarity(other).isDraft(for: TaskSimilarity(Self.text)))
    }

    @Test(arguments: [
        ("Install the packages with npm and build", "Install the packages with yarn and build"),
        ("Write the chapter to docs/one.md please", "Write the chapter to docs/two.md please"),
        ("Let the server listen on port 8080 now", "Let the server listen on port 8081 now"),
        ("Start the service called `alpha` again", "Start the service called `alpho` again"),
        ("Make the build work with the new Redis", "Make the build work with the new Redit"),
        ("Rename the function readAll everywhere", "Rename the function readAny everywhere"),
    ])
    func anotherNameIsAnotherTask(_ one: String, _ other: String) {
        #expect(!TaskSimilarity(one).isDraft(for: TaskSimilarity(other), threshold: 0))
    }

    @Test func otherWordsAreNotAlike() {
        let other = TaskSimilarity("Remove everything that nobody uses any more")
        #expect(TaskSimilarity(Self.text).likeness(to: other) < 0.2)
        #expect(TaskSimilarity("").likeness(to: other) == 0)
        #expect(TaskSimilarity("").likeness(to: TaskSimilarity("")) == 0)
    }

    @Test func likenessIsTheShareOfTrigrams() {
        // " ab ", " ac ": two trigrams each, none shared; " abc", "bcd" worked out by hand.
        #expect(TaskSimilarity("ab").likeness(to: TaskSimilarity("ac")) == 0)
        // " abc ": " ab", "abc", "bc "; " abd ": " ab", "abd", "bd ": one of five.
        #expect(TaskSimilarity("abc").likeness(to: TaskSimilarity("abd")) == 0.2)
    }

    @Test func namesAreWhatIsNoProse() {
        #expect(
            TaskSimilarity.names(
                in: "Use Docker to run src/main.c with `make` and .env. Then stop it.")
                == ["docker", "src/main.c", "make", ".env"])
    }
}
