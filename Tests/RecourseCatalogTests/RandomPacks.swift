import RecourseCore
import RecourseLearning

/// Random packs over every value that a pack can hold, from a seed.
struct RandomPacks {
    private var generator: SplitMix64

    init(seed: UInt64) { generator = SplitMix64(seed: seed) }

    /// What upsets writers: quotes, backslashes, line ends, controls, marks that combine, braces,
    /// other planes.
    private static let scalars: [Unicode.Scalar] = [
        "a", "Z", "0", " ", "-", "_", ".", "'", "\"", "\\", "\n", "\t", "\r", "\u{1}", "\u{1B}",
        "\u{7F}", "\u{85}",
        "\u{301}", "\u{FEFF}", "\u{2028}", "é", "中", "😀", "#", "=", "[", "]", ",", "u", "$", "{",
        "}",
    ]

    private mutating func below(_ bound: Int) -> Int {
        Int.random(in: 0..<bound, using: &generator)
    }
    private mutating func chance() -> Bool { Bool.random(using: &generator) }

    mutating func text(upTo length: Int = 12) -> String {
        var text = ""
        for _ in 0..<below(length + 1) {
            text.unicodeScalars.append(Self.scalars[below(Self.scalars.count)])
        }
        return text
    }

    private mutating func some<Value>(_ make: (inout Self) throws -> Value) rethrows -> [Value] {
        try (0..<below(3)).map { _ in try make(&self) }
    }

    private mutating func perhaps<Value>(_ make: (inout Self) throws -> Value) rethrows -> Value? {
        chance() ? try make(&self) : nil
    }

    private mutating func any<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    private mutating func texts() -> [String] { some { $0.text() } }

    private mutating func table() -> [String: String] {
        Dictionary(some { ($0.text(), $0.text()) }, uniquingKeysWith: { $1 })
    }

    /// Parsed, so that it is one that a pack could hold.
    private mutating func template() throws -> Template {
        let literal = Template(literal: text()).source
        return try Template(
            parsing: any([literal, "{x}", "{x.key}", literal + "{x}", "{a-b_1} " + literal]))
    }

    private mutating func word() throws -> Template {
        try Template(
            parsing: any([Template(literal: text()).source, "{x}", "{x.key}", "--flag={x}"]))
    }

    private mutating func words() throws -> [Template] { try some { try $0.word() } }

    private mutating func name() -> String { "n\(below(1_000))" }

    private mutating func argv() throws -> [Template] {
        [Template(literal: "p" + text())] + (try words())
    }

    mutating func pack() throws -> Pack {
        let patterns = try some { try $0.pattern() }.enumerated().map { index, pattern in
            var pattern = pattern
            pattern.id = PatternID("family-\(index).kind-\(index)")
            return pattern
        }
        return Pack(
            id: PackID(text()), version: text(), licence: text(), maximumRisk: any(Risk.allCases),
            programs: texts(), patterns: patterns)
    }

    private mutating func pattern() throws -> Pattern {
        Pattern(
            id: "a.b", revision: 1 + below(9), title: text(), status: any(PatternStatus.allCases),
            severity: any(Severity.allCases), category: any(FailureCategory.allCases),
            scope: any([
                .line(text()), .tail(text()),
                .block(
                    [PatternStep(regex: text())]
                        + some { PatternStep(regex: $0.text(), within: $0.below(50)) }),
            ]),
            specificity: 1 + below(100), yieldsTo: some { PatternID($0.text()) },
            conditions: PatternConditions(
                exit: some { $0.exit() }, streams: some { $0.any([.stdout, .stderr]) },
                programs: texts(),
                unless: texts()),
            captures: Dictionary(some { ($0.name(), $0.rule()) }, uniquingKeysWith: { $1 }),
            fixes: try some { try $0.fix() }.enumerated().map { index, fix in
                var fix = fix
                fix.id = FixID("\(index)" + fix.id.rawValue)
                return fix
            },
            examples: some { random in
                PatternExample(
                    text: random.text(upTo: 40), command: random.perhaps { $0.text() },
                    exit: Int32(random.below(300)), captures: random.table(),
                    workspace: random.table(),
                    expect: [FixID(random.text()): random.text()])
            },
            counters: some { random in
                PatternCounter(
                    text: random.text(upTo: 40), command: random.perhaps { $0.text() },
                    exit: Int32(random.below(300)), why: random.text())
            },
            references: texts(),
            origin: perhaps { random in
                PatternOrigin(
                    format: random.text(), regexes: random.texts(),
                    grade: random.any(RegexGrade.allCases), reasons: random.texts())
            })
    }

    private mutating func exit() -> ExitCondition {
        let low = Int32(below(200))
        return any([.code(low...low), .code(low...(low + 5)), .notZero, .signal(low), .timeout])
    }

    private mutating func rule() -> CaptureRule {
        CaptureRule(
            type: any(CaptureType.allCases), values: texts(),
            maps: Dictionary(some { ($0.text(), $0.table()) }, uniquingKeysWith: { $1 }),
            known: texts())
    }

    private mutating func fix() throws -> Fix {
        let trials = any([0, 0.5, 3, 10, 1e17, 1e300])
        return Fix(
            id: FixID(text()), title: perhaps { $0.text() }, action: try action(),
            lookups: Dictionary(
                try some { ($0.name(), try $0.lookup()) }, uniquingKeysWith: { $1 }),
            conditions: try conditions(), declaredRisk: perhaps { $0.any(Risk.allCases) },
            timeout: any([.seconds(below(9_999)), .milliseconds(below(9_999)), Fix.defaultTimeout]),
            prior: perhaps { Prior(success: $0.any([0, trials / 2, trials]), trials: trials) },
            references: texts())
    }

    private mutating func action() throws -> FixAction {
        switch below(4) {
        case 0: return .advice(try template())
        case 1: return .retry(after: .milliseconds(below(90_000)))
        default:
            let (edits, steps) = (try some { try $0.edit() }, try some { try $0.argv() })
            let needsRewrite = edits.isEmpty && steps.isEmpty || chance()
            return .remedy(
                Remedy(edits: edits, steps: steps, rewrite: needsRewrite ? try rewrite() : nil))
        }
    }

    private mutating func edit() throws -> Edit {
        let line = Template(literal: "1" + text())
        return Edit(
            file: try template(),
            operation: any([
                .crlfToLF, .stripBOM, .indentWithTab(line: line),
                .deleteLine(line: line, containing: line),
                .replaceInLine(line: line, from: line, to: try template()),
            ]))
    }

    private mutating func rewrite() throws -> Rewrite {
        let changes = try (0...below(2)).map { _ in try change() }
        return Rewrite(program: perhaps { $0.text() }, changes: changes)
    }

    private mutating func change() throws -> Rewrite.Change {
        let environment = Dictionary(
            try some { ($0.text(), try $0.template()) }, uniquingKeysWith: { $1 })
        return any([
            .insert(try words(), after: try perhaps { try $0.template() }), .append(try words()),
            .replace(try template(), with: try template()), .remove(try template()),
            .dropLetter(text()),
            .multiply(below(99), operand: text()), .program(name()), .set(try argv()),
            .environment(environment), .withoutEnvironment(texts()), .directory(try template()),
        ])
    }

    private mutating func lookup() throws -> Lookup {
        let like = try perhaps { try $0.template() }
        return any([
            .file(try template(), take: any([.path, .directory, .name]), containing: like),
            .similar(
                try template(),
                among: any([
                    .files, .directories, .npmScripts, .makeTargets, .gitBranches, .programs,
                    .operands,
                ])),
            .output(
                ["tool"] + texts().map { Template(literal: $0) }, like: like,
                pick: any([.closest, .newest, .only])), .operand(text()),
            .option(text()), .program(texts()), .freePort(try template()), .parent(try template()),
            .name(try template()), .stem(try template()),
        ])
    }

    private mutating func conditions() throws -> FixConditions {
        func fileText(_ random: inout Self) throws -> FixConditions.FileText {
            .init(file: try random.template(), text: try random.template())
        }
        func template(_ random: inout Self) throws -> Template { try random.template() }
        var conditions = FixConditions()
        conditions.files = try some(template)
        conditions.filesAbsent = try some(template)
        conditions.directories = try some(template)
        conditions.directoriesAbsent = try some(template)
        conditions.notExecutable = try some(template)
        conditions.contains = try some(fileText)
        conditions.lacks = try some(fileText)
        conditions.mentions = try some(fileText)
        conditions.programs = texts()
        conditions.programsAbsent = texts()
        conditions.environment = texts()
        conditions.noProcess = texts()
        conditions.command = perhaps { $0.text() }
        conditions.root = perhaps { $0.chance() }
        conditions.platforms = any([[], ["linux"], ["linux", "macos"]])
        return conditions
    }
}
