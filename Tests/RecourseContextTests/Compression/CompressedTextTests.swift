import RecourseCore
import Testing

@testable import RecourseContext

@Suite("Compressed text")
struct CompressedTextTests {
    private let focus = TaskFocus(SampleProject.task)

    private func compressed(_ text: String, _ compression: Compression, _ budget: Int) -> String {
        CompressedText(text, by: compression, for: focus, budget: budget).text
    }

    @Test func logsKeepErrors() {
        let log =
            (0..<50).map { "step \($0) ok\n" }.joined() + "fatal: no such remote\nhint: add it\n"
            + (50..<90).map { "step \($0) ok\n" }.joined()
        let text = compressed(log, .errors, 60)
        #expect(text.contains("fatal: no such remote\nhint: add it\n"))
        #expect(text.contains("lines left out]"))
        #expect(!text.contains("step 20 "))
    }

    @Test func proseKeepsHeadingsAndNamedSections() {
        let filler = String(repeating: "More words about it that say little.\n", count: 30)
        let text = compressed(
            "# Book\n\n## Weather\n\n\(filler)\n## Folded lines\n\nThey begin with a blank.\n\n## End\n\n\(filler)",
            .sections, 85)
        for kept in ["# Book", "## Weather", "## Folded lines\n", "They begin with a blank."] {
            #expect(text.contains(kept), "\(kept)")
        }
    }

    @Test func codeKeepsInterfaces() {
        let code = """
            import Glibc

            /// A stack of numbers.
            /// It grows.
            public struct Stack {
                private var items: [Int] = []

                /// Adds one.
                public mutating func push(
                    _ item: Int,
                    times: Int
                ) {
                    for index in 0..<times {
                        items.append(item)
                        print("pushed", index, "and some more words")
                    }
                }
            }

            """
        let text = compressed(code, .interfaces, 110)
        for kept in [
            "/// A stack of numbers.\n", "public struct Stack {", "public mutating func push(",
            "/// Adds one.",
        ] { #expect(text.contains(kept), "\(kept)") }
        #expect(!text.contains("pushed"))
    }

    @Test func manifestsKeepDependencies() {
        let scripts = (0..<40).map { "    \"script\($0)\": \"do something long number \($0)\",\n" }
        let manifest =
            "{\n  \"name\": \"shop\",\n  \"scripts\": {\n\(scripts.joined())  },\n  \"dependencies\": {\n    \"express\": \"^4\",\n    \"pino\": \"~9\"\n  }\n}\n"
        let text = compressed(manifest, .dependencies, 60)
        for kept in ["\"name\": \"shop\"", "\"express\": \"^4\"", "\"pino\""] {
            #expect(text.contains(kept), "\(kept)")
        }
    }

    @Test func listsKeepTheTaskInQuestion() {
        let others = (10..<80).map { "- [ ] \($0) Something else that is to be done\n  - a step\n" }
        let text = compressed(SampleProject.taskList + others.joined(), .taskList, 130)
        #expect(text.contains("    - change src/parser/header.py\n    - Requirements: 1.2\n"))
        #expect(text.contains("- [ ] 2. Parser"))
    }

    @Test func historyKeepsTheNewest() {
        let text = compressed((1...60).map { "did thing \($0)\n" }.joined(), .newest, 40)
        #expect(text.contains("did thing 60\n") && !text.contains("did thing 1\n"))
    }

    @Test func nothingFitsInNothing() {
        #expect(compressed("one line\n", .beginning, 0) == "")
        #expect(compressed("", .beginning, 100) == "" || compressed("", .beginning, 100) == "\n")
    }
}
