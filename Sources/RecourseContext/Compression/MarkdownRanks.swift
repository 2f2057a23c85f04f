/// Headings, the sections that a task names, and what each section begins with.
enum MarkdownRanks {
    static func levels(of lines: [Substring], for focus: TaskFocus) -> [Int] {
        var levels: [Int] = []
        var namedDepth: Int?
        var requirement: Int?
        var isFenced = false
        var isFirst = false
        for line in lines {
            let body = LineRanks.body(of: line)
            if body.hasPrefix("```") || body.hasPrefix("~~~") { isFenced.toggle() }
            let depth = isFenced ? 0 : Self.depth(of: line)
            if depth > 0 {
                if let named = namedDepth, depth <= named { namedDepth = nil }
                let number = Self.requirement(in: body, of: focus)
                if number != nil || depth > 1 && focus.isNamed(inProse: body) {
                    namedDepth = namedDepth ?? depth
                }
                requirement = number ?? (namedDepth == nil ? nil : requirement)
                levels.append(depth <= 2 || namedDepth != nil ? 5 : 3)
                isFirst = true
            } else if body.isEmpty {
                levels.append(0)
            } else {
                let isCriterion = requirement.map { Self.isCriterion(body, of: $0, focus) } ?? false
                let isNamed = namedDepth != nil
                levels.append(isCriterion ? 5 : isNamed ? 4 : isFirst && !isFenced ? 2 : 1)
                isFirst = false
            }
        }
        return levels
    }

    /// 1 to 6 for a heading, else 0.
    static func depth(of line: Substring) -> Int {
        let count = line.utf8.prefix { $0 == UInt8(ascii: "#") }.count
        guard (1...6).contains(count), line.utf8.dropFirst(count).first == 0x20 else { return 0 }
        return count
    }

    /// The number of the requirement whose heading this is, where the task names it or a criterion
    /// of it: `### Requirement 2` for `2.1`.
    private static func requirement(in heading: Substring, of focus: TaskFocus) -> Int? {
        let wanted = Set(
            focus.requirements.compactMap { $0.split(separator: ".").first.map(String.init) })
        let whole = Set(focus.requirements)
        let words = heading.split { $0 == " " || $0 == ":" || $0 == "#" || $0 == "-" }
        for word in words {
            let number = word.hasSuffix(".") ? word.dropLast() : word
            if whole.contains(String(number)) || wanted.contains(String(number)) {
                return Int(number.split(separator: ".").first ?? "") ?? 0
            }
        }
        return nil
    }

    private static func isCriterion(
        _ body: Substring, of requirement: Int, _ focus: TaskFocus
    ) -> Bool {
        let digits = body.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard !digits.isEmpty else { return false }
        let number = digits.hasSuffix(".") ? digits.dropLast() : digits
        return focus.requirements.contains("\(requirement).\(number)")
            || focus.requirements.contains(String(number))
    }
}
