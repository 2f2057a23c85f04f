import RecourseCore

/// Failure causes of Jenkins' Build Failure Analyzer: its configuration in XML, or its knowledge
/// base as JSON. A plain indication must match a whole line (`FailureReader`, `Matcher.matches`); a
/// multi-line one is searched for under `(?ms)`.
enum JenkinsReading {
    private struct Cause {
        var name: String
        var description: String
        var comment: String
        var categories: [String]
        var indications: [Indication]
        var line: Int
    }

    private struct Indication {
        var regex: String
        var isMultiline: Bool
        var line: Int
        var field: String
    }

    private static let model = "com.sonyericsson.jenkins.plugins.bfa.model."

    static func readXML(_ text: ForeignText, into assembly: inout PatternAssembly) throws {
        let root = try XMLReader.root(text)
        let causes = root.all(model + "FailureCause")
        guard !causes.isEmpty else { throw text.error(at: root.offset, "holds no failure cause") }
        for (index, element) in causes.enumerated() {
            let field = "FailureCause[\(index)]"
            guard let name = element.text("name"), !name.isEmpty else {
                throw text.error(at: element.offset, field: field, "has no name")
            }
            let indications = (element["indications"]?.children ?? []).enumerated().map {
                (number, indication) in
                Indication(
                    regex: indication.text("pattern") ?? indication.text("userProvidedExpression")
                        ?? "",
                    isMultiline: indication.name.hasSuffix("MultilineBuildLogIndication"),
                    line: text.line(of: indication.offset),
                    field: "\(field).indications[\(number)].pattern")
            }
            let cause = Cause(
                name: name, description: element.text("description") ?? "",
                comment: element.text("comment") ?? "",
                categories: (element["categories"]?.children ?? []).map(\.text),
                indications: indications, line: text.line(of: element.offset))
            try add(cause, &assembly)
        }
    }

    static func readJSON(_ text: ForeignText, into assembly: inout PatternAssembly) throws {
        let findings = JSONPlace.Findings()
        let root = JSONPlace(try LocatedJSON(text), text: text, findings: findings)
        let causes = root.has("failureCauses") ? root.items("failureCauses") : root.items
        for place in causes where place.isObject {
            guard let name = place.string("name"), !name.isEmpty else {
                place.note("`name` is missing")
                continue
            }
            let indications = place.items("indications").filter(\.isObject).map { indication in
                let type = indication.string("@class") ?? indication.string("_class") ?? ""
                let key = indication.has("pattern") ? "pattern" : "userProvidedExpression"
                return Indication(
                    regex: indication.string(key) ?? "",
                    isMultiline: type.hasSuffix("MultilineBuildLogIndication"),
                    line: indication.line, field: "\(indication.path).\(key)")
            }
            try add(
                Cause(
                    name: name, description: place.string("description") ?? "",
                    comment: place.string("comment") ?? "",
                    categories: place.items("categories").compactMap(\.string),
                    indications: indications, line: place.line), &assembly)
        }
        try findings.check()
    }

    private static func add(_ cause: Cause, _ assembly: inout PatternAssembly) throws {
        if cause.indications.isEmpty {
            assembly.note(
                "`\(PatternNaming.title(cause.name))` has no indication", line: cause.line)
        }
        let advice = PatternNaming.title(cause.description)
        let draft = PatternAssembly.Draft(
            family: assembly.pack.rawValue, kind: PatternNaming.slug(cause.name),
            title: PatternNaming.title(cause.name), category: category(cause.categories),
            fixes: advice.isEmpty
                ? [] : [Fix(id: "advice", action: .advice(Template(literal: advice)))])
        // Any of them is enough.
        for indication in cause.indications {
            let use =
                indication.isMultiline
                ? RegexUse(.java, over: .text, isMultiline: true, dotMatchesNewline: true)
                : RegexUse(.java, over: .wholeLine)
            try assembly.add(
                draft,
                [
                    PatternAssembly.Step(
                        regex: RegexTranslator.translated(indication.regex, use),
                        line: indication.line, field: indication.field)
                ])
        }
    }

    /// One of ours, where a category of the cause is called so.
    private static func category(_ names: [String]) -> FailureCategory {
        names.lazy.compactMap { FailureCategory(rawValue: PatternNaming.slug($0)) }.first
            ?? .unknown
    }
}
