import RecourseCore
import Synchronization

/// A model that says what a test has it say: one answer a question, the last one again and again.
final class ScriptedModel: ModelClient {
    let identity = "scripted"
    let constrainsReplies = true
    private let answers: Mutex<[Result<String, ModelError>]>
    private let asked: Mutex<[ModelRequest]> = Mutex([])

    init(_ answers: Result<String, ModelError>...) { self.answers = Mutex(answers) }

    var requests: [ModelRequest] { asked.withLock { $0 } }

    func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
        asked.withLock { $0.append(request) }
        let answer = answers.withLock { answers in
            answers.count > 1 ? answers.removeFirst() : answers[0]
        }
        return ModelReply(
            text: try answer.get(), usage: ModelUsage(input: 1, output: 1), model: "scripted-1",
            seconds: 0.1)
    }
}

/// A reply as the schema has it.
enum Reply {
    static func text(
        title: String = "The profile is unknown", category: String = "configuration",
        lines: [String] = [#"frobctl: unknown profile "dev7""#], fixes: String...,
        confidence: String = "0.8"
    ) -> String {
        """
        {"title": \(quoted(title)), "category": \(quoted(category)), "lines": \(list(lines)), \
        "fixes": [\(fixes.joined(separator: ","))], "confidence": \(confidence)}
        """
    }

    static func run(_ steps: [String]..., title: String = "Does it") -> String {
        fix("run", title, steps: "[\(steps.map(list).joined(separator: ","))]")
    }

    static func rewrite(_ words: String...) -> String {
        fix("rewrite", "Changes it", command: list(words))
    }

    static func retry(_ seconds: Int) -> String { fix("retry", "Waits", seconds: seconds) }

    static func advice(_ text: String) -> String { fix("advice", "Says it", text: text) }

    private static func fix(
        _ kind: String, _ title: String, steps: String = "[]", command: String = "[]",
        seconds: Int = 0, text: String = ""
    ) -> String {
        """
        {"kind": "\(kind)", "title": \(quoted(title)), "steps": \(steps), "command": \(command), \
        "seconds": \(seconds), "text": \(quoted(text))}
        """
    }

    private static func list(_ words: [String]) -> String {
        "[\(words.map(quoted).joined(separator: ","))]"
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _ where scalar.value < 0x20:
                "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                    + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
