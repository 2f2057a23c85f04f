import RecourseCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Patterns as the rules of a SARIF 2.1.0 log (OASIS, §3.49 "reportingDescriptor") without results.
public enum SARIFRulesWriting {
    private struct Text: Encodable { var text: String }

    private struct Configuration: Encodable { var level: String }

    private struct Properties: Encodable {
        var category: FailureCategory
        var regexes: [String]
        var revision: Int
        var specificity: Int
        var status: PatternStatus
        var tags: [String]
    }

    private struct Rule: Encodable {
        var id: PatternID
        var name: String
        var shortDescription: Text
        var help: Text?
        var helpUri: String?
        var defaultConfiguration: Configuration
        var properties: Properties
    }

    private struct Driver: Encodable {
        var name = "recourse"
        var rules: [Rule]
    }

    private struct Tool: Encodable { var driver: Driver }

    private struct Run: Encodable {
        var tool: Tool
        var results: [String] = []
    }

    private struct Log: Encodable {
        var schema = "https://json.schemastore.org/sarif-2.1.0.json"
        var version = "2.1.0"
        var runs: [Run]

        private enum CodingKeys: String, CodingKey {
            case schema = "$schema"
            case version, runs
        }
    }

    /// - Throws: `EncodingError`.
    public static func text(_ patterns: [Pattern]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let log = Log(runs: [Run(tool: Tool(driver: Driver(rules: patterns.map(rule))))])
        return String(decoding: try encoder.encode(log), as: UTF8.self) + "\n"
    }

    private static func rule(_ pattern: Pattern) -> Rule {
        let advice = pattern.fixes.compactMap { fix in
            if case .advice(let template) = fix.action { words(template) } else { nil }
        }
        return Rule(
            id: pattern.id, name: name(pattern.id), shortDescription: Text(text: pattern.title),
            help: advice.isEmpty ? nil : Text(text: advice.joined(separator: "\n")),
            helpUri: pattern.references.first {
                $0.hasPrefix("https://") || $0.hasPrefix("http://")
            },
            defaultConfiguration: Configuration(level: level(pattern.severity)),
            properties: Properties(
                category: pattern.category, regexes: pattern.scope.regexes,
                revision: pattern.revision, specificity: pattern.specificity,
                status: pattern.status, tags: [pattern.category.rawValue, pattern.id.family]))
    }

    private static func words(_ template: Template) -> String {
        template.segments.map { segment in
            switch segment {
            case .literal(let text): text
            case .placeholder(let placeholder): "{\(placeholder.text)}"
            }
        }.joined()
    }

    /// `git.no-upstream` -> `GitNoUpstream`.
    private static func name(_ id: PatternID) -> String {
        id.rawValue.split { $0 == "." || $0 == "-" }
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private static func level(_ severity: Severity) -> String {
        switch severity {
        case .fatal, .error: "error"
        case .warning: "warning"
        case .note: "note"
        }
    }
}
