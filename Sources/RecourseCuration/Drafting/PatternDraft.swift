import RecourseCore
import RecourseMatching
import RecourseText

/// A pattern proposed from lines of real output, with examples and a counter, for a person to
/// finish.
public struct PatternDraft: Sendable {
    public let pattern: Pattern
    /// What stays of the lines.
    public let template: String

    private static let examplesKept = 3
    private static let kindWords = 4
    private static let titleLength = 90

    /// A template with fewer words that stay says too little.
    static let fewestWords = 2

    /// - Parameters:
    ///   - lines: of one kind of failure; their template has `fewestWords` words that stay.
    ///   - command: the text of a failed command, for the first line's example.
    ///   - program: whose failure it is; the family of the id.
    ///   - passing: lines of runs that passed which say much the same, to be told apart from.
    ///   - varying: words that vary, though nothing about them says so.
    ///   - holding: whether a text is constant, though it looks as if it varied.
    /// - Returns: `nil` where too little of the lines stays.
    public init?(
        of lines: [String], command: String? = nil, exit: Int32 = 1, program: String,
        passing: [String] = [], varying: Set<String> = [],
        holding: (String) -> Bool = { _ in false }
    ) {
        let templates = lines.map { line in
            var template = LineTemplate(line)
            template.vary(varying)
            template.hold(holding)
            return template
        }
        guard var template = templates.first else { return nil }
        for other in templates.dropFirst() where other.tokens.count == template.tokens.count {
            template.join(other)
        }
        guard template.constantWords.count >= Self.fewestWords else { return nil }
        self.template = template.text
        let regex = TemplateRegex(template)
        var seen: Set<String> = []
        let distinct = lines.filter { seen.insert($0).inserted }
        var draft = Pattern(
            id: Self.id(program: program, template), title: Self.title(template),
            status: .experimental, category: Self.category(template), scope: .line(regex.regex),
            captures: regex.captures,
            examples: distinct.prefix(Self.examplesKept).enumerated().map { index, line in
                PatternExample(text: line + "\n", command: index == 0 ? command : nil, exit: exit)
            },
            counters: Self.counters(distinct[0], passing))
        draft.fillInCaptures()
        pattern = draft
    }

    init(pattern: Pattern, template: String) {
        self.pattern = pattern
        self.template = template
    }

    /// A line that passed and looks alike; else the failing line in the source of what prints it.
    private static func counters(_ line: String, _ passing: [String]) -> [PatternCounter] {
        if let tempting = passing.first, tempting != line {
            return [PatternCounter(text: tempting + "\n", why: "was printed by a run that passed")]
        }
        return [
            PatternCounter(
                text: "    print(\"\(line.prefix(120))\")\n", why: "a program that prints it")
        ]
    }

    private static func id(program: String, _ template: LineTemplate) -> PatternID {
        let words = template.constantWords.map(slug).filter { !$0.isEmpty }
        let said = words.filter { !fillers.contains($0) }
        let kind = (said.isEmpty ? words : said).prefix(kindWords).joined(separator: "-")
        let family = slug(program)
        return PatternID("\(family.isEmpty ? "local" : family).\(kind.isEmpty ? "failure" : kind)")
    }

    private static let fillers: Set<String> = ["error", "the", "a", "an", "is", "of", "to", "in"]

    private static func slug(_ text: String) -> String {
        let kept = text.lowercased().map { character in
            character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
        }
        return String(kept).split(separator: "-").joined(separator: "-")
    }

    private static func title(_ template: LineTemplate) -> String {
        let text = template.text.replacing(LineTemplate.wildcard, with: "…")
        return text.count <= titleLength ? text : text.prefix(titleLength) + "…"
    }

    private static let categories: [(words: [String], category: FailureCategory)] = [
        (["permission", "denied", "forbidden"], .permission),
        (["syntax", "parse", "unexpected token"], .syntax),
        (["timed out", "timeout", "deadline"], .timeout),
        (["connection", "network", "host", "certificate", "proxy"], .network),
        (["no such file", "file not found", "does not exist"], .fileNotFound),
        (["out of memory", "no space", "quota", "too many open"], .resource),
        (["module", "package", "dependency", "library"], .dependency),
        (["option", "argument", "usage", "subcommand"], .usage),
        (["assert", "test", "expected"], .test), (["config", "setting"], .configuration),
        (["compile", "linker", "undefined reference"], .build),
    ]

    private static func category(_ template: LineTemplate) -> FailureCategory {
        let text = template.text.lowercased()
        return categories.first { $0.words.contains(where: text.contains) }?.category ?? .unknown
    }
}

extension Pattern {
    /// States in each example what the regex captures there.
    mutating func fillInCaptures() {
        let set = PatternSet([self], pack: "draft")
        for index in examples.indices {
            let exit = ExitStatus.exited(examples[index].exit)
            let match = set.diagnosis(of: FailureText(examples[index].text), in: .init(exit: exit))
            examples[index].captures = match.matches.first?.captures ?? [:]
        }
    }
}
