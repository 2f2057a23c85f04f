import RecourseCore
import RecourseMatching

/// Workflow commands that GitHub Actions shows as annotations
/// (docs.github.com, "Workflow commands for GitHub Actions").
enum GitHubAnnotations {
    static func text(_ diagnosis: Diagnosis, file: String) -> String {
        diagnosis.matches.map { match in
            let level =
                switch match.pattern.severity {
                case .fatal, .error: "error"
                case .warning: "warning"
                case .note: "notice"
                }
            let place = match.captures["file"] ?? (file == "-" ? nil : file)
            let line =
                match.captures["file"] == nil
                ? match.spans.first.map { "\($0.line)" } : match.captures["line"]
            let properties = [
                place.map { "file=" + property($0) }, line.map { "line=" + property($0) },
                "title=" + property(match.pattern.title),
            ].compactMap { $0 }.joined(separator: ",")
            return
                "::\(level) \(properties)::\(data(match.spans.first?.text ?? match.pattern.title))\n"
        }.joined()
    }

    private static func data(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
