import RecourseCore

/// Formats as patterns: one of a single line by itself; a start with the continuations and the end
/// written behind it, as a block.
enum ErrorFormatReading {
    /// Vim takes any number of continuation lines; a block's steps are at most so far apart.
    private static let within = 20

    private struct Located {
        var part: ErrorFormatPart
        var line: Int
    }

    static func read(
        _ formats: [(source: String, line: Int)], family: String,
        into assembly: inout PatternAssembly
    ) throws {
        guard !formats.isEmpty else {
            throw PackErrors([
                PackError(file: assembly.file, line: 1, field: "errorformat", reason: "is empty")
            ])
        }
        guard formats.count <= ForeignLimits.patterns else {
            throw PackErrors([
                PackError(
                    file: assembly.file, line: formats[ForeignLimits.patterns].line,
                    field: "errorformat", reason: "more than \(ForeignLimits.patterns) formats")
            ])
        }
        var parts: [Located] = []
        var seen: Set<String> = []
        for (source, line) in formats {
            do throws(RegexRefusal) {
                let part = try ErrorFormatPart(source)
                // A compiler file may say the same in two branches.
                guard part.kind != .message || seen.insert(source).inserted else { continue }
                parts.append(Located(part: part, line: line))
            } catch {
                assembly.refuse(
                    "\(family).\(PatternNaming.slug(source))", source, error.reason, line: line,
                    field: "errorformat")
            }
        }
        var index = 0
        while index < parts.count {
            let first = parts[index]
            index += 1
            guard take(first, &assembly) else { continue }
            var later: [Located] = []
            while first.part.kind == .start, index < parts.count,
                [.continuation, .end].contains(parts[index].part.kind)
            {
                later.append(parts[index])
                index += 1
            }
            try add(first, later, family, &assembly)
        }
    }

    /// Whether it makes a pattern; what does not is noted.
    private static func take(_ located: Located, _ assembly: inout PatternAssembly) -> Bool {
        let reason: String
        switch located.part.kind {
        case .message, .start:
            if !located.part.isHidden { return true }
            reason = "lines that are no message are not hidden"
        case .general: reason = "lines that are no message are not hidden"
        case .partial: reason = "a part of a line is not taken over"
        case .directory: reason = "directories are not followed"
        case .continuation, .end: reason = "a continuation without its start"
        }
        assembly.note(
            "`\(located.part.source)`: \(reason)", line: located.line, field: "errorformat")
        return false
    }

    private static func add(
        _ first: Located, _ later: [Located], _ family: String, _ assembly: inout PatternAssembly
    ) throws {
        var steps = [step(first, known: [])]
        var known = Set(first.part.roles)
        // Continuations in the order written, then the end: only those that say something new.
        let ordered =
            later.filter { $0.part.kind == .continuation } + later.filter { $0.part.kind == .end }
        for located in ordered {
            let new = Set(located.part.roles).subtracting(known).subtracting(["pointer", "rest"])
            guard !new.isEmpty else { continue }
            steps.append(step(located, known: known))
            known.formUnion(located.part.roles)
        }
        var draft = PatternAssembly.Draft(
            family: family, kind: first.part.name,
            title: PatternNaming.title("Message of \(family): \(first.part.source)"),
            severity: first.part.severity, category: .build, types: MatcherStep.types)
        if steps.count > 1 {
            draft.doubts.append("Vim takes the lines of a message in any order; these are in one")
        }
        try assembly.add(draft, steps)
    }

    private static func step(_ located: Located, known: Set<String>) -> PatternAssembly.Step {
        PatternAssembly.Step(
            regex: VimRegex.translated(located.part, known: known), line: located.line,
            field: "errorformat",
            within: within)
    }
}
