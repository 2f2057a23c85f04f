/// The lines of a manifest that name dependencies, and the head of their part.
enum ManifestRanks {
    static func levels(of lines: [Substring], for focus: TaskFocus) -> [Int] {
        // In a list of requirements every line is one.
        let isPlain = !lines.contains { line in
            line.utf8.contains { "{[(<".utf8.contains($0) } && line.utf8.first != 0x23
        }
        var levels: [Int] = []
        var headIndent: Int?
        for line in lines {
            let body = LineRanks.body(of: line)
            let indent = LineRanks.indent(of: line)
            guard !body.isEmpty else {
                levels.append(0)
                continue
            }
            let isComment = body.hasPrefix("//") || body.hasPrefix("#") || body.hasPrefix("<!--")
            if isComment {
                levels.append(1)
            } else if isPlain {
                levels.append(4)
            } else if isHead(body) {
                headIndent = indent
                levels.append(5)
            } else if let head = headIndent, indent > head || indent == 0 && !body.hasPrefix("[") {
                let isClosing = body.utf8.allSatisfy { "]}),;".utf8.contains($0) }
                if isClosing, indent <= head { headIndent = nil }
                levels.append(isClosing ? 2 : 4)
            } else {
                headIndent = nil
                let isName = body.contains("name") || body.contains("version")
                levels.append(focus.isNamed(inCode: line) ? 4 : isName ? 3 : 1)
            }
        }
        return levels
    }

    private static func isHead(_ body: Substring) -> Bool {
        let lower = body.lowercased()
        return lower.contains("dependencies") || lower.contains("requires")
            || lower.hasPrefix("require") || lower.contains("packages")
            || lower.contains("find_package") || lower.contains(".package(")
            || lower.contains("target_link_libraries") || lower.hasPrefix("gem ")
    }
}
