import RecourseCore

/// One regex of a problem matcher, with what its groups mean.
struct MatcherStep {
    var regexp: String
    var line: Int
    var field: String
    /// What groups are called here, by number.
    var roles: [Int: String] = [:]
    var loops = false
    /// Two meanings of one group.
    var doubts: [String] = []

    /// What a group's name says of its type.
    static let types: [String: CaptureType] = [
        "file": .path, "from_path": .path, "line": .int, "column": .int, "end_line": .int,
        "end_column": .int, "number": .int, "code": .identifier,
    ]

    /// - Parameter keys: the format's name of each role, in the order of their weight.
    init?(_ place: JSONPlace, keys: [(key: String, role: String)]) {
        guard place.isObject else { return nil }
        guard let regexp = place.string("regexp") else {
            if !place.has("regexp") { place.note("`regexp` is missing") }
            return nil
        }
        self.regexp = regexp
        line = place.place("regexp")?.line ?? place.line
        field = place.path + ".regexp"
        loops = place.bool("loop") ?? false
        for (key, role) in keys {
            guard let number = place.int(key) else { continue }
            guard number >= 0 else {
                place.place(key)?.note("expected the number of a group")
                continue
            }
            give(role, to: number)
        }
    }

    mutating func give(_ role: String, to number: Int) {
        guard !roles.values.contains(role) else { return }
        if let other = roles[number] {
            if number > 0 { doubts.append("group \(number) is both \(other) and \(role)") }
        } else {
            roles[number] = role
        }
    }

    func translated(_ use: RegexUse) -> PatternAssembly.Step {
        PatternAssembly.Step(
            regex: RegexTranslator.translated(regexp, use, roles: roles), line: line, field: field)
    }
}

extension PatternAssembly {
    /// A matcher whose regexes match line after line.
    mutating func add(_ draft: Draft, _ steps: [MatcherStep], _ use: RegexUse) throws {
        var draft = draft
        draft.types = MatcherStep.types
        draft.doubts += steps.flatMap(\.doubts)
        if steps.contains(where: \.loops) {
            draft.doubts.append("of the lines that `loop` repeats, the first is captured")
        }
        guard steps.count <= ForeignLimits.steps else {
            return refuse(
                "\(draft.family).\(draft.kind)", steps[0].regexp,
                "more than \(ForeignLimits.steps) steps", line: steps[0].line, field: steps[0].field
            )
        }
        // What a later regex says again is not captured again.
        var known: Set<String> = []
        var translated: [Step] = []
        for step in steps {
            var step = step
            step.roles = step.roles.filter { !known.contains($0.value) }
            known.formUnion(step.roles.values)
            translated.append(step.translated(use))
        }
        try add(draft, translated)
    }
}
