extension Fix {
    init(_ fields: JSONFields) throws(JSONFields.Mismatch) {
        self.init(
            id: try fields.named("id"), title: try fields.string(ifPresent: "title"),
            action: try FixAction(fields["action"] ?? .null),
            lookups: try fields.table("lookups") { (value) throws(JSONFields.Mismatch) in
                try Lookup(value)
            },
            conditions: try FixConditions(fields.object("conditions")),
            declaredRisk: try fields.named(ifPresent: "declaredRisk"),
            timeout: try Duration(fields["timeout"] ?? .null),
            prior: try fields["prior"].map { (value) throws(JSONFields.Mismatch) in
                let prior = try JSONFields(value)
                return Prior(
                    success: try prior.number("success"), trials: try prior.number("trials"))
            }, references: try fields.strings("references"))
    }
}

extension Duration {
    /// The upper and the lower half of its attoseconds, as the standard library encodes it.
    fileprivate init(_ value: JSONValue) throws(JSONFields.Mismatch) {
        guard case .array(let halves) = value, halves.count == 2 else {
            throw .init(field: "duration")
        }
        let (high, low): (Int64, UInt64) = (try halves[0].number(), try halves[1].number())
        self.init(attoseconds: Int128(high) << 64 | Int128(low))
    }
}

extension Template {
    fileprivate init(_ value: JSONValue) throws(JSONFields.Mismatch) {
        do throws(SyntaxError) {
            try self.init(parsing: try Self.text(value))
        } catch {
            throw .init(field: error.text)
        }
    }

    private static func text(_ value: JSONValue) throws(SyntaxError) -> String {
        guard case .string(let text) = value else {
            throw SyntaxError(text: "", reason: "not a text")
        }
        return text
    }

    fileprivate static func list(_ value: JSONValue) throws(JSONFields.Mismatch) -> [Template] {
        try value.list { (value) throws(JSONFields.Mismatch) in try Template(value) }
    }
}

extension JSONFields {
    fileprivate func template(_ key: String) throws(Mismatch) -> Template {
        guard let value = self[key] else { throw Mismatch(field: key) }
        return try Template(value)
    }

    fileprivate func template(ifPresent key: String) throws(Mismatch) -> Template? {
        try self[key].map { (value) throws(Mismatch) in try Template(value) }
    }

    fileprivate func templates(_ key: String) throws(Mismatch) -> [Template] {
        try list(key) { (value) throws(Mismatch) in try Template(value) }
    }
}

extension FixAction {
    fileprivate init(_ value: JSONValue) throws(JSONFields.Mismatch) {
        let (name, values) = try JSONFields.enumeration(value)
        switch name {
        case "remedy": self = .remedy(try Remedy(values.object("_0")))
        case "retry": self = .retry(after: try Duration(values["after"] ?? .null))
        case "advice": self = .advice(try values.template("_0"))
        default: throw .init(field: name)
        }
    }
}

extension Remedy {
    fileprivate init(_ fields: JSONFields) throws(JSONFields.Mismatch) {
        self.init(
            edits: try fields.list("edits") { (value) throws(JSONFields.Mismatch) in
                let edit = try JSONFields(value)
                return Edit(
                    file: try edit.template("file"),
                    operation: try Edit.Operation(edit["operation"] ?? .null))
            },
            steps: try fields.list("steps") { (value) throws(JSONFields.Mismatch) in
                try Template.list(value)
            },
            rewrite: try fields["rewrite"].map { (value) throws(JSONFields.Mismatch) in
                let rewrite = try JSONFields(value)
                return Rewrite(
                    program: try rewrite.string(ifPresent: "program"),
                    changes: try rewrite.list("changes") { (value) throws(JSONFields.Mismatch) in
                        try Rewrite.Change(value)
                    })
            })
    }
}

extension Edit.Operation {
    fileprivate init(_ value: JSONValue) throws(JSONFields.Mismatch) {
        let (name, values) = try JSONFields.enumeration(value)
        switch name {
        case "crlfToLF": self = .crlfToLF
        case "stripBOM": self = .stripBOM
        case "indentWithTab": self = .indentWithTab(line: try values.template("line"))
        case "deleteLine":
            self = .deleteLine(
                line: try values.template("line"), containing: try values.template("containing"))
        case "replaceInLine":
            self = .replaceInLine(
                line: try values.template("line"), from: try values.template("from"),
                to: try values.template("to"))
        default: throw .init(field: name)
        }
    }
}

extension Rewrite.Change {
    fileprivate init(_ value: JSONValue) throws(JSONFields.Mismatch) {
        let (name, values) = try JSONFields.enumeration(value)
        switch name {
        case "insert":
            self = .insert(
                try values.templates("_0"), after: try values.template(ifPresent: "after"))
        case "append": self = .append(try values.templates("_0"))
        case "replace":
            self = .replace(try values.template("_0"), with: try values.template("with"))
        case "remove": self = .remove(try values.template("_0"))
        case "dropLetter": self = .dropLetter(try values.string("_0"))
        case "multiply":
            self = .multiply(try values.number("_0"), operand: try values.string("operand"))
        case "program": self = .program(try values.string("_0"))
        case "set": self = .set(try values.templates("_0"))
        case "environment":
            self = .environment(
                try values.table("_0") { (value) throws(JSONFields.Mismatch) in
                    try Template(value)
                })
        case "withoutEnvironment": self = .withoutEnvironment(try values.strings("_0"))
        case "directory": self = .directory(try values.template("_0"))
        default: throw .init(field: name)
        }
    }
}

extension Lookup {
    fileprivate init(_ value: JSONValue) throws(JSONFields.Mismatch) {
        let (name, values) = try JSONFields.enumeration(value)
        switch name {
        case "file":
            self = .file(
                try values.template("_0"), take: try values.named("take"),
                containing: try values.template(ifPresent: "containing"))
        case "similar":
            self = .similar(try values.template("_0"), among: try values.named("among"))
        case "output":
            self = .output(
                try values.templates("_0"), like: try values.template(ifPresent: "like"),
                pick: try values.named("pick"))
        case "operand": self = .operand(try values.string("_0"))
        case "option": self = .option(try values.string("_0"))
        case "program": self = .program(try values.strings("_0"))
        case "freePort": self = .freePort(try values.template("_0"))
        case "parent": self = .parent(try values.template("_0"))
        case "name": self = .name(try values.template("_0"))
        case "stem": self = .stem(try values.template("_0"))
        default: throw .init(field: name)
        }
    }
}

extension FixConditions {
    fileprivate init(_ fields: JSONFields) throws(JSONFields.Mismatch) {
        let fileText = { (value: JSONValue) throws(JSONFields.Mismatch) in
            let fields = try JSONFields(value)
            return FileText(file: try fields.template("file"), text: try fields.template("text"))
        }
        self.init()
        files = try fields.templates("files")
        filesAbsent = try fields.templates("filesAbsent")
        directories = try fields.templates("directories")
        directoriesAbsent = try fields.templates("directoriesAbsent")
        notExecutable = try fields.templates("notExecutable")
        runnable = try fields.templates("runnable")
        findsNone = try fields.list("findsNone") { (value) throws(JSONFields.Mismatch) in
            try Lookup(value)
        }
        contains = try fields.list("contains", fileText)
        lacks = try fields.list("lacks", fileText)
        mentions = try fields.list("mentions", fileText)
        programs = try fields.strings("programs")
        programsAbsent = try fields.strings("programsAbsent")
        environment = try fields.strings("environment")
        noProcess = try fields.strings("noProcess")
        command = try fields.string(ifPresent: "command")
        root = try fields.bool(ifPresent: "root")
        platforms = try fields.strings("platforms")
    }
}
