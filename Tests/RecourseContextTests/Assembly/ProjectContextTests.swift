import RecourseCore
import RecourseLearning
import Testing

@testable import RecourseContext

@Suite("Project context")
struct ProjectContextTests {
    private func assembled(_ budget: Int, _ tree: MemoryTree? = nil) -> AssembledContext {
        ProjectContext.assembled(
            for: SampleProject.task, from: SampleProject.sources(tree ?? SampleProject.tree()),
            budget: budget)
    }

    @Test func tellsAllOfItWhereThereIsRoom() {
        let context = assembled(20_000)
        #expect(
            context.components.map(\.name) == [
                "Structure", "README.md", "pyproject.toml", ".kiro/specs/mail/design.md",
                ".kiro/specs/mail/requirements.md", ".kiro/specs/mail/tasks.md",
                "src/parser/header.py", "Failure: python.module-missing", "Done before",
            ])
        #expect(context.components.allSatisfy { $0.form == .whole })
        #expect(context.components[6].reason == .namesPath("src/parser/header.py"))
        #expect(context.text.contains("step number 14") && context.text.contains("step number 5\n"))
        #expect(!context.text.contains("step number 4\n"))
        #expect(!context.text.contains("SECRET"))
        #expect(context.tokens == TokenEstimate.tokens(in: context.text))
    }

    @Test func keepsWhatMattersWhenThereIsLittleRoom() throws {
        let context = assembled(700)
        #expect(context.tokens <= 700)
        for kept in [
            "def parseHeader(line):", "WHEN a header is folded", "change src/parser/header.py",
            "ModuleNotFoundError: No module named 'attrs'", "attrs>=23",
        ] { #expect(context.text.contains(kept), "\(kept)") }
        #expect(!context.text.contains("value = value + 3 * 7"))
        let file = try #require(context.components.first { $0.kind == .file })
        guard case .compressed(let before, let after, .interfaces) = file.form else {
            Issue.record("\(file.form)")
            return
        }
        #expect(before == file.wholeTokens && after == file.tokens && after < before)
    }

    @Test(arguments: [0, 1, 5, 20, 50, 100, 150, 250, 400, 800, 1_600, 3_200])
    func neverExceedsItsBudget(_ budget: Int) {
        let context = assembled(budget)
        #expect(TokenEstimate.tokens(in: context.text) <= budget)
        #expect(context == assembled(budget))
        #expect(context.components.count == 9)
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func neverExceedsItsBudgetWhateverTheFiles(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let pieces = [
            "error: ", "func name", "() {\n", "\n\n", "## Heading\n", "    ", "- [ ] 3 box\n", "ü",
            "日本", "====", "\t", "12345678 ", "dependencies = [\n", "\r\n", "🙂", "word ", "}\n",
            "::",
        ]
        func text() -> String {
            (0..<Int.random(in: 0...300, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
        }
        let tree = MemoryTree([
            "README.md": text(), "Package.swift": text(), "design.md": text(),
            "requirements.md": text(), "a/one.swift": text(), "a/two.log": text(),
            "b/three.txt": text(), "b/four.json": text(),
        ])
        let task = ContextTask(
            id: "3", title: "Change one.swift, two.log, three.txt and four.json",
            requirements: ["1.1"])
        var sources = SampleProject.sources(tree, list: text())
        sources.failures = [RelatedFailure(title: "any", text: text())]
        let budget = Int.random(in: 0...1_500, using: &random)
        let context = ProjectContext.assembled(for: task, from: sources, budget: budget)
        #expect(TokenEstimate.tokens(in: context.text) <= budget)
    }

    @Test func identityIsThatOfWhatIsTold() {
        let tree = SampleProject.tree()
        let before = assembled(900, tree).identity
        // A file that no component is made of, and time.
        tree.write("src/parser/body.py", "def parseBody(text):\n    return text + ''\n")
        tree.pass(seconds: 100)
        #expect(assembled(900, tree).identity == before)
        // A tick, and what was done meanwhile.
        var sources = SampleProject.sources(
            tree, list: SampleProject.taskList.replacing("[ ] 3.", with: "[x] 3."))
        sources.history = []
        sources.failures = []
        let ticked = ProjectContext.assembled(for: SampleProject.task, from: sources, budget: 900)
        #expect(ticked.identity == before)
        // The file itself, the list of files, the list of tasks, the budget.
        #expect(assembled(901, tree).identity != before)
        tree.write("src/parser/header.py", SampleProject.header + "# more\n")
        let changed = assembled(900, tree).identity
        #expect(changed != before)
        tree.write("src/new.py", "")
        #expect(assembled(900, tree).identity != changed)
    }

    @Test func leavesKeysOut() {
        let tree = SampleProject.tree()
        let key = "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n"
        tree.write("src/parser/header.py", key)
        let context = assembled(9_000, tree)
        #expect(!context.text.contains("AAAA"))
        #expect(context.components.contains { $0.form == .leftOut(.secret) })
    }

    @Test func findsFilesByNameAndDeclaration() {
        let tree = SampleProject.tree()
        let snapshot = ContextSnapshot.refreshed(from: nil, in: tree).snapshot
        func found(_ title: String) -> [String] {
            let focus = TaskFocus(ContextTask(id: "1", title: title))
            return MentionedFiles.found(in: snapshot, by: focus).map(\.path)
        }
        #expect(found("Change `body.py`.") == ["src/parser/body.py"])
        #expect(found("parseBody returns nothing") == ["src/parser/body.py"])
        #expect(
            found("see parser/header.py, then main.py") == ["src/parser/header.py", "src/main.py"])
        #expect(found("nothing of the kind, e.g. 1.2") == [])
    }

    @Test func dividesByWeight() {
        #expect(BudgetShares.shares(of: 100, needs: [10, 200], weights: [1, 1]) == [10, 90])
        #expect(BudgetShares.shares(of: 300, needs: [200, 900], weights: [1, 2]) == [100, 200])
        #expect(BudgetShares.shares(of: 40, needs: [200, 900], weights: [1, 2]) == [0, 40])
        #expect(BudgetShares.shares(of: 0, needs: [5], weights: [1]) == [0])
    }

    @Test func foldsFolders() {
        var files: [String: String] = ["Package.swift": "", "a/b/c/deep.txt": ""]
        for index in 0..<40 { files["many/file\(index + 10).txt"] = "" }
        let survey = MemoryTree(files).survey(after: nil)
        #expect(
            StructureListing(survey).text(lines: 3) == """
                a/ (1 file)
                many/ (40 files)
                Package.swift

                """)
        let open = StructureListing(survey).text(lines: 100)
        #expect(open.hasPrefix("a/\n  b/\n    c/\n      deep.txt\nmany/\n  file10.txt\n"))
        #expect(open.contains("  [26 more files]\n"))
    }
}
