import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Patterns as GitHub's problem matchers: what looks at single lines, or at lines that follow each
/// other at once. Conditions on the command and the exit status are lost.
public struct GitHubMatcherWriting {
    /// What could not be said there.
    public struct Skipped: Hashable, Sendable {
        public var pattern: PatternID
        public var reason: String
    }

    public private(set) var text = ""
    public private(set) var skipped: [Skipped] = []
    /// Patterns that here may match over a line end, and there within a line only.
    public private(set) var narrowed: [PatternID] = []

    private struct Document: Encodable { var problemMatcher: [Matcher] }

    private struct Matcher: Encodable {
        var owner: String
        var severity: String
        var pattern: [Step]
    }

    private struct Step: Encodable {
        var regexp: String
        var file: Int?
        var fromPath: Int?
        var line: Int?
        var column: Int?
        var severity: Int?
        var code: Int?
        var message: Int?
    }

    /// - Throws: `EncodingError`.
    public init(_ patterns: [Pattern]) throws {
        var matchers: [Matcher] = []
        for pattern in patterns {
            do throws(RegexRefusal) {
                var isNarrowed = false
                matchers.append(try Self.matcher(pattern, &isNarrowed))
                if isNarrowed { narrowed.append(pattern.id) }
            } catch {
                skipped.append(Skipped(pattern: pattern.id, reason: error.reason))
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let document = try encoder.encode(Document(problemMatcher: matchers))
        text = String(decoding: document, as: UTF8.self) + "\n"
    }

    private static func matcher(
        _ pattern: Pattern, _ isNarrowed: inout Bool
    ) throws(RegexRefusal) -> Matcher {
        guard pattern.conditions.unless.isEmpty else {
            throw RegexRefusal("`unless` looks at all of the text")
        }
        if case .tail = pattern.scope { throw RegexRefusal("looks at the end of the text only") }
        if case .block(let steps) = pattern.scope,
            steps.dropFirst().contains(where: { $0.within != 1 })
        {
            throw RegexRefusal("its steps may have lines between them")
        }
        var known: Set<String> = []
        var steps: [Step] = []
        for regex in pattern.scope.regexes {
            let portable = try PortableRegex(regex)
            if portable.crossesLines { isNarrowed = true }
            steps.append(try step(portable, pattern, &known))
        }
        // All of the match, where nothing in it is the message.
        if !known.contains("message") { steps[steps.count - 1].message = 0 }
        return Matcher(
            owner: pattern.id.rawValue, severity: severity(pattern.severity), pattern: steps)
    }

    private static func step(
        _ portable: PortableRegex, _ pattern: Pattern, _ known: inout Set<String>
    ) throws(RegexRefusal) -> Step {
        let roles = ["file", "from_path", "line", "column", "severity", "code", "message"]
        if let name = roles.first(where: portable.ambiguous.contains) {
            throw RegexRefusal("several groups are called `\(name)`")
        }
        func group(_ role: String, _ names: [String]) -> Int? {
            guard !known.contains(role),
                let number = names.lazy.compactMap({ portable.groups[$0] }).first
            else { return nil }
            known.insert(role)
            return number
        }
        let paths = pattern.captures.filter { $0.value.type == .path }.keys.sorted().filter {
            $0 != "from_path" && !portable.ambiguous.contains($0)
        }
        return Step(
            regexp: portable.text, file: group("file", ["file"] + paths),
            fromPath: group("fromPath", ["from_path"]), line: group("line", ["line"]),
            column: group("column", ["column"]), severity: group("severity", ["severity"]),
            code: group("code", ["code"]), message: group("message", ["message"]))
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .fatal, .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
    }
}
