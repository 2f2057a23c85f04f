import RecourseCore
import RecourseMatching

/// A diagnosis as SARIF 2.1.0 (OASIS).
struct SARIFDocument: Encodable {
    struct Text: Encodable { var text: String }
    struct Rule: Encodable {
        var id: PatternID
        var shortDescription: Text
    }
    struct Driver: Encodable {
        var name = "recourse"
        var rules: [Rule]
    }
    struct Tool: Encodable { var driver: Driver }
    struct Region: Encodable {
        var startLine: Int
        var endLine: Int
    }
    struct Artifact: Encodable { var uri: String }
    struct Physical: Encodable {
        var artifactLocation: Artifact
        var region: Region
    }
    struct Location: Encodable { var physicalLocation: Physical }
    struct Result: Encodable {
        var ruleId: PatternID
        var level: String
        var message: Text
        var locations: [Location]
    }
    struct Run: Encodable {
        var tool: Tool
        var results: [Result]
    }

    var schema = "https://json.schemastore.org/sarif-2.1.0.json"
    var version = "2.1.0"
    var runs: [Run]

    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    init(_ diagnosis: Diagnosis, file: String) {
        let rules = diagnosis.matches.map {
            Rule(id: $0.pattern.id, shortDescription: Text(text: $0.pattern.title))
        }
        let results = diagnosis.matches.map { match in
            Result(
                ruleId: match.pattern.id, level: Self.level(match.pattern.severity),
                message: Text(text: match.spans.first?.text ?? match.pattern.title),
                locations: match.spans.map { span in
                    Location(
                        physicalLocation: Physical(
                            artifactLocation: Artifact(uri: file == "-" ? "stdin" : file),
                            region: Region(startLine: span.line, endLine: span.endLine)))
                })
        }
        runs = [Run(tool: Tool(driver: Driver(rules: rules)), results: results)]
    }

    private static func level(_ severity: Severity) -> String {
        switch severity {
        case .fatal, .error: "error"
        case .warning: "warning"
        case .note: "note"
        }
    }
}
