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
            if !(success >= 0 && success <= trials && trials.isFinite) {
                table.note("success", "expected 0 to `trials`")
            }
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
            reader.note(
                "", "expected argv, steps, edit or rewrite, or else one of retry and advice")
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
            if reader.has("argv") { argv.checkCommand("argv", in: reader) }
            for words in steps { words.checkCommand("steps", in: reader) }
            for key in ["steps", "edit"] where reader.isEmptyArray(key) {
                reader.note(key, "expected at least one")
            }
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
    func checkCommand(_ key: String, in reader: FieldReader) {
        if first?.literal?.isEmpty ?? true {
            reader.note(key, "expected a literal program first")
        }
        checkArguments(key, in: reader)
    }

    fileprivate func checkArguments(_ key: String, in reader: FieldReader) {
        for word in self where !word.mayBeArgument {
            reader.note(
                key, "`\(word.source)`: a placeholder fills one whole argument or follows `--flag=`"
            )
        }
    }
}

extension Edit {
    init?(_ reader: FieldReader) {
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
                "`\(name)` is not one of crlf-to-lf, strip-bom, indent-with-tab, delete-line, replace-in-line"
            )
            return nil
        }
        let keys = operation.keys
        reader.allowOnly(Set(["file", "op"] + keys))
        for key in keys where key != "to" && reader.template(key)?.segments.isEmpty ?? true {
            reader.note(key, "is missing for \(name)")
        }
        self.init(file: reader.template("file", reader.required("file")), operation: operation)
    }
}

extension Edit.Operation {
    /// What it needs besides `file` and `op`.
    fileprivate var keys: [String] {
        switch self {
        case .crlfToLF, .stripBOM: []
        case .indentWithTab: ["line"]
        case .deleteLine: ["line", "containing"]
        case .replaceInLine: ["line", "from", "to"]
        }
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
            let words = reader.templates("insert")
            words.checkArguments("insert", in: reader)
            self = .insert(words, after: reader.template("after"))
        } else if reader.has("append") {
            only(["append"])
            let words = reader.templates("append")
            words.checkArguments("append", in: reader)
            self = .append(words)
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
            if program.isEmpty || program.contains("{") {
                reader.note("program", "expected a literal program")
            }
            self = .program(program)
        } else if reader.has("set") {
            only(["set"])
            let words = reader.templates("set")
            words.checkCommand("set", in: reader)
            self = .set(words)
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
