import RecourseCore

/// A dotnet "Known Build Error" (dotnet/arcade, "Known Issues"): `ErrorMessage` is contained in a
/// line, whatever its letter case; `ErrorPattern` is a .NET regex searched for in a line; several
/// of them are lines in order.
enum KnownIssueReading {
    /// How far apart the lines of an array may be is not written down.
    private static let within = 20

    static func read(_ text: ForeignText, into assembly: inout PatternAssembly) throws {
        let document = try IssueMarkdown(text)
        guard let json = document.json else {
            throw text.error(at: 0, "holds no JSON block with `ErrorMessage` or `ErrorPattern`")
        }
        let findings = JSONPlace.Findings()
        let root = JSONPlace(
            try LocatedJSON(json, allowingComments: true), text: json, findings: findings)
        for issue in root.items where issue.isObject {
            try add(issue, title: document.title, &assembly)
        }
        try findings.check()
    }

    private static func add(
        _ issue: JSONPlace, title: String?, _ assembly: inout PatternAssembly
    ) throws {
        let messages = issue.items("ErrorMessage").filter { $0.string?.isEmpty == false }
        let patterns = issue.items("ErrorPattern").filter { $0.string?.isEmpty == false }
        guard !messages.isEmpty || !patterns.isEmpty else {
            return issue.note("neither `ErrorMessage` nor `ErrorPattern` says anything")
        }
        if !messages.isEmpty, !patterns.isEmpty {
            assembly.note(
                "`ErrorMessage` is taken, `ErrorPattern` is not", line: issue.line,
                field: issue.path)
        }
        let places = messages.isEmpty ? patterns : messages
        guard places.count <= ForeignLimits.steps else {
            return issue.note("more than \(ForeignLimits.steps) lines")
        }
        let words = title ?? places[0].string ?? ""
        var draft = PatternAssembly.Draft(
            family: assembly.pack.rawValue, kind: PatternNaming.slug(words),
            title: PatternNaming.title(words))
        if places.count > 1 {
            draft.doubts.append("how far apart the lines may be is not said; \(within) are taken")
        }
        if issue.bool("BuildRetry") == true {
            draft.fixes = [Fix(id: "retry", action: .retry(after: .seconds(1)))]
        }
        try assembly.add(
            draft,
            places.map { place in
                let source = place.string ?? ""
                return PatternAssembly.Step(
                    regex: messages.isEmpty
                        ? RegexTranslator.translated(
                            source, RegexUse(.dotnet, over: .line, isCaseless: true))
                        : contained(source),
                    line: place.line, field: place.path, within: within)
            })
    }

    /// A text that a line contains.
    private static func contained(_ text: String) -> TranslatedRegex {
        guard text.utf8.count <= ForeignLimits.regexBytes else {
            return .refused(
                text, RegexRefusal("\(text.utf8.count) bytes are too many", isHostile: true))
        }
        return TranslatedRegex(
            original: text, pcre2: "(?i)" + RegexText.literal(text), grade: .adapted,
            reasons: ["a text that a line contains, whatever its letter case"])
    }
}
