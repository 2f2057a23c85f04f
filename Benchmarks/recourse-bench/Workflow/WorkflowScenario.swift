import Foundation

/// A generated project with a task list that says in words what is to be done, and what a model
/// knows of it.
///
/// Each task has two commands. Three in ten of all commands fail in ways that the built-in packs
/// know (a folder is missing, a script may not be executed), one in twenty in a way that nothing
/// knows: a tool of the project's own.
struct WorkflowScenario {
    let tasks: Int
    let root: String

    /// Files that have nothing to do with the tasks: what a context is gathered from.
    static let otherFiles = 2_000

    var list: String { "\(root)/tree/tasks.md" }
    var tree: String { "\(root)/tree" }
    var answers: String { "\(root)/scenario.json" }

    private enum Kind { case plain, folder, redirection, script, unknown }

    private func kind(_ number: Int) -> Kind {
        switch number % 10 {
        case 1, 4: .folder
        case 2, 5: .redirection
        case 3, 6: .script
        case 8: .unknown
        default: .plain
        }
    }

    private func name(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private func title(_ number: Int) -> String {
        "Publish part \(name(number)) of the almanac"
    }

    private func commands(_ number: Int) -> [String] {
        let name = name(number)
        let first = "sleep 0.3 && cat src/part-\(name).txt > out/part-\(name).txt"
        return switch kind(number) {
        case .plain: [first, "wc -l out/part-\(name).txt"]
        case .folder: [first, "cp out/part-\(name).txt site/p\(name)/part.txt"]
        case .redirection: [first, "sort out/part-\(name).txt > sorted/p\(name)/part"]
        case .script: [first, "./tools/step-\(name).sh"]
        case .unknown: [first, "./tools/frobctl publish m\(name)"]
        }
    }

    /// Writes the tree as it is before anything was done.
    func write() throws {
        let files = FileManager.default
        try? files.removeItem(atPath: tree)
        for folder in ["src", "out", "tools", "docs"] {
            try files.createDirectory(
                atPath: "\(tree)/\(folder)", withIntermediateDirectories: true)
        }
        var text = "# Almanac\n\n"
        var answers: [String: [String: Any]] = [:]
        for number in 1...tasks {
            text +=
                "- [ ] \(number). \(title(number))\n  - Take it from src/part-\(name(number)).txt\n"
            text += "  - Requirements: 1.\(number)\n"
            answers[title(number)] = [
                "steps": commands(number), "makes": "out/part-\(name(number)).txt",
            ]
            try put("src/part-\(name(number)).txt", (1...40).map { "\(number * $0)\n" }.joined())
            if kind(number) == .script {
                try put("tools/step-\(name(number)).sh", "#!/bin/sh\nexit 0\n")
            }
        }
        try put("tasks.md", text)
        try put(
            "requirements.md",
            (1...tasks).map { "## 1.\($0)\n\nPart \($0) is published unchanged.\n\n" }.joined())
        try put("README.md", "# Almanac\n\nParts are published one by one.\n")
        try put(
            "tools/frobctl",
            """
            #!/bin/sh
            test -e "$2" && exit 0
            echo "frobctl: marker \\"$2\\" is missing" >&2
            exit 3

            """, mode: 0o755)
        for number in 0..<Self.otherFiles {
            let folder = "docs/chapter-\(number % 40)"
            try files.createDirectory(
                atPath: "\(tree)/\(folder)", withIntermediateDirectories: true)
            try put(
                "\(folder)/page-\(number).md",
                "# Page \(number)\n\n" + String(repeating: "A sentence of the page. ", count: 40))
        }
        try JSONSerialization.data(withJSONObject: answers).write(
            to: URL(fileURLWithPath: self.answers))
    }

    private func put(_ path: String, _ text: String, mode: Int = 0o644) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(tree)/\(path)"))
        try FileManager.default.setAttributes(
            [.posixPermissions: mode], ofItemAtPath: "\(tree)/\(path)")
    }
}
