/// A plan in the form in which a model is asked for it: what is kept, and what is shown as a draft.
extension TaskPlan {
    /// What `PlanReader` reads back, but for the time.
    var replyText: String { JSONText.object(replyFields) }

    var replyFields: [(String, String)] {
        [
            ("complexity", JSONText.string(complexity.rawValue)),
            ("estimated_steps", "\(estimatedSteps)"), ("tools", JSONText.strings(tools)),
            ("dependencies", JSONText.strings(dependencies)), ("risks", JSONText.strings(risks)),
            ("confidence", JSONText.number(confidence)), ("reasoning", JSONText.string(reasoning)),
            ("estimated_seconds", JSONText.number(estimatedSeconds)),
            ("steps", JSONText.list(steps.map(\.replyText))),
            ("decisions", JSONText.list(decisions.map(\.replyText))),
            ("criteria", JSONText.list(criteria.map(\.replyText))),
            ("fallbacks", JSONText.list(fallbacks.map(\.replyText))),
        ]
    }
}

extension PlanFallback {
    var replyText: String {
        JSONText.object([
            ("description", JSONText.string(description)),
            ("steps", JSONText.list(steps.map(\.replyText))),
        ])
    }
}

extension PlanStep {
    var replyText: String {
        var (kind, text, argv, path) = ("", "", [String](), "")
        switch action {
        case .shell(let command): (kind, text) = ("shell", command)
        case .arguments(let words): (kind, argv) = ("argv", words)
        case .write(let file, let contents): (kind, text, path) = ("write", contents, file)
        case .patch(let diff): (kind, text) = ("patch", diff)
        }
        return JSONText.object([
            ("kind", JSONText.string(kind)), ("text", JSONText.string(text)),
            ("argv", JSONText.strings(argv)), ("path", JSONText.string(path)),
            ("description", JSONText.string(description)),
            ("expect", JSONText.strings(expectedOutputs)),
            ("errors", JSONText.strings(errorPatterns)),
            ("success", JSONText.strings(successIndicators)),
            ("failure", JSONText.strings(failureIndicators)), ("timeout", "\(timeoutSeconds)"),
            ("retry", "\(retriesOnFailure)"), ("idempotent", "\(isIdempotent)"),
        ])
    }
}

extension PlanDecision {
    var replyText: String {
        let (kind, value) =
            switch condition {
            case .outputContains(let text): ("output_contains", text)
            case .outputHasLine(let text): ("output_has_line", text)
            case .fileExists(let path): ("file_exists", path)
            case .fileAbsent(let path): ("file_absent", path)
            case .exitStatus(let status): ("exit_status", "\(status)")
            }
        return JSONText.object([
            ("after", "\(step + 1)"), ("kind", JSONText.string(kind)),
            ("value", JSONText.string(value)), ("then", "\(whenTrue.replyNumber)"),
            ("otherwise", "\(whenFalse.replyNumber)"),
        ])
    }
}

extension PlanDecision.Path {
    var replyNumber: Int {
        switch self {
        case .stop: -1
        case .finish: 0
        case .step(let index): index + 1
        }
    }
}

extension PlanCriterion {
    var replyText: String {
        let (kind, path, value) =
            switch self {
            case .commandSucceeds(let text): ("command_succeeds", "", text)
            case .fileExists(let path): ("file_exists", path, "")
            case .fileContains(let path, let text): ("file_contains", path, text)
            case .outputContains(let text): ("output_contains", "", text)
            }
        return JSONText.object([
            ("kind", JSONText.string(kind)), ("path", JSONText.string(path)),
            ("value", JSONText.string(value)),
        ])
    }
}
