import RecourseCore

/// A template as a regex with named, typed captures.
struct TemplateRegex {
    let regex: String
    let captures: [String: CaptureRule]

    /// Words that name what stands behind them.
    private static let nouns: Set<String> = [
        "module", "package", "file", "command", "host", "port", "user", "table", "column", "key",
        "target", "option", "function", "method", "class", "type", "variable", "image", "branch",
        "version", "directory", "folder", "library", "symbol", "attribute", "field", "argument",
        "service", "container", "job", "task", "test", "plugin", "script", "resource", "property",
        "line", "database", "schema", "device", "process", "signal", "header", "crate", "gem",
    ]
    private static let metacharacters: Set<Character> = Set(#"\^$.|?*+()[]{}"#)

    init(_ template: LineTemplate) {
        var regex = #"^[ \t]*"#
        var captures: [String: CaptureRule] = [:]
        var names: [String: Int] = [:]
        var before = ""
        var isBehindPath = 0
        for (index, token) in template.tokens.enumerated() {
            if index > 0 { regex += template.isSpacedOnce[index] ? " " : #"[ \t]+"# }
            for piece in token {
                switch piece {
                case .text(let text):
                    regex += text.map { Self.escaped($0) }.joined()
                    before = text.contains { $0.isLetter } ? text : before
                    if text != ":" { isBehindPath = 0 }
                case .slot(let form, _, let quote):
                    let wanted = Self.name(form, before: before, isBehindPath)
                    names[wanted, default: 0] += 1
                    let name = names[wanted] == 1 ? wanted : "\(wanted)\(names[wanted] ?? 0)"
                    regex += "(?<\(name)>\(Self.body(form, quote)))"
                    captures[name] = CaptureRule(type: form.type)
                    isBehindPath = form == .path ? 1 : form == .number ? isBehindPath * 2 : 0
                    before = ""
                }
            }
        }
        self.regex = regex + #"[ \t]*$"#
        self.captures = captures
    }

    private static func escaped(_ character: Character) -> String {
        metacharacters.contains(character) ? "\\\(character)" : String(character)
    }

    private static func body(_ form: SlotForm, _ quote: Character?) -> String {
        guard let quote else { return form.regex }
        return form == .number ? form.regex : "[^\(quote)\\n]{1,250}"
    }

    /// The word before it, where it names things; the first number behind a path is its line, the
    /// second its column.
    private static func name(_ form: SlotForm, before: String, _ isBehindPath: Int) -> String {
        if form == .number, isBehindPath == 1 { return "line" }
        if form == .number, isBehindPath == 2 { return "column" }
        let words = before.split { !$0.isLetter }.map { $0.lowercased() }
        guard let last = words.last, nouns.contains(last) else { return form.defaultName }
        return last
    }
}
