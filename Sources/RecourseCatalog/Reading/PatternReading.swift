import RecourseCore

extension Pattern {
    private static let keys: Set<String> = [
        "id", "rev", "title", "status", "severity", "category", "regex", "scope", "step",
        "specificity", "yields-to", "refs", "origin", "when", "captures", "fix", "example",
        "counter",
    ]

    init(_ reader: FieldReader) {
        reader.allowOnly(Self.keys)
        let id = PatternID(reader.required("id"))
        if !id.isWellFormed {
            reader.note("id", "`\(id)` is not `family.kind` in lower case, digits and hyphens")
        }
        let specificity = reader.int("specificity") ?? 50
        if !(1...100).contains(specificity) { reader.note("specificity", "expected 1 to 100") }
        let revision = reader.int("rev") ?? 1
        if revision < 1 { reader.note("rev", "expected 1 or more") }
        if !reader.has("category") { reader.note("category", "is missing") }
        var captures: [String: CaptureRule] = [:]
        if let table = reader.table("captures") {
            for name in table.keys { captures[name] = table.table(name).map(CaptureRule.init) }
        }
        self.init(
            id: id, revision: revision, title: reader.required("title"),
            status: reader.choice("status", of: PatternStatus.self) ?? .stable,
            severity: reader.choice("severity", of: Severity.self) ?? .error,
            category: reader.choice("category", of: FailureCategory.self) ?? .unknown,
            scope: PatternScope(reader), specificity: specificity,
            yieldsTo: reader.strings("yields-to").map { PatternID($0) },
            conditions: reader.table("when").map(PatternConditions.init) ?? PatternConditions(),
            captures: captures, fixes: reader.tables("fix").map(Fix.init),
            examples: reader.tables("example").map(PatternExample.init),
            counters: reader.tables("counter").map(PatternCounter.init),
            references: reader.strings("refs"),
            origin: reader.table("origin").map(PatternOrigin.init))
    }
}

extension PatternOrigin {
    init(_ reader: FieldReader) {
        reader.allowOnly(["format", "grade", "regexes", "reasons"])
        self.init(
            format: reader.required("format"), regexes: reader.strings("regexes"),
            grade: reader.choice("grade", of: RegexGrade.self) ?? .review,
            reasons: reader.strings("reasons"))
    }
}

extension PatternScope {
    init(_ reader: FieldReader) {
        let scope = reader.string("scope") ?? "line"
        if scope == "block" {
            let steps = reader.tables("step").map { step in
                step.allowOnly(["regex", "within"])
                return PatternStep(regex: step.regex("regex"), within: step.int("within") ?? 20)
            }
            if steps.isEmpty { reader.note("step", "a block needs at least one step") }
            if reader.has("regex") { reader.note("regex", "a block has its regexes in its steps") }
            self = .block(steps)
        } else {
            let regex = reader.regex("regex")
            if reader.has("step") { reader.note("step", "only a block has steps") }
            if scope != "line" && scope != "tail" {
                reader.note("scope", "`\(scope)` is not one of line, tail, block")
            }
            self = scope == "tail" ? .tail(regex) : .line(regex)
        }
    }
}

extension PatternConditions {
    init(_ reader: FieldReader) {
        reader.allowOnly(["exit", "streams", "programs", "unless"])
        self.init(
            exit: reader.strings("exit").compactMap { text in
                let condition = ExitCondition(parsing: text)
                if condition == nil {
                    reader.note("exit", "`\(text)` is not a condition on an exit status")
                }
                return condition
            },
            streams: reader.strings("streams").compactMap { text in
                let stream = OutputStream(rawValue: text)
                if stream == nil {
                    reader.note("streams", "`\(text)` is not one of stdout, stderr")
                }
                return stream
            },
            programs: reader.strings("programs"), unless: reader.strings("unless"))
    }
}

extension CaptureRule {
    init(_ reader: FieldReader) {
        reader.allowOnly(["type", "values", "map", "known"])
        var maps: [String: [String: String]] = [:]
        if let tables = reader.table("map") {
            for key in tables.keys { maps[key] = tables.stringTable(key) }
        }
        self.init(
            type: reader.choice("type", of: CaptureType.self) ?? .text,
            values: reader.strings("values"), maps: maps, known: reader.strings("known"))
    }
}

extension PatternExample {
    init(_ reader: FieldReader) {
        reader.allowOnly(["text", "command", "exit", "captures", "workspace", "expect"])
        var expect: [FixID: String] = [:]
        for (fix, text) in reader.stringTable("expect") { expect[FixID(fix)] = text }
        self.init(
            text: reader.required("text"), command: reader.string("command"),
            exit: Int32(clamping: reader.int("exit") ?? 1),
            captures: reader.stringTable("captures"),
            workspace: reader.stringTable("workspace"), expect: expect)
    }
}

extension PatternCounter {
    init(_ reader: FieldReader) {
        reader.allowOnly(["text", "command", "exit", "why"])
        self.init(
            text: reader.required("text"), command: reader.string("command"),
            exit: Int32(clamping: reader.int("exit") ?? 1), why: reader.string("why") ?? "")
    }
}
