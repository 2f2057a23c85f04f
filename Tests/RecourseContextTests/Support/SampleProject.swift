import RecourseCore

@testable import RecourseContext

/// A small project with specifications.
enum SampleProject {
    static let taskList = """
        # Implementation Plan

        - [x] 1. Set up
        - [ ] 2. Parser
          - [ ] 2.1 Let `parseHeader` accept folded lines
            - change src/parser/header.py
            - Requirements: 1.2
          - [ ] 2.2 Write tests
        - [ ] 3. Publish

        """

    static let requirements = """
        # Requirements

        ## Introduction

        A reader of mail.

        ### Requirement 1: Headers

        1. WHEN a header is long THEN it is kept
        2. WHEN a header is folded THEN its lines are joined

        ### Requirement 2: Bodies

        1. WHEN a body is empty THEN it is kept

        """

    static var header: String {
        var text = "\"\"\"Headers of a message.\"\"\"\nimport re\n\n\n"
        for index in 0..<40 {
            text += "def helper_\(index)(value):\n    \"\"\"Helps with \(index).\"\"\"\n"
            for step in 0..<8 { text += "    value = value + \(step) * \(index)\n" }
            text += "    return value\n\n\n"
        }
        return text + "def parseHeader(line):\n    return line.split(':', 1)\n"
    }

    static func tree() -> MemoryTree {
        MemoryTree([
            "README.md": "# Mail\n\nReads mail.\n\n## Use\n\n"
                + String(
                    repeating: "Call it with a file and look at what it prints.\n", count: 60),
            "pyproject.toml":
                "[project]\nname = \"mail\"\nversion = \"1.0\"\ndependencies = [\n  \"attrs>=23\",\n]\n",
            ".env": "SECRET=1",
            "src/parser/header.py": header,
            "src/parser/body.py": "def parseBody(text):\n    return text\n",
            "src/main.py": "from parser.header import parseHeader\n",
            ".kiro/specs/mail/requirements.md": requirements,
            ".kiro/specs/mail/design.md": "# Design\n\n## Parser\n\nTwo passes over the lines.\n",
            ".kiro/specs/mail/tasks.md": taskList,
        ])
    }

    static let task = ContextTask(
        id: "2.1", title: "Let `parseHeader` accept folded lines",
        steps: ["change src/parser/header.py"], requirements: ["1.2"])

    static func sources(_ tree: MemoryTree, list: String = taskList) -> ContextSources {
        ContextSources(
            tree: tree, snapshot: ContextSnapshot.refreshed(from: nil, in: tree).snapshot,
            taskList: TaskListSource(path: ".kiro/specs/mail/tasks.md", text: list),
            history: (1...14).map {
                PastStep(task: "1", text: "step number \($0)", ending: .succeeded)
            },
            failures: [
                RelatedFailure(
                    title: "python.module-missing",
                    text: String(repeating: "collecting things\n", count: 80)
                        + "ModuleNotFoundError: No module named 'attrs'\nbye\n",
                    remedy: "pip install attrs")
            ])
    }
}
