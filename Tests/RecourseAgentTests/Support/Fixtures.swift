import RecourseAgent
import RecourseCore
import Testing

@testable import RecourseMatching

/// A template from a literal of a test.
func template(_ text: String) throws -> Template { try Template(parsing: text) }

func templates(_ texts: String...) throws -> [Template] {
    try texts.map { try Template(parsing: $0) }
}

extension Fix {
    /// One command, or several.
    static func steps(
        _ id: FixID, _ steps: [[String]], lookups: [String: Lookup] = [:], risk: Risk? = nil
    ) throws -> Fix {
        Fix(
            id: id,
            action: .remedy(
                Remedy(steps: try steps.map { try $0.map { try Template(parsing: $0) } })),
            lookups: lookups, declaredRisk: risk)
    }

    static func rewrite(_ id: FixID, of program: String? = nil, _ changes: Rewrite.Change...) -> Fix
    {
        Fix(id: id, action: .remedy(Remedy(rewrite: Rewrite(program: program, changes: changes))))
    }
}

extension Pattern {
    static func test(
        _ id: PatternID = "test.kind", _ regex: String = "never",
        category: FailureCategory = .unknown,
        captures: [String: CaptureRule] = [:], fixes: [Fix] = []
    ) -> Pattern {
        Pattern(
            id: id, title: "Test", category: category, scope: .line(regex), captures: captures,
            fixes: fixes)
    }
}

extension PatternMatch {
    /// A match with these captures, as if the output had said so.
    static func test(
        _ captures: [String: String] = [:], rules: [String: CaptureRule] = [:],
        origin: PatternRecord.Origin = .builtIn
    ) -> PatternMatch {
        PatternMatch(
            pattern: .test(captures: rules), pack: "test", origin: origin, captures: captures,
            spans: [], score: 1)
    }
}

/// A fix resolved against captures in a tree.
func resolved(
    _ fix: Fix, captures: [String: String] = [:], rules: [String: CaptureRule] = [:],
    in workspace: TableWorkspace = TableWorkspace(), command: [String]? = ["tool"],
    mayProbe: Bool = true
) async -> Result<ResolvedFix, Inapplicable> {
    await FixResolver(
        workspace: workspace, command: command.map { Command(argv: $0, directory: workspace.root) },
        mayProbe: mayProbe
    ).resolved(fix, of: PatternMatch.test(captures, rules: rules))
}

extension Result {
    /// What went wrong, `nil` where nothing did.
    var refusal: Failure? { if case .failure(let error) = self { error } else { nil } }
}

enum PatternMatchFixture {
    static func match(_ pattern: Pattern) -> PatternMatch {
        PatternMatch(
            pattern: pattern, pack: "test", origin: .builtIn, captures: [:], spans: [], score: 1)
    }

    static func diagnosis(_ matches: [PatternMatch]) -> Diagnosis {
        var diagnosis = Diagnosis.nothing
        diagnosis.matches = matches
        return diagnosis
    }
}
