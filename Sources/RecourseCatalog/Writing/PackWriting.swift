import RecourseCore

/// Packs and patterns in our format; what is written is read back as the same values.
public enum PackWriting {
    public static func text(_ pack: Pack) -> String {
        var lines = [
            "format = \(TOMLText.string(PackFile.format))", "", "[pack]",
            "id = \(TOMLText.string(pack.id.rawValue))",
            "version = \(TOMLText.string(pack.version))",
            "licence = \(TOMLText.string(pack.licence))",
            "max-risk = \(TOMLText.string(pack.maximumRisk.rawValue))",
        ]
        if !pack.programs.isEmpty { lines.append("programs = \(TOMLText.strings(pack.programs))") }
        return lines.joined(separator: "\n") + "\n" + pack.patterns.map { "\n" + text($0) }.joined()
    }

    public static func text(_ pattern: Pattern) -> String {
        var lines = [
            "[[pattern]]", "id = \(TOMLText.string(pattern.id.rawValue))",
            "rev = \(pattern.revision)",
            "title = \(TOMLText.string(pattern.title))",
            "status = \(TOMLText.string(pattern.status.rawValue))",
            "severity = \(TOMLText.string(pattern.severity.rawValue))",
            "category = \(TOMLText.string(pattern.category.rawValue))",
        ]
        switch pattern.scope {
        case .line(let regex): lines.append("regex = \(TOMLText.string(regex))")
        case .tail(let regex): lines += ["scope = \"tail\"", "regex = \(TOMLText.string(regex))"]
        case .block: lines.append("scope = \"block\"")
        }
        lines.append("specificity = \(pattern.specificity)")
        if !pattern.yieldsTo.isEmpty {
            lines.append("yields-to = \(TOMLText.strings(pattern.yieldsTo.map(\.rawValue)))")
        }
        if !pattern.references.isEmpty {
            lines.append("refs = \(TOMLText.strings(pattern.references))")
        }
        if let origin = pattern.origin { lines.append("origin = \(self.origin(origin))") }
        if case .block(let steps) = pattern.scope {
            for step in steps {
                lines += [
                    "[[pattern.step]]", "regex = \(TOMLText.string(step.regex))",
                    "within = \(step.within)",
                ]
            }
        }
        lines += conditions(pattern.conditions)
        for (name, rule) in pattern.captures.sorted(by: { $0.key < $1.key }) {
            lines += capture(name, rule)
        }
        for fix in pattern.fixes { lines += FixWriting.lines(fix) }
        for example in pattern.examples { lines += self.example(example) }
        for counter in pattern.counters { lines += self.counter(counter) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func origin(_ origin: PatternOrigin) -> String {
        var entries = [
            ("format", TOMLText.string(origin.format)),
            ("grade", TOMLText.string(origin.grade.rawValue)),
        ]
        if !origin.regexes.isEmpty { entries.append(("regexes", TOMLText.strings(origin.regexes))) }
        if !origin.reasons.isEmpty { entries.append(("reasons", TOMLText.strings(origin.reasons))) }
        return TOMLText.table(entries)
    }

    private static func conditions(_ conditions: PatternConditions) -> [String] {
        guard conditions != PatternConditions() else { return [] }
        var lines = ["[pattern.when]"]
        if !conditions.exit.isEmpty {
            lines.append("exit = \(TOMLText.strings(conditions.exit.map(\.text)))")
        }
        if !conditions.streams.isEmpty {
            lines.append("streams = \(TOMLText.strings(conditions.streams.map(\.rawValue)))")
        }
        if !conditions.programs.isEmpty {
            lines.append("programs = \(TOMLText.strings(conditions.programs))")
        }
        if !conditions.unless.isEmpty {
            lines.append("unless = \(TOMLText.strings(conditions.unless))")
        }
        return lines
    }

    private static func capture(_ name: String, _ rule: CaptureRule) -> [String] {
        var lines = [
            "[pattern.captures.\(TOMLText.key(name))]",
            "type = \(TOMLText.string(rule.type.rawValue))",
        ]
        if !rule.values.isEmpty { lines.append("values = \(TOMLText.strings(rule.values))") }
        if !rule.known.isEmpty { lines.append("known = \(TOMLText.strings(rule.known))") }
        for (key, table) in rule.maps.sorted(by: { $0.key < $1.key }) {
            lines.append("map.\(TOMLText.key(key)) = \(TOMLText.table(table))")
        }
        return lines
    }

    private static func example(_ example: PatternExample) -> [String] {
        var lines = ["[[pattern.example]]", "text = \(TOMLText.block(example.text))"]
        if let command = example.command { lines.append("command = \(TOMLText.string(command))") }
        if example.exit != 1 { lines.append("exit = \(example.exit)") }
        if !example.captures.isEmpty {
            lines.append("captures = \(TOMLText.table(example.captures))")
        }
        if !example.workspace.isEmpty {
            lines.append("workspace = \(TOMLText.table(example.workspace))")
        }
        if !example.expect.isEmpty {
            let expect = Dictionary(
                uniqueKeysWithValues: example.expect.map { ($0.key.rawValue, $0.value) })
            lines.append("expect = \(TOMLText.table(expect))")
        }
        return lines
    }

    private static func counter(_ counter: PatternCounter) -> [String] {
        var lines = ["[[pattern.counter]]", "text = \(TOMLText.block(counter.text))"]
        if let command = counter.command { lines.append("command = \(TOMLText.string(command))") }
        if counter.exit != 1 { lines.append("exit = \(counter.exit)") }
        if !counter.why.isEmpty { lines.append("why = \(TOMLText.string(counter.why))") }
        return lines
    }
}
