import RecourseCore

extension Lookup {
    init?(_ reader: FieldReader) {
        if let name = reader.template("file") {
            reader.allowOnly(["file", "take", "containing"])
            self = .file(
                name, take: reader.choice("take", of: PathPart.self) ?? .path,
                containing: reader.template("containing"))
        } else if reader.has("among-output") {
            reader.allowOnly(["similar", "among-output", "pick"])
            let argv = reader.templates("among-output")
            argv.checkCommand("among-output", in: reader)
            self = .output(
                argv, like: reader.template("similar"),
                pick: reader.choice("pick", of: Pick.self)
                    ?? (reader.has("similar") ? .closest : .only))
        } else if let name = reader.template("similar") {
            reader.allowOnly(["similar", "among"])
            guard let names = reader.choice("among", of: Names.self) else {
                if !reader.has("among") { reader.note("among", "is missing") }
                return nil
            }
            self = .similar(name, among: names)
        } else if let regex = reader.string("operand") {
            reader.allowOnly(["operand"])
            self = .operand(regex)
        } else if let option = reader.string("option") {
            reader.allowOnly(["option"])
            self = .option(option)
        } else if reader.has("program") {
            reader.allowOnly(["program"])
            self = .program(reader.strings("program"))
        } else if let port = reader.template("free-port") {
            reader.allowOnly(["free-port"])
            self = .freePort(port)
        } else if let path = reader.template("parent") {
            reader.allowOnly(["parent"])
            self = .parent(path)
        } else if let path = reader.template("name") {
            reader.allowOnly(["name"])
            self = .name(path)
        } else if let path = reader.template("stem") {
            reader.allowOnly(["stem"])
            self = .stem(path)
        } else {
            reader.note("", "is no look-up that packs know")
            return nil
        }
    }
}

extension Lookup.PathPart: CaseIterable {
    public static let allCases: [Self] = [.path, .directory, .name]
}

extension Lookup.Names: CaseIterable {
    public static let allCases: [Self] = [
        .files, .directories, .npmScripts, .makeTargets, .gitBranches, .programs, .operands,
    ]
}

extension Lookup.Pick: CaseIterable {
    public static let allCases: [Self] = [.closest, .newest, .only]
}

extension FixConditions {
    private static let keys: Set<String> = [
        "files", "files-absent", "directories", "directories-absent", "not-executable", "contains",
        "lacks", "mentions", "programs", "programs-absent", "environment", "no-process", "command",
        "root", "platform", "runnable", "finds-none",
    ]

    init(_ reader: FieldReader) {
        reader.allowOnly(Self.keys)
        self.init()
        files = reader.templates("files")
        filesAbsent = reader.templates("files-absent")
        directories = reader.templates("directories")
        directoriesAbsent = reader.templates("directories-absent")
        notExecutable = reader.templates("not-executable")
        runnable = reader.templates("runnable")
        findsNone = reader.tables("finds-none").compactMap { Lookup($0) }
        contains = Self.fileTexts(reader, "contains", text: "text")
        lacks = Self.fileTexts(reader, "lacks", text: "text")
        mentions = Self.fileTexts(reader, "mentions", text: "name")
        programs = reader.strings("programs")
        programsAbsent = reader.strings("programs-absent")
        environment = reader.strings("environment")
        noProcess = reader.strings("no-process")
        command = reader.string("command")
        root = reader.bool("root")
        platforms =
            reader.isArray("platform")
            ? reader.strings("platform") : reader.string("platform").map { [$0] } ?? []
        for name in platforms where name != "linux" && name != "macos" {
            reader.note("platform", "`\(name)` is not one of linux, macos")
        }
    }

    private static func fileTexts(
        _ reader: FieldReader, _ key: String, text: String
    ) -> [FileText] {
        reader.tables(key).map { item in
            item.allowOnly(["file", text])
            return FileText(
                file: item.template("file", item.required("file")),
                text: item.template(text, item.required(text)))
        }
    }
}
