import RecourseCore

/// Reads a task list line by line: boxes open tasks, deeper bullets and fences belong to the task
/// above.
struct TaskListParser {
    private(set) var tasks: [TaskItem] = []
    private var unnumbered = 0
    private var indent = 0
    private var fence: Fence?

    private struct Fence {
        var marker: String
        var line: Int
        var language: Language
        var indent: Int
        var body: [String] = []
    }

    private enum Language { case shell, diff, other }

    private static let shells: Set<String> = ["sh", "bash", "shell", "console", "zsh"]
    private static let diffs: Set<String> = ["diff", "patch"]

    var openFenceLine: Int? { fence?.line }

    mutating func read(_ line: Substring, number: Int) {
        let body = line.drop { $0 == " " || $0 == "\t" }
        let depth = line.count - body.count
        if fence != nil {
            readInsideFence(line, body)
        } else if body.hasPrefix("```") || body.hasPrefix("~~~") {
            openFence(body, depth, number)
        } else if let task = box(body, number) {
            tasks.append(task)
            indent = depth
        } else if let bullet = Self.bullet(body), !tasks.isEmpty, depth > indent {
            readBullet(bullet)
        } else if body.hasPrefix("#") {
            // A heading ends the task above.
            indent = .max
        }
    }

    private mutating func openFence(_ body: Substring, _ depth: Int, _ number: Int) {
        let marker = String(body.prefix { $0 == body.first })
        let word = String(body.dropFirst(marker.count).prefix { $0 != " " })
        let belongs = !tasks.isEmpty && indent != .max
        fence = Fence(
            marker: marker, line: number,
            language: belongs && Self.shells.contains(word)
                ? .shell : belongs && Self.diffs.contains(word) ? .diff : .other,
            indent: depth)
    }

    private mutating func readInsideFence(_ line: Substring, _ body: Substring) {
        guard var open = fence else { return }
        if body.hasPrefix(open.marker), body.allSatisfy({ $0 == open.marker.first || $0 == " " }) {
            fence = nil
            let text = open.body.joined(separator: "\n")
            guard !text.allSatisfy(\.isWhitespace) else { return }
            switch open.language {
            case .shell: tasks[tasks.count - 1].actions.append(.command(text))
            case .diff: tasks[tasks.count - 1].actions.append(.patch(text + "\n"))
            case .other: break
            }
        } else {
            var shared = 0
            let unindented = line.drop { character in
                shared += 1
                return shared <= open.indent && (character == " " || character == "\t")
            }
            open.body.append(String(unindented))
            fence = open
        }
    }

    /// `- [ ] 1.2 Title`.
    private mutating func box(_ body: Substring, _ number: Int) -> TaskItem? {
        guard let text = Self.bullet(body), text.count >= 3, text.first == "[",
            text.dropFirst(2).first == "]", text.count == 3 || text.dropFirst(3).first == " ",
            let sign = text.dropFirst().first,
            let mark = TaskItem.Mark(rawValue: sign == "X" ? "x" : sign)
        else { return nil }
        let rest = text.dropFirst(3).drop { $0 == " " }
        let word = rest.prefix { $0 != " " }
        let digits = word.hasSuffix(".") ? word.dropLast() : word
        let isNumber = digits.split(separator: ".", omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }
        if isNumber {
            let title = rest.dropFirst(word.count).drop { $0 == " " }
            return TaskItem(id: TaskID(digits), title: String(title), mark: mark, line: number)
        }
        unnumbered += 1
        return TaskItem(
            id: TaskID("task_\(unnumbered)"), title: String(rest), mark: mark, line: number)
    }

    private mutating func readBullet(_ bullet: Substring) {
        let text =
            bullet.hasPrefix("_") && bullet.hasSuffix("_") ? bullet.dropFirst().dropLast() : bullet
        let last = tasks.count - 1
        if let value = Self.value(of: "Run", in: text) {
            tasks[last].actions.append(.command(Self.code(value)))
        } else if let value = Self.value(of: "Check", in: text) {
            tasks[last].checks.append(Self.code(value))
        } else if let value = Self.value(of: "Needs", in: text) {
            tasks[last].needs += Self.list(value).map { TaskID($0) }
        } else if let value = Self.value(of: "Requirements", in: text) {
            tasks[last].requirements += Self.list(value)
        } else if let value = Self.value(of: "Reads", in: text) {
            tasks[last].reads = (tasks[last].reads ?? []) + Self.list(value)
        } else if let value = Self.value(of: "Writes", in: text) {
            tasks[last].writes = (tasks[last].writes ?? []) + Self.list(value)
        } else if let value = Self.value(of: "Locks", in: text) {
            tasks[last].locks += Self.list(value)
        } else if let value = Self.value(of: "Idempotent", in: text) {
            tasks[last].isIdempotent = ["yes", "true"].contains(Self.code(value).lowercased())
        } else {
            tasks[last].steps.append(String(text))
        }
    }

    private static func bullet(_ body: Substring) -> Substring? {
        guard let sign = body.first, "-*+".contains(sign), body.dropFirst().first == " " else {
            return nil
        }
        return body.dropFirst(2).drop { $0 == " " }
    }

    private static func value(of name: String, in text: Substring) -> Substring? {
        guard text.lowercased().hasPrefix(name.lowercased() + ":") else { return nil }
        let value = text.dropFirst(name.count + 1).drop { $0 == " " }
        return value.isEmpty ? nil : value
    }

    /// The text inside the first run of back-ticks and the next one as long, or all of it.
    private static func code(_ text: Substring) -> String {
        let ticks = text.prefix { $0 == "`" }
        let inside = text.dropFirst(ticks.count)
        guard !ticks.isEmpty, let end = inside.firstRange(of: ticks) else { return String(text) }
        let code = inside[..<end.lowerBound]
        return ticks.count > 1 ? code.trimmingPrefix(" ").description : String(code)
    }

    /// Words between commas, blanks and back-ticks; `none` alone is an empty list.
    private static func list(_ text: Substring) -> [String] {
        let words = text.split { $0 == "," || $0 == " " || $0 == "`" }.map(String.init)
        return words == ["none"] ? [] : words
    }
}
