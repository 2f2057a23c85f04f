import RecourseCore
import RecourseCuration

/// A pattern without a flaw, to be spoilt in one way at a time.
enum Sound {
    static func pattern() throws -> Pattern {
        Pattern(
            id: "made.one", title: "One", category: .test,
            scope: .line("^broken: (?<name>\\w{1,40})$"),
            captures: ["name": CaptureRule(type: .identifier, maps: ["package": ["a": "b"]])],
            fixes: [try fix("touch", "--", "{name.package}")],
            examples: [
                PatternExample(
                    text: "broken: cache\n", command: "make", captures: ["name": "cache"])
            ],
            counters: [PatternCounter(text: "repaired: cache\n")])
    }

    static func pack(_ pattern: Pattern) -> Pack {
        Pack(
            id: "made", version: "1", licence: "MIT", maximumRisk: .workspace, programs: ["touch"],
            patterns: [pattern])
    }

    static func fix(_ words: String...) throws -> Fix {
        Fix(id: "f", action: .remedy(Remedy(steps: [try words.map { try Template(parsing: $0) }])))
    }

    static let linter = PackLinter { _, _, _, _ in .command("touch -- cache") }

    /// The rules that fire on the pattern once it is spoilt.
    static func rules(_ spoil: (inout Pattern, inout Pack) throws -> Void) async throws
        -> [LintFinding.Rule]
    {
        var pattern = try pattern()
        var pack = pack(pattern)
        try spoil(&pattern, &pack)
        pack.patterns = [pattern]
        return await linter.findings(in: pack).map(\.rule)
    }
}
