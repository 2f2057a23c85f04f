import RecourseCore

extension Fix {
    private static let keys: Set<String> = [
        "id", "argv", "steps", "edit", "rewrite", "retry", "advice", "title", "let", "when", "risk",
        "timeout", "prior", "refs",
    ]

    init(_ reader: FieldReader) {
        reader.allowOnly(Self.keys)
        var lookups: [String: Lookup] = [:]
        if let table = reader.table("let") {
            for name in table.keys {
                lookups[name] = table.table(name).flatMap { Lookup($0) }
            }
        }
        var prior: Prior?
        if let table = reader.table("prior") {
            table.allowOnly(["success", "trials"])
            let (success, trials) = (table.number("success") ?? 0, table.number("trials") ?? 0)
            if success < 0 || success > trials { table.note("success", "expected 0 to `trials`") }
            prior = Prior(success: success, trials: trials)
        }
        self.init(
            id: FixID(reader.required("id")), title: reader.string("title"),
            action: FixAction(reader), lookups: lookups,
            conditions: reader.table("when").map(FixConditions.init) ?? FixConditions(),
            declaredRisk: reader.choice("risk", of: Risk.self),
            timeout: reader.duration("timeout") ?? Fix.defaultTimeout, prior: prior,
            references: reader.strings("refs"))
    }
}

extension FixAction {
    init(_ reader: FieldReader) {
        let remedies = ["argv", "steps", "edit", "rewrite"].filter(reader.has)
        let forms = remedies.isEmpty ? 0 : 1
        guard forms + ["retry", "advice"].filter(reader.has).count == 1 else {
            reader.note("", "expected argv, steps, edit or rewrite, or else one of retry and advice")
            self = .advice(Template(literal: ""))
            return
        }
        if let retry = reader.table("retry") {
            retry.allowOnly(["after"])
            self = .retry(after: retry.duration("after") ?? .seconds(1))
        } else if let advice = reader.template("advice") {
            self = .advice(advice)
        } else {
            let argv = reader.templates("argv")
            let steps = reader.stringLists("steps").map { words in
                words.map { reader.template("steps", $0) }
            }
            for words in steps + (reader.has("argv") ? [argv] : []) { words.check(in: reader) }
            self = .remedy(
                Remedy(
                    edits: reader.tables("edit").compactMap { Edit($0) },
                    steps: (argv.isEmpty ? [] : [argv]) + steps,
                    rewrite: reader.table("rewrite").map(Rewrite.init)))
        }
    }
}

extension [Template] {
    /// The program is literal; a placeholder fills an argument or follows `--flag=`.
    fileprivate func check(in reader: FieldReader) {
        if first?.literal?.isEmpty ?? true {
            reader.note("argv", "expected a literal program first")
        }
        for word in self where !word.mayBeArgument {
            reader.note(
                "argv", "`\(word.source)`: a placeholder fills one whole argument or follows `--flag=`")
        }
    }
}

extension Edit {
    init?(_ reader: FieldReader) {
        reader.allowOnly(["file", "op", "line", "containing", "from", "to"])
        let line = reader.template("line") ?? Template(literal: "")
        let name = reader.required("op")
        let operation: Operation
        switch name {
        case "crlf-to-lf": operation = .crlfToLF
        case "strip-bom": operation = .stripBOM
        case "indent-with-tab": operation = .indentWithTab(line: line)
        case "delete-line":
            operation = .deleteLine(
                line: line, containing: reader.template("containing") ?? Template(literal: ""))
        case "replace-in-line":
            operation = .replaceInLine(
                line: line, from: reader.template("from") ?? Template(literal: ""),
                to: reader.template("to") ?? Template(literal: ""))
        default:
            reader.note(
                "op",
                "`\(name)` is not one of crlf-to-lf, strip-bom, indent-with-tab, delete-line, replace-in-line")
            return nil
        }
        for (key, template) in zip(["line", "containing"], operation.templates)
        where template.segments.isEmpty {
            reader.note(key, "is missing for \(name)")
        }
        self.init(file: reader.template("file", reader.required("file")), operation: operation)
    }
}

extension Rewrite {
    init(_ reader: FieldReader) {
        reader.allowOnly(["of", "do"])
        let changes = reader.tables("do").compactMap { Change($0) }
        if changes.isEmpty { reader.note("do", "expected at least one change") }
        self.init(program: reader.string("of"), changes: changes)
    }
}

extension Rewrite.Change {
    init?(_ reader: FieldReader) {
        func only(_ keys: Set<String>) { reader.allowOnly(keys) }
        if reader.has("insert") {
            only(["insert", "after"])
            self = .insert(reader.templates("insert"), after: reader.template("after"))
        } else if reader.has("append") {
            only(["append"])
            self = .append(reader.templates("append"))
        } else if let old = reader.template("replace") {
            only(["replace", "with"])
            self = .replace(old, with: reader.template("with", reader.required("with")))
        } else if let word = reader.template("remove") {
            only(["remove"])
            self = .remove(word)
        } else if let letter = reader.string("drop-letter") {
            only(["drop-letter"])
            self = .dropLetter(letter)
        } else if let factor = reader.int("multiply") {
            only(["multiply", "operand"])
            self = .multiply(factor, operand: reader.required("operand"))
        } else if let program = reader.string("program") {
            only(["program"])
            self = .program(program)
        } else if reader.has("set") {
            only(["set"])
            self = .set(reader.templates("set"))
        } else if reader.has("environment") {
            only(["environment"])
            self = .environment(
                reader.stringTable("environment").mapValues { reader.template("environment", $0) })
        } else if reader.has("without-environment") {
            only(["without-environment"])
            self = .withoutEnvironment(reader.strings("without-environment"))
        } else if let directory = reader.template("directory") {
            only(["directory"])
            self = .directory(directory)
        } else {
            reader.note("", "is no change that packs know")
            return nil
        }
    }
}
