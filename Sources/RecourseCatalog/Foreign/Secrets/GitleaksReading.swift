import RecourseCore
import TOMLKit

/// Rules of gitleaks: Go's regexes, run over a fragment of a file as a whole. Allowlists are noted:
/// where they would spare a text, it is redacted all the same.
enum GitleaksReading {
    private static let use = RegexUse(.go, over: .text)

    static func read(_ text: ForeignText, into assembly: inout PatternAssembly) throws {
        try checkCount(text)
        let document = TOMLStatements(text.bytes)
        if let line = document.deepKey {
            throw PackErrors([
                PackError(
                    file: text.file, line: line,
                    reason: "a key of more than \(TOMLStatements.deepestKey) parts")
            ])
        }
        if let line = document.escapedNUL {
            throw PackErrors([PackError(file: text.file, line: line, reason: "an escaped NUL")])
        }
        let root: TOMLNode
        do {
            root = try TOMLNode(parsing: String(decoding: text.bytes, as: UTF8.self))
        } catch let error as TOMLParseError {
            throw PackErrors([
                PackError(
                    file: text.file, line: error.source.begin.line, reason: error.description)
            ])
        }
        guard case .table(let fields) = root else { return }
        let findings = FieldReader.Findings()
        let reader = FieldReader(path: "", fields: fields, findings: findings)
        if reader.has("extend") {
            assembly.note("rules of another file are not read", line: 1, field: "extend")
        }
        let lines = headerLines(document)
        for (index, rule) in reader.tables("rules").enumerated() {
            try add(rule, line: index < lines.count ? lines[index] : 1, &assembly)
        }
        guard findings.problems.isEmpty else {
            let locator = LineLocator(document)
            throw PackErrors(
                findings.problems.prefix(100).map {
                    PackError(
                        file: text.file, line: locator.line(of: $0.field), field: $0.field,
                        reason: $0.reason)
                })
        }
    }

    /// Where each `[[rules]]` stands.
    private static func headerLines(_ document: TOMLStatements) -> [Int] {
        document.statements.filter { statement in
            statement.bytes.filter { $0 != 0x20 && $0 != 0x09 }.starts(with: "[[rules]]".utf8)
        }.map(\.line)
    }

    /// Before the parser builds a tree of them.
    private static func checkCount(_ text: ForeignText) throws {
        var count = 0
        for index in text.bytes.indices
        where text.bytes[index] == UInt8(ascii: "=") || text.bytes[index] == UInt8(ascii: ",")
            || text.bytes[index] == UInt8(ascii: "[")
        {
            count += 1
            if count > ForeignLimits.nodes {
                throw text.error(at: index, "more than \(ForeignLimits.nodes) values")
            }
        }
    }

    private static func add(
        _ reader: FieldReader, line: Int, _ assembly: inout PatternAssembly
    ) throws {
        let id = reader.required("id")
        let keywords = reader.strings("keywords").map { $0.lowercased() }
        guard !id.isEmpty else { return }
        let field = "\(reader.path).regex"
        guard let regex = reader.string("regex") else {
            assembly.note("`\(id)` looks at paths only", line: line, field: reader.path)
            return
        }
        for key in ["allowlist", "allowlists"] where reader.has(key) {
            assembly.note("`\(id)`: what it allows is redacted too", line: line, field: reader.path)
        }
        if reader.has("path") {
            assembly.note("`\(id)`: its path does not count", line: line, field: reader.path)
        }
        let group = reader.int("secretGroup") ?? defaultGroup(regex)
        try assembly.add(
            RedactionRule(
                id: PatternNaming.slug(id),
                title: PatternNaming.title(reader.string("description") ?? id), regex: regex,
                secretGroup: group, keywords: keywords, entropy: reader.number("entropy")),
            PatternAssembly.Step(
                regex: checked(regex, group: group), line: line, field: field))
    }

    /// Without `secretGroup`, gitleaks takes the first group that holds something; with one group,
    /// that is the group.
    private static func defaultGroup(_ regex: String) -> Int {
        GroupScan(Array(regex.unicodeScalars), .go).groups.isEmpty ? 0 : 1
    }

    private static func checked(_ regex: String, group: Int) -> TranslatedRegex {
        let groups = GroupScan(Array(regex.unicodeScalars), .go).groups.count
        guard group >= 0, group <= groups else {
            return .refused(regex, RegexRefusal("there is no group \(group)"))
        }
        return RegexTranslator.translated(regex, use)
    }
}
