import RecourseCore

/// A fix as lines of a pack.
enum FixWriting {
    static func lines(_ fix: Fix) -> [String] {
        var lines = ["[[pattern.fix]]", "id = \(TOMLText.string(fix.id.rawValue))"]
        if let title = fix.title { lines.append("title = \(TOMLText.string(title))") }
        switch fix.action {
        case .advice(let text): lines.append("advice = \(TOMLText.string(text.source))")
        case .retry(let after):
            lines.append("retry = \(TOMLText.table([("after", TOMLText.string(after.packText))]))")
        case .remedy(let remedy):
            if !remedy.edits.isEmpty {
                lines.append("edit = [\(remedy.edits.map(edit).joined(separator: ", "))]")
            }
            let steps = remedy.steps.map { TOMLText.strings($0.map(\.source)) }
            if steps.count == 1 { lines.append("argv = \(steps[0])") }
            if steps.count > 1 { lines.append("steps = [\(steps.joined(separator: ", "))]") }
            if let rewrite = remedy.rewrite { lines.append("rewrite = \(self.rewrite(rewrite))") }
        }
        if let risk = fix.declaredRisk { lines.append("risk = \(TOMLText.string(risk.rawValue))") }
        if fix.timeout != Fix.defaultTimeout {
            lines.append("timeout = \(TOMLText.string(fix.timeout.packText))")
        }
        if let prior = fix.prior {
            lines.append(
                "prior = { success = \(number(prior.success)), trials = \(number(prior.trials)) }")
        }
        if !fix.references.isEmpty { lines.append("refs = \(TOMLText.strings(fix.references))") }
        if !fix.lookups.isEmpty {
            let entries = fix.lookups.sorted { $0.key < $1.key }.map { ($0.key, lookup($0.value)) }
            lines.append("let = \(TOMLText.table(entries))")
        }
        let conditions = conditions(fix.conditions)
        if !conditions.isEmpty { lines.append("when = \(TOMLText.table(conditions))") }
        return lines
    }

    private static func number(_ value: Double) -> String {
        Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    private static func edit(_ edit: Edit) -> String {
        var entries = [
            ("file", TOMLText.string(edit.file.source)),
            ("op", TOMLText.string(edit.operation.name)),
        ]
        switch edit.operation {
        case .crlfToLF, .stripBOM: break
        case .indentWithTab(let line): entries.append(("line", TOMLText.string(line.source)))
        case .deleteLine(let line, let containing):
            entries += [
                ("line", TOMLText.string(line.source)),
                ("containing", TOMLText.string(containing.source)),
            ]
        case .replaceInLine(let line, let from, let to):
            entries += [
                ("line", TOMLText.string(line.source)), ("from", TOMLText.string(from.source)),
                ("to", TOMLText.string(to.source)),
            ]
        }
        return TOMLText.table(entries)
    }

    private static func rewrite(_ rewrite: Rewrite) -> String {
        let changes = rewrite.changes.map { TOMLText.table(entries($0)) }.joined(separator: ", ")
        let program = rewrite.program.map { [("of", TOMLText.string($0))] } ?? []
        return TOMLText.table(program + [("do", "[\(changes)]")])
    }

    private static func entries(_ change: Rewrite.Change) -> [(String, String)] {
        func words(_ templates: [Template]) -> String { TOMLText.strings(templates.map(\.source)) }
        func word(_ template: Template) -> String { TOMLText.string(template.source) }
        return switch change {
        case .insert(let inserted, let after):
            [("insert", words(inserted))] + (after.map { [("after", word($0))] } ?? [])
        case .append(let appended): [("append", words(appended))]
        case .replace(let old, let new): [("replace", word(old)), ("with", word(new))]
        case .remove(let removed): [("remove", word(removed))]
        case .dropLetter(let letter): [("drop-letter", TOMLText.string(letter))]
        case .multiply(let factor, let operand):
            [("multiply", "\(factor)"), ("operand", TOMLText.string(operand))]
        case .program(let name): [("program", TOMLText.string(name))]
        case .set(let argv): [("set", words(argv))]
        case .environment(let changes):
            [("environment", TOMLText.table(changes.mapValues(\.source)))]
        case .withoutEnvironment(let names): [("without-environment", TOMLText.strings(names))]
        case .directory(let path): [("directory", word(path))]
        }
    }

    private static func lookup(_ lookup: Lookup) -> String {
        let entries: [(String, String)]
        switch lookup {
        case .file(let name, let take, let containing):
            entries =
                [("file", TOMLText.string(name.source)), ("take", TOMLText.string(take.rawValue))]
                + (containing.map { [("containing", TOMLText.string($0.source))] } ?? [])
        case .similar(let name, let among):
            entries = [
                ("similar", TOMLText.string(name.source)),
                ("among", TOMLText.string(among.rawValue)),
            ]
        case .output(let argv, let like, let pick):
            entries =
                (like.map { [("similar", TOMLText.string($0.source))] } ?? [])
                + [
                    ("among-output", TOMLText.strings(argv.map(\.source))),
                    ("pick", TOMLText.string(pick.rawValue)),
                ]
        case .operand(let regex): entries = [("operand", TOMLText.string(regex))]
        case .option(let name): entries = [("option", TOMLText.string(name))]
        case .program(let names): entries = [("program", TOMLText.strings(names))]
        case .freePort(let port): entries = [("free-port", TOMLText.string(port.source))]
        case .parent(let path): entries = [("parent", TOMLText.string(path.source))]
        case .name(let path): entries = [("name", TOMLText.string(path.source))]
        case .stem(let path): entries = [("stem", TOMLText.string(path.source))]
        }
        return TOMLText.table(entries)
    }

    private static func conditions(_ conditions: FixConditions) -> [(String, String)] {
        var entries: [(String, String)] = []
        func list(_ key: String, _ templates: [Template]) {
            if !templates.isEmpty {
                entries.append((key, TOMLText.strings(templates.map(\.source))))
            }
        }
        func names(_ key: String, _ values: [String]) {
            if !values.isEmpty { entries.append((key, TOMLText.strings(values))) }
        }
        func texts(_ key: String, _ name: String, _ items: [FixConditions.FileText]) {
            guard !items.isEmpty else { return }
            let tables = items.map { item in
                TOMLText.table([
                    ("file", TOMLText.string(item.file.source)),
                    (name, TOMLText.string(item.text.source)),
                ])
            }
            entries.append((key, "[" + tables.joined(separator: ", ") + "]"))
        }
        list("files", conditions.files)
        list("files-absent", conditions.filesAbsent)
        list("directories", conditions.directories)
        list("directories-absent", conditions.directoriesAbsent)
        list("not-executable", conditions.notExecutable)
        list("runnable", conditions.runnable)
        if !conditions.findsNone.isEmpty {
            let lookups = conditions.findsNone.map(lookup).joined(separator: ", ")
            entries.append(("finds-none", "[\(lookups)]"))
        }
        texts("contains", "text", conditions.contains)
        texts("lacks", "text", conditions.lacks)
        texts("mentions", "name", conditions.mentions)
        names("programs", conditions.programs)
        names("programs-absent", conditions.programsAbsent)
        names("environment", conditions.environment)
        names("no-process", conditions.noProcess)
        if let command = conditions.command {
            entries.append(("command", TOMLText.string(command)))
        }
        if let root = conditions.root { entries.append(("root", root ? "true" : "false")) }
        names("platform", conditions.platforms)
        return entries
    }
}
