import RecourseCore

/// GitHub's problem matchers, as the runner reads them: each line by itself, with .NET's
/// `ECMAScript` and no other option (actions/runner, `IssueMatcher.cs`); the patterns of one matcher
/// match consecutive lines.
enum GitHubMatcherReading {
    static let keys = [
        ("file", "file"), ("line", "line"), ("column", "column"), ("code", "code"),
        ("severity", "severity"), ("message", "message"), ("fromPath", "from_path"),
    ]
    private static let use = RegexUse(.dotnetECMAScript, over: .line)

    static func read(_ text: ForeignText, into assembly: inout PatternAssembly) throws {
        let findings = JSONPlace.Findings()
        let root = JSONPlace(try LocatedJSON(text), text: text, findings: findings)
        for matcher in root.items("problemMatcher") where matcher.isObject {
            guard let owner = matcher.string("owner"), !owner.isEmpty else {
                if !matcher.has("owner") { matcher.note("`owner` is missing") }
                continue
            }
            let steps = matcher.items("pattern").compactMap { MatcherStep($0, keys: keys) }
            guard !steps.isEmpty else {
                matcher.note("no pattern")
                continue
            }
            if steps.dropLast().contains(where: \.loops) || steps.count == 1 && steps[0].loops {
                matcher.note("only the last of several patterns may have `loop`")
            }
            guard steps.contains(where: { $0.roles.values.contains("message") }) else {
                matcher.note("no pattern has `message`")
                continue
            }
            let draft = PatternAssembly.Draft(
                family: PatternNaming.slug(owner), kind: "problem",
                title: PatternNaming.title("Problem that \(owner) reports"),
                severity: severity(matcher), category: .build)
            try assembly.add(draft, steps, use)
        }
        try findings.check()
    }

    private static func severity(_ matcher: JSONPlace) -> Severity {
        switch matcher.string("severity")?.lowercased() {
        case nil, "", "error": return .error
        case "warning": return .warning
        case "notice": return .note
        case .some:
            matcher.place("severity")?.note("expected error, warning or notice")
            return .error
        }
    }
}
