/// The boxes of a list, and all that belongs to the task in question.
enum TaskListRanks {
    static func levels(of lines: [Substring], for focus: TaskFocus) -> [Int] {
        var levels: [Int] = []
        var ownIndent: Int?
        let parents = Self.parents(of: focus.task.id)
        for line in lines {
            let body = LineRanks.body(of: line)
            let indent = LineRanks.indent(of: line)
            guard let box = Self.box(body) else {
                if MarkdownRanks.depth(of: line) > 0 { ownIndent = nil }
                let isOwn = ownIndent.map { indent > $0 } ?? false
                levels.append(
                    body.isEmpty ? 0 : isOwn ? 5 : MarkdownRanks.depth(of: line) > 0 ? 4 : 1)
                continue
            }
            let id = Self.id(of: box)
            let isOwn = id == focus.task.id || box.hasSuffix(focus.task.title)
            if isOwn {
                ownIndent = indent
            } else if let own = ownIndent, indent <= own {
                ownIndent = nil
            }
            levels.append(isOwn || ownIndent != nil ? 5 : parents.contains(id) ? 4 : 3)
        }
        return levels
    }

    /// What stands behind the box.
    private static func box(_ body: Substring) -> Substring? {
        guard let sign = body.first, "-*+".contains(sign), body.dropFirst().hasPrefix(" [") else {
            return nil
        }
        let rest = body.dropFirst(3)
        guard rest.dropFirst().first == "]" else { return nil }
        return LineRanks.body(of: rest.dropFirst(2))
    }

    private static func id(of box: Substring) -> String {
        let word = box.prefix { $0 != " " }
        return String(word.hasSuffix(".") ? word.dropLast() : word)
    }

    private static func parents(of id: String) -> Set<String> {
        var parents: Set<String> = []
        var rest = Substring(id)
        while let dot = rest.lastIndex(of: ".") {
            rest = rest[..<dot]
            parents.insert(String(rest))
        }
        return parents
    }
}
